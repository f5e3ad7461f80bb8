import { writeFilter } from '@bindery/contract/ldap-text'
import { ModifyRequest } from 'ldapts'
import type { Directory } from '../directory.ts'
import type { DirectoryProblem, MemberDelta, MembersOutcome, Target } from '../types.ts'
import { searchAll } from '../wire/search.ts'
import { change } from './deltas.ts'
import { asOutcome, failedOutcome, sendWrite, type Sent } from './send-write.ts'
import { currentEntry, drifted } from './target-entry.ts'

const valuesPerModify = 500
/** Codes that one value of many may cause: worth finding out which. */
const oneValueMay = new Set([16, 19, 20, 21, 32, 34, 53, 64, 65, 68, 80])

interface Work {
  readonly directory: Directory
  readonly dn: string
  readonly delta: MemberDelta
  readonly refused: { value: string; problem: DirectoryProblem }[]
  readonly alreadySo: string[]
  applied: number
}
type Operation = 'add' | 'delete'

/**
 * Adds and removes members, additions first, without an assertion (it corrupts memberOf). 16 and 20 mean "already so";
 * a refused batch is halved until the refused values are known. A group that must have a member gets the placeholder
 * with the removal of its last one, and loses it once there is a real one again.
 */
export function changeMembers(
  directory: Directory,
  target: Target,
  delta: MemberDelta,
): Promise<MembersOutcome> {
  return asOutcome<MembersOutcome>(async () => {
    const entry = await currentEntry(directory, target, [])
    if (entry === null) return drifted(null, target.dn)
    const work: Work = { directory, dn: entry.dn, delta, refused: [], alreadySo: [], applied: 0 }
    const stopped =
      (await applyAll(work, 'add', delta.add)) ??
      (await dropPlaceholder(work)) ??
      (await applyAll(work, 'delete', delta.remove))
    if (stopped !== null) return { ...failedOutcome(stopped), refusedValues: work.refused }
    const [first] = work.refused
    if (first !== undefined && work.applied === 0)
      return { state: 'refused', problem: first.problem, refusedValues: work.refused }
    return {
      state: 'done',
      atomic: true,
      dn: entry.dn,
      stableId: target.stableId,
      after: null,
      refusedValues: work.refused,
      alreadySo: work.alreadySo,
    }
  })
}

/** Null when every value was applied or refused by itself; else what stopped the work. */
async function applyAll(work: Work, operation: Operation, values: readonly string[]): Promise<Sent | null> {
  for (let at = 0; at < values.length; at += valuesPerModify) {
    const stopped = await apply(work, operation, values.slice(at, at + valuesPerModify))
    if (stopped !== null) return stopped
  }
  return null
}

async function apply(work: Work, operation: Operation, values: readonly string[]): Promise<Sent | null> {
  const sent = await send(work, operation, values)
  if (sent.state !== 'answered') return sent
  const isSo = sent.code !== 0 && (await isAlreadySo(work, operation, values, sent.code))
  if (sent.code === 0 || isSo) {
    work.applied += values.length
    if (isSo) work.alreadySo.push(...values)
    return null
  }
  if (!oneValueMay.has(sent.code) || values.length === 1) {
    work.refused.push(...values.map((value) => ({ value, problem: sent.problem })))
    return null
  }
  const half = Math.ceil(values.length / 2)
  return (
    (await apply(work, operation, values.slice(0, half))) ??
    (await apply(work, operation, values.slice(half)))
  )
}

/** Active Directory has codes of its own: 68 to add a member again, and to remove one that is none it is unwilling (53). */
async function isAlreadySo(
  { directory, dn, delta }: Work,
  operation: Operation,
  [value, ...more]: readonly string[],
  code: number,
): Promise<boolean> {
  if (value === undefined || more.length > 0) return false
  if (operation === 'add') return code === 20 || code === 68
  if (code !== 53) return code === 16
  const held = writeFilter({ kind: 'equality', attribute: delta.attribute, value })
  return (
    (await searchAll(directory.wire, { base: dn, scope: 'base', filter: held, attributes: ['1.1'] }))
      .length === 0
  )
}

/** One modify; a removal that would leave none (65) is sent again with the placeholder in front. */
async function send(work: Work, operation: Operation, values: readonly string[]): Promise<Sent> {
  const { attribute, placeholder } = work.delta
  const changes = [change(operation, attribute, values)]
  const sent = await modify(work, changes)
  const leavesNone = operation === 'delete' && sent.state === 'answered' && sent.code === 65
  if (!leavesNone || placeholder === null) return sent
  return modify(work, [change('add', attribute, [placeholder]), ...changes])
}

async function dropPlaceholder(work: Work): Promise<Sent | null> {
  const { attribute, placeholder } = work.delta
  if (placeholder === null || work.applied === 0) return null
  // 16: it was not there. Any other refusal leaves it, which does no harm: it is ignored on reading.
  const sent = await modify(work, [change('delete', attribute, [placeholder])])
  return sent.state === 'answered' ? null : sent
}

function modify({ directory, dn }: Work, changes: ReturnType<typeof change>[]): Promise<Sent> {
  return sendWrite(
    directory,
    [],
    (messageId, controls) => new ModifyRequest({ messageId, dn, changes, controls }),
  )
}
