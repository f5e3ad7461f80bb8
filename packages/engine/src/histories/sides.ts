import type { Side } from '@bindery/contract'
import { depthBelow, dnKey, isUnder } from '@bindery/contract/ldap-text'
import { groupValues, personValues } from '@bindery/store'
import { directoryId, type World } from './open-world.ts'

/** One object of one side, by the names of the accounts' attributes. */
export interface Subject {
  readonly values: Readonly<Record<string, readonly string[]>>
  /** Of a group: ids of people, or what else is in it (`dn:…`), each with the key of the name it stands under. */
  readonly members: ReadonlyMap<string, string>
  readonly dn: string
  /** Where the sync looks; accounts always are. */
  readonly inScope: boolean
}
/** By id: of the accounts their number, of the directory the stable id. */
type Subjects = ReadonlyMap<string, Subject>
export interface SideState {
  readonly person: Subjects
  readonly group: Subjects
  /** Of the directory: moves with every change. */
  readonly token: string
}
export type SubjectKind = 'person' | 'group'
export type Sides = Readonly<Record<Side, SideState>>

/** Which attribute of an entry each attribute of an account stands for. */
export const remoteOf: Readonly<Record<SubjectKind, Readonly<Record<string, string>>>> = {
  person: {
    username: 'uid',
    employeeNumber: 'employeeNumber',
    givenName: 'givenName',
    familyName: 'sn',
    displayName: 'displayName',
    email: 'mail',
    phone: 'mobile',
    title: 'title',
  },
  group: { name: 'cn', description: 'description' },
}

/** Both sides as they are now; `before` is what was there at the last look, for what is certain not to have changed. */
export async function readSides(world: World, before?: Sides): Promise<Sides> {
  return { accounts: await readAccounts(world), directory: readDirectory(world, before?.directory) }
}

async function readAccounts({ store: { db } }: World): Promise<SideState> {
  const people = await db.selectFrom('people').selectAll().where('deleted_at', 'is', null).execute()
  const groups = await db.selectFrom('groups').selectAll().where('deleted_at', 'is', null).execute()
  const memberships = await db.selectFrom('memberships').selectAll().execute()
  const account = { dn: '', inScope: true }
  return {
    token: '',
    person: new Map(
      people.map((row) => [
        String(row.id),
        { ...account, values: personValues(row), members: new Map<string, string>() },
      ]),
    ),
    group: new Map(
      groups.map((row) => {
        const mine = memberships.filter((one) => one.group_id === row.id).map((one) => String(one.person_id))
        return [
          String(row.id),
          { ...account, values: groupValues(row), members: new Map(mine.map((id) => [id, ''])) },
        ]
      }),
    ),
  }
}

function readDirectory({ directory, settings }: World, before: SideState | undefined): SideState {
  const token = directory.changeToken()
  if (before?.token === token) return before
  const people = directory.find('(objectClass=inetOrgPerson)')
  const ids = new Map(people.map((entry) => [dnKey(entry.dn), entry.stableId ?? '']))
  const subject = (kind: SubjectKind, entry: (typeof people)[number]): [string, Subject] => {
    const values = Object.entries(remoteOf[kind]).map(([local, remote]) => [
      local,
      entry.attributes.get(remote.toLowerCase()) ?? [],
    ])
    const members = (entry.attributes.get('uniquemember') ?? []).filter((dn) => dn !== '')
    const bases = settings[kind === 'person' ? 'people' : 'groups'].bases
    return [
      entry.stableId ?? '',
      {
        values: Object.fromEntries(values) as Subject['values'],
        members: new Map(members.map((dn) => [ids.get(dnKey(dn)) ?? `dn:${dn}`, dnKey(dn)])),
        dn: entry.dn,
        inScope: bases.some(
          ({ dn, scope }) => isUnder(entry.dn, dn) && (scope === 'subtree' || depthBelow(entry.dn, dn) === 1),
        ),
      },
    ]
  }
  return {
    token,
    person: new Map(people.map((entry) => subject('person', entry))),
    group: new Map(
      directory.find('(objectClass=groupOfUniqueNames)').map((entry) => subject('group', entry)),
    ),
  }
}

/** A pair of an account and an entry, as the engine remembers it. */
export interface Pair {
  readonly kind: SubjectKind
  readonly local: string
  readonly stableId: string
  readonly state: string
}

export async function readPairs({ store: { db } }: World): Promise<Pair[]> {
  const rows = await db
    .selectFrom('links')
    .select(['kind', 'local_id', 'stable_id', 'state'])
    .where('directory_id', '=', directoryId)
    .execute()
  return rows.map((row) => ({
    kind: row.kind as SubjectKind,
    local: String(row.local_id),
    stableId: row.stable_id,
    state: row.state,
  }))
}
