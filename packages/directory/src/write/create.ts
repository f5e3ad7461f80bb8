import { AddRequest, Attribute } from 'ldapts'
import type { Directory } from '../directory.ts'
import { entryAt } from '../read/find-entry.ts'
import { problem, problemOf } from '../problems.ts'
import type { DirectoryProblem, Entry, WriteOutcome } from '../types.ts'
import { valueBytes } from '../values.ts'
import { asOutcome, failedOutcome, sendWrite, type Sent } from './send-write.ts'

/** Adds an entry; an entry of that name refuses it (`already_exists`). The outcome has the new stable id. */
export function create(
  directory: Directory,
  dn: string,
  attributes: ReadonlyMap<string, readonly string[]>,
): Promise<WriteOutcome> {
  return asOutcome(async () => {
    const given = [...attributes].filter(([, values]) => values.length > 0)
    const names = given.map(([name]) => name)
    const sent = await sendWrite(
      directory,
      names,
      (messageId, controls) =>
        new AddRequest({
          messageId,
          dn,
          attributes: given.map(([type, values]) => new Attribute({ type, values: values.map(valueBytes) })),
          controls,
        }),
    )
    if (sent.state !== 'answered' || sent.code !== 0) return failedOutcome(ofNewEntry(sent))
    const after = sent.after?.stableId ? sent.after : await readBack(directory, dn, names)
    if ('code' in after) return { state: 'in_doubt', problem: after }
    const { stableId } = after
    if (stableId) return { state: 'done', atomic: true, dn: after.dn, stableId, after }
    return { state: 'in_doubt', problem: unreadable(dn) }
  })
}

/** Nothing can have drifted yet: a class or an attribute that nobody knows is an absent one (16) to Active Directory. */
const ofNewEntry = (sent: Sent): Sent =>
  sent.state === 'answered' && sent.problem.code === 'drifted'
    ? { ...sent, problem: problem('invalid_value', { raw: sent.problem.raw }) }
    : sent

/** It is there; a failure to read it back is no refusal, and says why nobody knows its stable id. */
async function readBack(
  directory: Directory,
  dn: string,
  names: readonly string[],
): Promise<Entry | DirectoryProblem> {
  try {
    return (await entryAt(directory, dn, names)) ?? unreadable(dn)
  } catch (error) {
    return problemOf(error)
  }
}

const unreadable = (dn: string) =>
  problem('no_stable_id', { message: 'The new entry’s stable id cannot be read', raw: dn })
