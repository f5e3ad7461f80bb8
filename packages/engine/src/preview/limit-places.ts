import { dnKey } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import { chunksOf } from './chunks-of.ts'
import { limitPlaces } from './limit-members.ts'
import type { Limit, ReadJob } from './preview-job.ts'

/** The places of groups in the limit. */
export type Places = ReadonlySet<number>
const nowhere: Places = new Set()

/** Which groups of the limit name an entry as it is called now, and which only as it was called at the last sync. */
export interface NamedPlaces {
  readonly now: Places
  readonly before: Places
}

/** Which groups of the limit name these entries. `lastDn`: the DN keys that their links know. */
export async function placesThere(
  job: ReadJob,
  entries: readonly Entry[],
  lastDn: (entry: Entry) => string | undefined,
): Promise<(entry: Entry) => NamedPlaces> {
  const called =
    job.memberForm === 'username'
      ? await usernamesAt(
          job,
          entries.map(({ dn }) => dnKey(dn)),
        )
      : null
  const namesOf = (entry: Entry) =>
    called
      ? (called.get(dnKey(entry.dn)) ?? { now: [], before: [] })
      : { now: [dnKey(entry.dn)], before: [lastDn(entry) ?? ''] }
  const places = await limitPlaces(
    job,
    entries.flatMap((entry) => Object.values(namesOf(entry)).flat()),
  )
  const placesOf = (names: readonly string[]) => union(names.map((name) => places.get(name) ?? nowhere))
  return (entry) => {
    const { now, before } = namesOf(entry)
    return { now: placesOf(now), before: placesOf(before) }
  }
}

/** Which groups of the limit people are in here. */
export async function placesHere(
  job: ReadJob,
  { groups }: Limit,
  people: readonly number[],
): Promise<Map<number, Places>> {
  const ids = groups.map(({ localId }) => localId)
  const rows = []
  for (const some of chunksOf(people))
    rows.push(
      ...(await job.task.store.db
        .selectFrom('memberships')
        .select(['person_id', 'group_id as id'])
        .where('person_id', 'in', some)
        .where(
          'group_id',
          'in',
          ids.filter((id) => id !== null),
        )
        .execute()),
    )
  return byPerson(rows, ids)
}

/** Whether an account is in none of the groups of the limit here; where there is no limit nobody is. */
export async function isOfNoGroup(job: ReadJob, personId: number): Promise<boolean> {
  return job.limit !== null && !(await placesHere(job, job.limit, [personId])).has(personId)
}

/** In which groups of the limit both sides agreed that people are. */
export async function placesAgreed(
  job: ReadJob,
  { groups }: Limit,
  people: readonly number[],
): Promise<Map<number, Places>> {
  const ids = groups.map(({ linkId }) => linkId)
  const rows = []
  for (const some of chunksOf(people))
    rows.push(
      ...(await job.task.store.db
        .selectFrom('link_members')
        .select(['person_id', 'link_id as id'])
        .where('person_id', 'in', some)
        .where(
          'link_id',
          'in',
          ids.filter((id) => id !== null),
        )
        .execute()),
    )
  return byPerson(rows, ids)
}

function byPerson(
  rows: readonly { readonly person_id: number; readonly id: number }[],
  ids: readonly (number | null)[],
): Map<number, Places> {
  const found = new Map<number, Set<number>>()
  for (const { person_id, id } of rows) {
    const places = found.get(person_id) ?? new Set()
    found.set(person_id, places)
    for (const [place, at] of ids.entries()) if (at === id) places.add(place)
  }
  return found
}

async function usernamesAt(job: ReadJob, dnKeys: readonly string[]) {
  const names = new Map<string, { now: string[]; before: string[] }>()
  for (const some of chunksOf(dnKeys)) {
    const rows = await job.task.store.db
      .selectFrom('staged_names')
      .select(['dn_key', 'name_key', 'former'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('dn_key', 'in', some)
      .execute()
    for (const { dn_key, name_key, former } of rows) {
      const known = names.get(dn_key) ?? { now: [], before: [] }
      names.set(dn_key, known)
      known[former === 1 ? 'before' : 'now'].push(name_key)
    }
  }
  return names
}

const union = (sets: readonly Places[]): Places => sets.reduce((all, places) => all.union(places), nowhere)
