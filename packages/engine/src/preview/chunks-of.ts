const perQuery = 500

/** Lists short enough for a query each. */
export function chunksOf<Item>(items: readonly Item[]): Item[][] {
  const chunks: Item[][] = []
  for (let start = 0; start < items.length; start += perQuery)
    chunks.push(items.slice(start, start + perQuery))
  return chunks
}
