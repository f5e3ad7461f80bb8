import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { invertDelta, usernameRename, usernameSteps, type Delta, type UsernameChange } from '@bindery/sync'
import type { ApplyJob, ChangeRow } from './apply-job.ts'
import { writeInOrder, type Exchange } from './exchange-names.ts'
import { loadChanges } from './load-changes.ts'

const perBatch = 500

/**
 * Gives people's entries their new usernames, each when it is free: a server that keeps them apart, as Active Directory
 * does, takes none that another entry still has. Where the username names the entry it is renamed instead. Returns the
 * rows that were written, or tried.
 */
export async function writeUsernames(job: ApplyJob): Promise<ReadonlySet<number>> {
  const attribute = job.settings.people.usernameAttribute
  const rows: ChangeRow[] = []
  for await (const batch of loadChanges(job, 'directory', 'person', ['update'], perBatch, {
    attribute: 'username',
  }))
    rows.push(...batch.filter((row) => usernameRename(changeOf(row), attribute) !== null))
  await writeInOrder(
    job,
    rows,
    (row) => usernameRename(changeOf(row), attribute) ?? { id: row.id, from: null, to: '' },
    (circle) => exchangeOf(job, attribute, circle),
  )
  return new Set(rows.map(({ id }) => id))
}

const changeOf = (row: ChangeRow): UsernameChange => ({
  id: row.id,
  stableId: row.stable_id ?? '',
  deltas: row.payload.deltas ?? [],
})

function exchangeOf(job: ApplyJob, attribute: string, circle: readonly ChangeRow[]): Exchange {
  const dns = new Map(circle.map((row) => [row.id, row.dn ?? '']))
  const steps = usernameSteps(circle.map(changeOf), attribute)
  const write = ({ id, stableId }: UsernameChange, deltas: readonly Delta[]) =>
    job.session.update({ stableId, dn: dns.get(id) ?? '' }, deltas)
  return {
    aside: `${attribute}=${steps[0]?.deltas[0]?.add[0] ?? ''}`,
    steps: steps.map((step) => ({
      id: step.id,
      name: usernameRename(step, attribute)?.to ?? '',
      take: () => write(step, step.deltas),
      takeBack: async () => write(step, await inverseOf(job, step)),
    })),
    isThrough: async () => {
      const last = steps.at(-1)
      if (!last) return false
      const [now = ''] = await valuesNow(job, last, attribute)
      return caseIgnoreKey(now) === usernameRename(last, attribute)?.to
    },
  }
}

/** What the entry held before a step. Where somebody changed it since, that is a write which finds it so and stops. */
const inverseOf = (job: ApplyJob, step: UsernameChange): Promise<Delta[]> =>
  Promise.all(
    step.deltas.map(
      async (delta) =>
        invertDelta(delta, await valuesNow(job, step, delta.attribute)) ?? {
          ...delta,
          remove: delta.add,
          add: delta.remove,
        },
    ),
  )

async function valuesNow(
  { session }: ApplyJob,
  { stableId }: UsernameChange,
  attribute: string,
): Promise<readonly string[]> {
  const found = await session.lookUp([stableId], [attribute])
  return found.get(stableId)?.attributes.get(attribute.toLowerCase()) ?? []
}
