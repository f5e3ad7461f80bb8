import type { Entry } from '@bindery/directory'
import { staysMember, type MatchKeys } from '@bindery/sync'
import { chunksOf } from './chunks-of.ts'
import { findCandidates, sharing } from './find-candidates.ts'
import { placesAgreed, placesHere, placesThere, type NamedPlaces, type Places } from './limit-places.ts'
import type { Limit, ReadJob } from './preview-job.ts'

/** The link of an entry, as far as it says who is in a group. */
interface Link {
  readonly local_id: number
  readonly state: string
  readonly dn_key?: string
  /** Of the account; null: it is there. */
  readonly deleted_at?: string | null
}

/** How to look up what belongs to an entry. */
interface Known {
  readonly linkOf: (entry: Entry) => Link | undefined
  readonly keysOf: (entry: Entry) => MatchKeys
}

/**
 * Those of a page of people who are in none of the groups that synchronization is limited to. Of somebody linked these
 * memberships count as they will be once both sides are merged; an entry without a link is in by itself, or by the
 * account that it may be. Where the groups were not read whole, nobody linked is outside.
 */
export async function findOutside(
  job: ReadJob,
  entries: readonly Entry[],
  { linkOf, keysOf }: Known,
): Promise<ReadonlySet<Entry>> {
  const { limit } = job
  if (!limit) return new Set()
  const there = await placesThere(job, entries, (entry) => linkOf(entry)?.dn_key)
  const linked = entries.flatMap((entry) => linkOf(entry)?.local_id ?? [])
  const here = await placesHere(job, limit, linked)
  const agreed = await placesAgreed(job, limit, linked)
  const isOutside = (entry: Entry): boolean => {
    const link = linkOf(entry)
    if (!link) return there(entry).now.size === 0
    return limit.proof.complete && !staysIn(job, limit, link, { there: there(entry), here, agreed })
  }
  const outside = entries.filter(isOutside)
  const wanted = await wantedHere(
    job,
    limit,
    outside.filter((entry) => !linkOf(entry)),
    keysOf,
  )
  return new Set(outside).difference(wanted)
}

interface Sides {
  readonly there: NamedPlaces
  readonly here: ReadonlyMap<number, Places>
  readonly agreed: ReadonlyMap<number, Places>
}

function staysIn(
  { settings: { policy } }: ReadJob,
  { groups }: Limit,
  { local_id, state, deleted_at }: Link,
  { there, here, agreed }: Sides,
): boolean {
  return groups.some((_, place) => {
    const base = agreed.get(local_id)?.has(place) === true
    return staysMember({
      base,
      local: here.get(local_id)?.has(place) === true,
      // What somebody was called before upholds a membership; it makes none.
      entry: there.now.has(place) || (base && there.before.has(place)),
      pulls: policy.direction !== 'accounts_to_directory',
      pushes: policy.direction !== 'directory_to_accounts',
      // Who is deleted is in no group here, and a server takes whom it lost out of its groups: neither is a wish to leave.
      returned: deleted_at !== null ? 'local' : state === 'gone_directory' ? 'entry' : null,
    })
  })
}

/** Unlinked entries that may be an account which is in one of the groups here. */
async function wantedHere(
  job: ReadJob,
  limit: Limit,
  entries: readonly Entry[],
  keysOf: Known['keysOf'],
): Promise<Set<Entry>> {
  const wanted = new Set<Entry>()
  for (const some of chunksOf(entries)) {
    const candidates = await findCandidates(job, some.map(keysOf))
    const here = await placesHere(
      job,
      limit,
      candidates.map(({ id }) => id),
    )
    const members = candidates.filter(({ id }) => here.has(id))
    for (const entry of some) if (sharing(job, keysOf(entry), members).length > 0) wanted.add(entry)
  }
  return wanted
}
