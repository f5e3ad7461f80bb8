import type { Database, Tables } from '@bindery/store'
import type { ChangeKind, SubjectKind } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import {
  orderRenames,
  renameSteps,
  usernameRename,
  usernameSteps,
  type EntryRename,
  type UsernameChange,
} from '@bindery/sync'
import { readPayload } from '../pack/pack-payload.ts'
import { readPlanValues } from '../pack/pack-plan-values.ts'
import { foreseeDns, type FutureDns } from './future-dns.ts'
import { includedChanges } from './included-changes.ts'
import { addRecord, deleteRecord, modifyRecord, renameRecord } from './ldif-records.ts'
import { ldifComment } from './ldif-text.ts'
import type { ChangeRow } from './to-changes.ts'

/** As many values as one modify carries when the plan is applied. */
const valuesPerModify = 500

/**
 * The writes that a plan sends to the directory, as LDIF change records (RFC 2849): people, groups, members, then
 * deletions; entries are created, then renamed, then given usernames that are not part of a DN, then changed under their
 * new names. Only the server knows whether a group may lose its last member, so a placeholder that it makes necessary
 * is not foreseen.
 */
export async function* writeLdif(db: Database, plan: Tables['plans']): AsyncGenerator<string> {
  yield `version: 1\n${ldifComment(`Plan ${plan.id} of ${plan.created_at}: ${plan.sentence}`)}\n`
  const dns = await foreseeDns(db, plan)
  for (const subjectKind of ['person', 'group'] as const) {
    yield* writeKinds(db, plan, dns, subjectKind, ['create'])
    yield* writeRenames(db, plan, subjectKind)
    const written = subjectKind === 'person' ? yield* writeUsernames(db, plan, dns) : new Set<number>()
    yield* writeKinds(db, plan, dns, subjectKind, ['update', 'disable', 'enable'], written)
  }
  for await (const rows of includedChanges(db, plan.id, { side: 'directory', kind: 'members' }))
    for (const row of rows) yield await writeMembers(db, row, dns)
  for (const subjectKind of ['group', 'person'] as const)
    yield* writeKinds(db, plan, dns, subjectKind, ['delete'])
}

async function* writeKinds(
  db: Database,
  plan: Tables['plans'],
  dns: FutureDns,
  subjectKind: SubjectKind,
  kinds: readonly ChangeKind[],
  but: ReadonlySet<number> = new Set(),
): AsyncGenerator<string> {
  for (const kind of kinds)
    for await (const rows of includedChanges(db, plan.id, { side: 'directory', subjectKind, kind }))
      for (const row of rows) if (!but.has(row.id)) yield writeChange(row, dns)
}

/** In an order in which each name is free when it is taken; names are exchanged by way of a temporary one. */
async function* writeRenames(
  db: Database,
  plan: Tables['plans'],
  subjectKind: SubjectKind,
): AsyncGenerator<string> {
  const renames = new Map<number, EntryRename>()
  for await (const rows of includedChanges(db, plan.id, { side: 'directory', subjectKind, kind: 'move' }))
    for (const { id, stable_id: stableId, dn, new_dn: newDn } of rows)
      renames.set(id, { id, stableId: stableId ?? '', dn: dn ?? '', newDn: newDn ?? '' })
  const keys = Array.from(renames.values(), ({ id, dn, newDn }) => ({
    id,
    from: dnKey(dn),
    to: dnKey(newDn),
  }))
  for (const circle of orderRenames(keys))
    for (const { dn, newDn } of renameSteps(circle.flatMap((id) => renames.get(id) ?? [])))
      yield renameRecord(dn, newDn)
}

/** In the order of `writeRenames`, for usernames that are not part of a DN. Returns the rows that this writes. */
async function* writeUsernames(
  db: Database,
  plan: Tables['plans'],
  dns: FutureDns,
): AsyncGenerator<string, ReadonlySet<number>> {
  const changes = new Map<number, UsernameChange & { readonly dn: string }>()
  let attribute = ''
  for await (const rows of includedChanges(db, plan.id, updatesOfPeople))
    for (const { id, stable_id: stableId, dn, values, payload } of rows) {
      const rowValues = readPlanValues(values)
      const { deltas = [] } = readPayload({ payload, values }, rowValues)
      // A row's values and its deltas are in the same order.
      const index = rowValues.findIndex((value) => value.attribute === 'username')
      if (deltas[index] === undefined) continue
      attribute = deltas[index].attribute
      changes.set(id, { id, stableId: stableId ?? '', deltas, dn: dns.ofEntry(dn ?? '') })
    }
  const renames = [...changes.values()].flatMap((change) => usernameRename(change, attribute) ?? [])
  for (const circle of orderRenames(renames))
    for (const { dn, deltas } of usernameSteps(
      circle.flatMap((id) => changes.get(id) ?? []),
      attribute,
    ))
      yield modifyRecord(dn, deltas)
  return new Set(renames.map(({ id }) => id))
}

const updatesOfPeople = { side: 'directory', subjectKind: 'person', kind: 'update' } as const

function writeChange(row: ChangeRow, dns: FutureDns): string {
  const { attributes = {}, deltas = [] } = readPayload(row)
  const dn = row.dn ?? ''
  if (row.kind === 'create') return addRecord(dn, attributes)
  return row.kind === 'delete' ? deleteRecord(dn) : modifyRecord(dns.ofEntry(dn), deltas)
}

async function writeMembers(db: Database, row: ChangeRow, dns: FutureDns): Promise<string> {
  const { memberAttribute: attribute = '', memberForm, memberValues = {}, placeholder } = readPayload(row)
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
    .select(['payload', 'values'])
    .where('id', '=', row.depends_on)
    .executeTakeFirst()
  const attributes = made && readPayload(made).attributes
  return attributes?.[attribute]?.includes(placeholder) ?? false
}

function batches(values: readonly string[]): string[][] {
  const found: string[][] = []
  for (let start = 0; start < values.length; start += valuesPerModify)
    found.push(values.slice(start, start + valuesPerModify))
  return found
}
