/**
 * Change sequence numbers (`time#count#sid#mod`, each part of a fixed length, so that they compare as text) in a change
 * token: the lowest of each server, by its sid. A token may hold those of several naming contexts; nothing that
 * happened since any of them is then left out.
 */
export function parseCsnToken(token: string): ReadonlyMap<string, string> {
  const bySid = new Map<string, string>()
  for (const csn of token.split(' ')) {
    const sid = /^\d{14}\.\d+Z#[0-9a-f]+#([0-9a-f]+)#[0-9a-f]+$/i.exec(csn)?.[1]
    if (sid === undefined) continue
    const before = bySid.get(sid)
    if (before === undefined || csn < before) bySid.set(sid, csn)
  }
  return bySid
}

/** The cookie that an OpenLDAP consumer which has come as far as this would send. */
export const syncCookie = (csns: ReadonlyMap<string, string>): string =>
  `rid=000,csn=${[...csns]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, csn]) => csn)
    .join(';')}`
