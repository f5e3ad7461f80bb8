import type { Database, Tables } from '@bindery/store'
import type { MemberForm } from '@bindery/sync'
import { foreseeDns, type FutureDns } from './future-dns.ts'
import { includedChanges } from './included-changes.ts'
import { addRecord, deleteRecord, modifyRecord, renameRecord, type LdifDelta } from './ldif-records.ts'
import { ldifComment } from './ldif-text.ts'
import type { ChangeRow } from './to-changes.ts'

/** What the payload of a directory row says about the write. */
interface WritePayload {
  readonly ldif?: {
    readonly attributes?: Readonly<Record<string, readonly string[]>>
    readonly deltas?: readonly LdifDelta[]
    readonly newDn?: string
    readonly deletes?: boolean
  }
  readonly memberAttribute?: string
  readonly memberForm?: MemberForm
  readonly memberValues?: Readonly<Record<number, readonly string[]>>
  /** Stands in a group that must have a member and has none. */
  readonly placeholder?: string
}

/** As many values as one modify carries when the plan is applied. */
const valuesPerModify = 500

/**
 * The writes that a plan sends to the directory, as LDIF change records (RFC 2849): people, groups, members, then
 * deletions. Only
 * the server knows whether a group may lose its last member, so a placeholder that it makes necessary is not foreseen.
 */
export async function* writeLdif(db: Database, plan: Tables['plans']): AsyncGenerator<string> {
  yield `version: 1\n${ldifComment(`Plan ${plan.id} of ${plan.created_at}: ${plan.sentence}`)}\n`
  const dns = await foreseeDns(db, plan)
  for (const subjectKind of ['person', 'group'] as const)
    for await (const rows of includedChanges(db, plan.id, { side: 'directory', subjectKind }))
      for (const row of rows) if (row.kind !== 'members' && row.kind !== 'delete') yield writeChange(row, dns)
  for await (const rows of includedChanges(db, plan.id, { side: 'directory', kind: 'members' }))
    for (const row of rows) yield await writeMembers(db, row, dns)
  for (const subjectKind of ['group', 'person'] as const)
    for await (const rows of includedChanges(db, plan.id, { side: 'directory', subjectKind, kind: 'delete' }))
      for (const row of rows) yield writeChange(row, dns)
}

function writeChange(row: ChangeRow, dns: FutureDns): string {
  const { ldif } = JSON.parse(row.payload) as WritePayload
  const dn = row.dn ?? ''
  if (ldif?.attributes) return addRecord(dn, ldif.attributes)
  if (ldif?.newDn !== undefined) return renameRecord(dn, ldif.newDn)
  if (ldif?.deletes) return deleteRecord(dn)
  if (ldif?.deltas) return modifyRecord(dns.ofEntry(dn), ldif.deltas)
  return ''
}

async function writeMembers(db: Database, row: ChangeRow, dns: FutureDns): Promise<string> {
  const {
    memberAttribute: attribute = '',
    memberForm,
    memberValues = {},
    placeholder,
  } = JSON.parse(row.payload) as WritePayload
  const members = await db
    .selectFrom('plan_members')
    .selectAll()
    .where('change_id', '=', row.id)
    .where('op', 'in', ['add', 'remove', 'rename'])
    .orderBy('name')
    .execute()
  const people = memberForm === 'username' ? null : await dns.ofPeople(members)
  const valueOf = (member: Tables['plan_members']) =>
    (people ? people.get(member.person_id) : member.dn) ?? []
  const group = dns.ofEntry(row.dn ?? '')
  const added = members.filter(({ op }) => op !== 'remove').flatMap(valueOf)
  const removed = members
    .filter(({ op }) => op !== 'add')
    .flatMap((member) => memberValues[member.person_id] ?? valueOf(member))
  const spent =
    added.length > 0 && placeholder !== undefined && (await bornWith(db, row, attribute, placeholder))
      ? [placeholder]
      : []
  const records = [
    ...batches(added).map((add) => modifyRecord(group, [{ attribute, remove: [], add }])),
    ...batches([...spent, ...removed]).map((remove) => modifyRecord(group, [{ attribute, remove, add: [] }])),
  ]
  return records.join('')
}

/** Whether this plan creates the group with the placeholder, which goes once there are members. */
async function bornWith(
  db: Database,
  row: ChangeRow,
  attribute: string,
  placeholder: string,
): Promise<boolean> {
  if (row.depends_on === null) return false
  const made = await db
    .selectFrom('plan_changes')
    .select('payload')
    .where('id', '=', row.depends_on)
    .executeTakeFirst()
  const { ldif } = JSON.parse(made?.payload ?? '{}') as WritePayload
  return ldif?.attributes?.[attribute]?.includes(placeholder) ?? false
}

function batches(values: readonly string[]): string[][] {
  const found: string[][] = []
  for (let start = 0; start < values.length; start += valuesPerModify)
    found.push(values.slice(start, start + valuesPerModify))
  return found
}
