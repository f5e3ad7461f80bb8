import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { problem, type DirectoryProblem, type ReadProof } from '@bindery/directory'
import { followMemberGroups } from './follow-member-groups.ts'
import { joinReads } from './join-reads.ts'
import { findHiddenGroup } from './find-hidden-group.ts'
import { groupsToBe, pairWithGroup } from './limit-groups.ts'
import type { ReadJob } from './preview-job.ts'
import { readNamedGroups, type NamedGroup } from './read-named-groups.ts'

/**
 * Finds the groups that synchronization is limited to, and notes whom each of them names, as nested groups count;
 * nothing where the setting is empty. A group that is not there, or hides its members, is the limit's problem.
 */
export async function readLimit(job: ReadJob): Promise<void> {
  const names = job.settings.policy.limitToGroups
  if (names.length === 0) return
  job.task.progress({ phase: 'reading_groups', done: 0, total: null })
  const { found, proof } = await readNamedGroups(job, names)
  const below = await followMemberGroups(job, found)
  const missing = proof.complete ? names.filter((name) => !found.some((group) => isCalled(group, name))) : []
  const toBe = await groupsToBe(job, missing)
  const groups = []
  for (const group of found) groups.push(await pairWithGroup(job, group))
  const nowhere = missing.find((name) => !toBe.has(caseIgnoreKey(name)))
  const hidden = await findHiddenGroup(job, [...found, ...below.groups])
  const reason = nowhere === undefined ? hidden && isHidden(names, found, hidden) : isNowhere(names, nowhere)
  job.limit = {
    groups: [...groups, ...Array.from(toBe.values(), (localId) => ({ localId, linkId: null }))],
    problem: reason,
    proof: joinReads([proof, ...below.proofs, ...(reason ? [failedBy(reason)] : [])]),
  }
}

const isCalled = (group: NamedGroup, name: string) => group.names.includes(caseIgnoreKey(name))
const field = (index: number) => `policy.limitToGroups.${index}`

function isNowhere(names: readonly string[], name: string): DirectoryProblem {
  return problem('group_not_found', {
    message: `The directory shows no group called “${name}”`,
    field: field(names.indexOf(name)),
  })
}

function isHidden(
  names: readonly string[],
  found: readonly NamedGroup[],
  { dn, place }: { readonly dn: string; readonly place: number },
): DirectoryProblem {
  const group = found[place]
  return problem('members_unreadable', {
    message: `The members of ${dn} cannot be read`,
    field: field(names.findIndex((name) => group !== undefined && isCalled(group, name))),
  })
}

/** To read on all the same, as for a comparison: the read proves nothing about who is missing. */
const failedBy = ({ message }: DirectoryProblem): ReadProof => ({
  complete: false,
  pages: 0,
  entries: 0,
  referrals: [],
  checks: [{ name: 'bases_found', ok: false, message: `${message}.` }],
  error: null,
})
