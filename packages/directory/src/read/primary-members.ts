import type { Directory } from '../directory.ts'
import type { DirectoryProblem, Entry, ReadItem, ReadRequest } from '../types.ts'
import type { MutableEntry } from './entry-reader.ts'

/** Adds to groups who is in them as their primary group; or tells why that cannot be known. They must have their `objectSid`. */
export type PrimaryMembers = (groups: readonly MutableEntry[]) => Promise<DirectoryProblem | null>

/** What `PrimaryMembers` knows a group by. */
export const groupSidAttribute = 'objectSid'

/** Domain Users, which nearly everybody has: read by itself, and only where that group is read. */
const usual = '513'
/** People, by what the domain itself counts as such (SAM_NORMAL_USER_ACCOUNT, MS-SAMR §2.2.1.9). */
const people = '(sAMAccountType=805306368)'

/**
 * In a domain, a group holds no value for those whose primary group it is: they hold its relative identifier
 * (primaryGroupToken, MS-ADTS §3.1.1.4.5.11). They are looked for when first asked about, in one search for the few with
 * an unusual group and one for Domain Users. Null where there is no domain, or where members are not asked for.
 */
export function primaryMembers(
  { server }: Pick<Directory, 'server'>,
  attributes: readonly string[],
  read: (request: ReadRequest) => AsyncIterable<ReadItem>,
): PrimaryMembers | null {
  const asksForMembers = attributes.some((name) => name.toLowerCase() === 'member')
  if (!server.activeDirectory || server.defaultNamingContext === '' || !asksForMembers) return null
  const find = async (filter: string) => {
    const found = new Map<string, string[]>()
    for await (const item of read({
      bases: [{ dn: server.defaultNamingContext, scope: 'subtree' }],
      filter: `(&${people}${filter})`,
      attributes: [groupSidAttribute, 'primaryGroupID'],
    }))
      if ('entries' in item) for (const entry of item.entries) note(found, entry)
      // Partitions that the domain refers to hold none of its people.
      else if (item.proof.error) return { lost: item.proof.error }
    return found
  }
  let few: ReturnType<typeof find> | undefined
  let many: ReturnType<typeof find> | undefined
  return async (groups) => {
    for (const group of groups) {
      const [sid = ''] = group.attributes.get('objectsid') ?? []
      const found = await (sid.endsWith(`-${usual}`)
        ? (many ??= find(`(primaryGroupID=${usual})`))
        : (few ??= find(`(!(primaryGroupID=${usual}))`)))
      if ('lost' in found) return found.lost
      const alsoMembers = found.get(sid)
      if (alsoMembers !== undefined) group.alsoMembers = alsoMembers
    }
    return null
  }
}

/** A group's identifier is that of the person's domain, and its own number in it. */
function note(found: Map<string, string[]>, { dn, attributes }: Entry): void {
  const [sid] = attributes.get('objectsid') ?? []
  const [group] = attributes.get('primarygroupid') ?? []
  if (sid === undefined || group === undefined) return
  const groupSid = sid.replace(/\d+$/, group)
  const dns = found.get(groupSid)
  if (dns) dns.push(dn)
  else found.set(groupSid, [dn])
}
