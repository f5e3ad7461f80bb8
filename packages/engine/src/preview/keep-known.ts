import { dnKey, isUnder, parentDn } from '@bindery/contract/ldap-text'
import { DirectoryError } from '@bindery/directory'
import { insertMissing, insertOrUpdate } from '@bindery/store'
import { hashRead } from './open-known.ts'
import { keepRoll } from './keep-roll.ts'
import type { Known, PreviewJob } from './preview-job.ts'
import { keepUnsettled } from './settling.ts'

/** At the end of a preview: notes how far it read, for the next one to go on from, or why that cannot. */
export async function keepKnown(job: PreviewJob, started: Date, complete: boolean): Promise<void> {
  const { known, session, task, directoryId } = job
  if (!known) return
  if (!complete) known.problem = 'The read before this one was incomplete.'
  if (known.problem === '' && !known.roll) await notePlaces(job, known)
  await keepRoll(job, known.roll)
  await keepUnsettled(job, known)
  const isListed = known.looked.person !== null && known.looked.group !== null
  const mark = {
    directory_id: directoryId,
    // What stands above the entries is not noted with a roll, so a server that tells what changed goes by no such mark.
    token: known.roll ? '' : job.startToken,
    server: session.server.url,
    bound_as: session.server.boundAs,
    settings_hash: hashRead(job),
    at: started.toISOString(),
    full_at: known.changes ? known.fullAt : started.toISOString(),
    problem: known.problem,
    tally: isListed ? JSON.stringify(known.tally) : '',
    notes_unsettled: isListed ? 1 : 0,
  }
  await insertOrUpdate(task.store.db, 'marks', [mark], {
    key: ['directory_id'],
    update: [
      'token',
      'server',
      'bound_as',
      'settings_hash',
      'at',
      'full_at',
      'problem',
      'tally',
      'notes_unsettled',
    ],
  })
}

/** Notes what stands above the entries that were read, by its stable id. */
async function notePlaces(job: PreviewJob, known: Known): Promise<void> {
  const { session, task, directoryId } = job
  const ofDirectory = task.store.db.selectFrom('known_places').where('directory_id', '=', directoryId)
  if (!known.changes)
    await task.store.db.deleteFrom('known_places').where('directory_id', '=', directoryId).execute()
  const stored = await ofDirectory.select(['stable_id', 'dn']).execute()
  const seen = new Set(stored.map(({ dn }) => dnKey(dn)))
  const dns: string[] = []
  for (const parent of known.parents.values())
    for (let dn: string | undefined = parent; dn !== undefined && isInside(job, dn); dn = parentDn(dn)) {
      const key = dnKey(dn)
      if (seen.has(key)) break
      seen.add(key)
      dns.push(dn)
    }
  try {
    const ids = await session.idsAt(dns)
    const hidden = dns.find((dn) => !ids.has(dn))
    if (hidden !== undefined)
      known.problem = `${hidden} cannot be read, so it could not be told whether it was renamed.`
    const found = new Set(ids.values())
    const renamed = stored.find((place) => found.has(place.stable_id))
    if (renamed) known.problem = `${renamed.dn} was renamed while the preview before this one was made.`
    await insertMissing(
      task.store.db,
      'known_places',
      [...ids].map(([dn, id]) => ({ directory_id: directoryId, stable_id: id, dn })),
    )
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    known.problem = 'The connection broke off at the end of the preview before this one.'
  }
}

const isInside = ({ session }: PreviewJob, dn: string) =>
  session.server.namingContexts.some((context) => isUnder(dn, context))
