import type { Side } from '@bindery/contract'
import { childDn, dnKey } from '@bindery/contract/ldap-text'
import { Refusal } from '@bindery/directory/memory'
import {
  addMembers,
  deleteGroup,
  deletePerson,
  getGroup,
  getPerson,
  groupValues,
  insertGroups,
  insertPeople,
  isNameTaken,
  personValues,
  removeMembers,
  reserveIds,
  updateGroupGuarded,
  updatePersonGuarded,
  type Database,
} from '@bindery/store'
import type { World } from './open-world.ts'
import { remoteOf, type SideState, type SubjectKind } from './sides.ts'
import type { Edit } from './steps.ts'

/** The side that a step is on. */
export const sideOf = (edit: Edit): Side => ('side' in edit ? edit.side : 'directory')

/** Makes somebody do it. What the side refuses, as a taken name, does not happen. */
export async function act(world: World, state: SideState, edit: Edit): Promise<void> {
  try {
    if (sideOf(edit) === 'directory') actOnDirectory(world, state, edit)
    else await world.store.transaction((db) => actOnAccounts(world, db, state, edit))
  } catch (error) {
    if (!(error instanceof Refusal) && !isNameTaken(error)) throw error
  }
}

/** The subject that a step counts to. */
function pick(state: SideState, kind: SubjectKind, at: number): string | undefined {
  const ids = [...state[kind].keys()]
  return ids[at % ids.length]
}

async function actOnAccounts(world: World, db: Database, state: SideState, edit: Edit): Promise<void> {
  const at = world.now().toISOString()
  const id = (kind: SubjectKind, index: number) => Number(pick(state, kind, index) ?? 0)
  switch (edit.do) {
    case 'add person': {
      const values = { username: [edit.name], employeeNumber: list(edit.number), email: [edit.mail] }
      return insertPeople(db, [{ id: await reserveIds(db, 'people', 1), values }], at)
    }
    case 'add group': {
      const groupId = await reserveIds(db, 'groups', 1)
      await insertGroups(db, [{ id: groupId, values: { name: [edit.name] } }], at)
      const members = edit.members.map((index) => id('person', index)).filter((member) => member > 0)
      return void (await addMembers(db, groupId, [...new Set(members)], at))
    }
    case 'set':
      return setValues(db, edit.kind, id(edit.kind, edit.who), { [edit.attribute]: list(edit.value) }, at)
    case 'rename': {
      const attribute = edit.kind === 'person' ? 'username' : 'name'
      return setValues(db, edit.kind, id(edit.kind, edit.who), { [attribute]: [edit.name] }, at)
    }
    case 'delete': {
      const row = await (edit.kind === 'person' ? getPerson : getGroup)(db, id(edit.kind, edit.who))
      if (row && edit.kind === 'person') await deletePerson(db, row.id, row.row_version, at, 'somebody')
      else if (row) await deleteGroup(db, row.id, row.row_version, at)
      return
    }
    case 'join':
    case 'leave': {
      const [groupId, personId] = [id('group', edit.group), id('person', edit.who)]
      if (groupId > 0 && personId > 0)
        await (edit.do === 'join' ? addMembers : removeMembers)(db, groupId, [personId], at)
      return
    }
    case 'add value':
    case 'move':
    case 'recreate':
    case 'add stranger':
  }
}

const list = (value: string) => (value === '' ? [] : [value])

async function setValues(
  db: Database,
  kind: SubjectKind,
  id: number,
  values: Record<string, string[]>,
  at: string,
): Promise<void> {
  if (kind === 'person') {
    const row = await getPerson(db, id)
    if (row) await updatePersonGuarded(db, id, row.row_version, { ...personValues(row), ...values }, at)
    return
  }
  const row = await getGroup(db, id)
  if (row) await updateGroupGuarded(db, id, row.row_version, { ...groupValues(row), ...values }, at)
}

function actOnDirectory({ directory }: World, state: SideState, edit: Edit): void {
  const dnOf = (kind: SubjectKind, index: number) => state[kind].get(pick(state, kind, index) ?? '')?.dn ?? ''
  const replace = (dn: string, attribute: string, values: string[]) =>
    directory.modify(dn, [{ operation: 'replace', attribute, values }])
  switch (edit.do) {
    case 'add person':
      directory.add(childDn('uid', edit.name, directory.usersBase), {
        objectClass: ['inetOrgPerson'],
        cn: [edit.name],
        sn: ['Doe'],
        employeeNumber: list(edit.number),
        mail: [edit.mail],
      })
      return
    case 'add group': {
      const members = new Set(edit.members.map((index) => dnOf('person', index)))
      directory.add(childDn('cn', edit.name, directory.groupsBase), {
        objectClass: ['groupOfUniqueNames'],
        uniqueMember: members.size === 0 ? [''] : [...members],
      })
      return
    }
    case 'set':
      return replace(dnOf(edit.kind, edit.who), remoteOf[edit.kind][edit.attribute] ?? '', list(edit.value))
    case 'add value': {
      const values = [edit.value]
      const attribute = remoteOf.person[edit.attribute] ?? ''
      return directory.modify(dnOf('person', edit.who), [{ operation: 'add', attribute, values }])
    }
    case 'rename': {
      const type = edit.kind === 'person' ? 'uid' : 'cn'
      return directory.rename(dnOf(edit.kind, edit.who), `${type}=${edit.name}`)
    }
    case 'move':
      return move(directory, dnOf('person', edit.who), edit.to)
    case 'delete':
      return directory.delete(dnOf(edit.kind, edit.who))
    case 'recreate':
      return recreate(directory, dnOf(edit.kind, edit.who))
    case 'join':
      return joinEntry(directory, dnOf('group', edit.group), dnOf('person', edit.who))
    case 'leave':
      return leaveEntry(directory, dnOf('group', edit.group), dnOf('person', edit.who))
    case 'add stranger':
      return joinEntry(directory, dnOf('group', edit.group), `cn=stranger,ou=services,${directory.suffix}`)
  }
}

type Directory = World['directory']

function move(directory: Directory, dn: string, to: 'users' | 'inner' | 'outside'): void {
  const rdn = dn.split(',', 1)[0] ?? ''
  const places = {
    users: directory.usersBase,
    inner: `ou=inner,${directory.usersBase}`,
    outside: `ou=services,${directory.suffix}`,
  }
  directory.rename(dn, rdn, places[to])
}

const operational =
  /^(entryuuid|entrycsn|creatorsname|createtimestamp|modifiersname|modifytimestamp|memberof)$/

function recreate(directory: Directory, dn: string): void {
  const entry = directory.at(dn)
  if (entry === null) return
  directory.delete(dn)
  const values = [...entry.attributes].filter(([name]) => !operational.test(name))
  directory.add(dn, Object.fromEntries(values))
}

function joinEntry(directory: Directory, group: string, member: string): void {
  directory.modify(group, [{ operation: 'add', attribute: 'uniqueMember', values: [member] }])
}

/** A group must have a member: where the last one leaves, the empty name takes the place. */
function leaveEntry(directory: Directory, group: string, member: string): void {
  const members = directory.at(group)?.attributes.get('uniquemember') ?? []
  const left = members.filter((dn) => dnKey(dn) !== dnKey(member))
  const values = left.length === 0 ? [''] : left
  directory.modify(group, [{ operation: 'replace', attribute: 'uniqueMember', values }])
}
