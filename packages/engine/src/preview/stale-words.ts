/**
 * Words for a server that is behind what was synced before, or ''. Tokens are contextCSN values, one per server
 * id (`time#count#sid#mod`), which sort as text.
 */
export function staleWords(url: string, now: string, before: string): string {
  const bySid = (token: string) =>
    new Map(
      token
        .split(/[\s,]+/)
        .filter(Boolean)
        .map((csn) => [csn.split('#')[2] ?? '', csn]),
    )
  const current = bySid(now)
  const behind = [...bySid(before)].some(([sid, csn]) => (current.get(sid) ?? '') < csn)
  return before !== '' && behind
    ? `${url} is behind what was synced before: it stands at ${now || 'nothing'}, the last sync at ${before}.`
    : ''
}
