import { dnKey } from '@bindery/contract/ldap-text'
import type { Database, Tables } from '@bindery/store'
import { includedChanges } from './included-changes.ts'

/** The DNs that entries will have once a plan was applied. */
export interface FutureDns {
  /** Of an entry that had this DN when it was read. */
  ofEntry(dn: string): string
  /** Of people, by id; those without an entry are missing. */
  ofPeople(members: readonly Tables['plan_members'][]): Promise<Map<number, string>>
}

const idsPerQuery = 1000

/** Takes up the names that included rows give: creations, links and renames. Few entries are renamed at once. */
export async function foreseeDns(db: Database, plan: Tables['plans']): Promise<FutureDns> {
  const renamed = new Map<string, string>()
  const people = new Map<number, string>()
  for (const kind of ['create', 'link', 'move'] as const)
    for await (const rows of includedChanges(db, plan.id, { kind }))
      for (const row of rows) {
        const dn = row.new_dn ?? row.dn
        if (dn === null) continue
        if (row.side === 'directory' && row.kind === 'move' && row.dn !== null) renamed.set(dnKey(row.dn), dn)
        if (row.subject_kind === 'person' && row.local_id !== null) people.set(row.local_id, dn)
      }
  const ofEntry = (dn: string) => renamed.get(dnKey(dn)) ?? dn
  return {
    ofEntry,
    async ofPeople(members) {
      const dns = await linkedDns(db, plan.directory_id, members)
      for (const { person_id: id, dn } of members) {
        const known = dn ?? dns.get(id)
        const future = people.get(id) ?? (known === undefined ? undefined : ofEntry(known))
        if (future !== undefined) dns.set(id, future)
      }
      return dns
    },
  }
}

async function linkedDns(
  db: Database,
  directoryId: number,
  members: readonly Tables['plan_members'][],
): Promise<Map<number, string>> {
  const dns = new Map<number, string>()
  for (let start = 0; start < members.length; start += idsPerQuery) {
    const ids = members.slice(start, start + idsPerQuery).map((member) => member.person_id)
    const rows = await db
      .selectFrom('links')
      .select(['local_id', 'dn'])
      .where('directory_id', '=', directoryId)
      .where('kind', '=', 'person')
      .where('local_id', 'in', ids)
      .execute()
    for (const row of rows) dns.set(row.local_id, row.dn)
  }
  return dns
}
