/**
 * Words for a server that is behind what was synced before, or ''. Tokens are contextCSN values, one per server
 * id (`time#count#sid#mod`), which sort as text. Those of domain controllers say nothing of each other: each numbers
 * its changes by itself.
 */
export function staleWords(url: string, now: string, before: string): string {
  const bySid = (token: string) =>
    new Map(
      token
        .split(/[\s,]+/)
        .filter((csn) => csn.split('#').length === 4)
        .map((csn) => [csn.split('#')[2] ?? '', csn]),
    )
  const current = bySid(now)
  const behind = [...bySid(before)].some(([sid, csn]) => (current.get(sid) ?? '') < csn)
  return before !== '' && behind
    ? `${url} is behind what was synced before: it stands at ${now || 'nothing'}, the last sync at ${before}.`
    : ''
}
