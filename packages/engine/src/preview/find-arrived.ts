import { isUnder, sameDn } from '@bindery/contract/ldap-text'
import type { Tables } from '@bindery/store'
import { knownNames } from './note-known.ts'
import type { ReadJob } from './preview-job.ts'

/** Why everything is read, where a search for what changed failed. */
export const brokenOff = 'What changed could not be read to its end.'

/** Each costs a search: from here on reading everything is cheaper. */
const mostAsked = 200

/**
 * An entry that came into a search base together with others below it, as a unit does that is moved there: none of those is
 * marked as changed. In a sentence; '' when there is none. `places`: what stood above the known entries.
 */
export async function findArrived(
  job: ReadJob,
  touched: ReadonlyMap<string, string | null>,
  places: readonly Pick<Tables['known_places'], 'stable_id' | 'dn'>[],
): Promise<string> {
  const bases = [...job.people.bases, ...job.groups.bases].filter(({ scope }) => scope === 'subtree')
  const inReach = new Map<string, string>()
  for (const [id, dn] of touched)
    if (dn !== null && bases.some((base) => isUnder(dn, base.dn))) inReach.set(id, dn)
  const ids = [...inReach.keys()]
  // Where these were at the last preview, as far as they were in scope or above somebody who was.
  const before = new Map([
    ...(await knownNames(job, 'person', ids)),
    ...(await knownNames(job, 'group', ids)),
    ...places.map(({ stable_id, dn }) => [stable_id, dn] as const),
  ])
  const arrived = [...inReach].filter(([id, dn]) => !sameDn(before.get(id) ?? '', dn)).map(([, dn]) => dn)
  if (arrived.length > mostAsked) return 'Much has come into the search bases.'
  for (const dn of arrived) {
    job.task.signal.throwIfAborted()
    const others = await othersBelow(job, dn)
    if (others === 'some') return `${dn} came, and with it what is below.`
    if (others === 'unknown') return brokenOff
  }
  return ''
}

/** An entry that has gone again is a change which the next preview hears of. */
async function othersBelow(job: ReadJob, dn: string): Promise<'some' | 'none' | 'unknown'> {
  for await (const item of job.session.read({
    bases: [{ dn, scope: 'one_level' }],
    filter: '(objectClass=*)',
    attributes: [],
    knownReferrals: null,
  })) {
    if (!('proof' in item)) return 'some'
    if (item.proof.error) return item.proof.error.code === 'base_not_found' ? 'none' : 'unknown'
  }
  return 'none'
}
