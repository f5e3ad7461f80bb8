const most = 5

/** "ada, bo and cy"; of many, the first few and how many more. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, most)
  const more = names.length - shown.length
  const last = more > 0 ? `${more} more` : shown.pop()
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last}`
}
