import type { endpoints, PasswordResults, Verb } from '@bindery/contract'
import { DirectoryError, type DirectoryProblem } from '@bindery/directory'
import { findPerson } from '@bindery/store'
import { recordAlone } from '../audit/record-audit.ts'
import { connect } from '../connection/connect.ts'
import type { EngineContext } from '../context.ts'
import { openTarget } from '../directories/open-target.ts'
import { personNotFound } from './describe-person.ts'
import { enableAwaiting } from './enable-awaiting.ts'
import { noPasswordTarget } from './refusals.ts'
import { passwordLinks, type PasswordLink } from './password-links.ts'

type Result = PasswordResults['results'][number]

/**
 * Sets a person's password in every directory whose policy is to push it, each by itself: one that refuses keeps no
 * other from taking it. An entry that waited for a password is enabled, if the person is active. Throws `not_found`,
 * `invalid_request` when no directory would take it.
 */
export function setPassword(context: EngineContext): Verb<typeof endpoints.setPassword> {
  const { store } = context
  return async ({ params: { id }, body: { password }, signal, caller }) => {
    const person = await findPerson(store.db, id)
    if (!person) throw personNotFound(id)
    const links = await passwordLinks(store.db, id)
    if (links.length === 0) throw noPasswordTarget()
    const active = person.active === 1 && person.badge !== 'held'
    const results: Result[] = []
    for (const link of links) results.push(await setIn(context, link, { password, active }, signal))
    await recordAlone(context, {
      caller,
      action: 'password.set',
      subject: { kind: 'person', id, label: person.username },
      outcome: results.some(({ state }) => state === 'done') ? 'done' : 'refused',
      facts: Object.fromEntries(results.map(({ directoryName, state }) => [directoryName, state])),
    })
    return { results }
  }
}

async function setIn(
  context: EngineContext,
  link: PasswordLink,
  { password, active }: { readonly password: string; readonly active: boolean },
  signal: AbortSignal,
): Promise<Result> {
  const told = { directoryId: link.directoryId, directoryName: link.directoryName }
  const refused = (problem: DirectoryProblem): Result => ({
    ...told,
    state: 'refused',
    enabled: false,
    problem,
  })
  try {
    const target = await openTarget(context, link.directoryId)
    const session = await connect(context, target, signal)
    try {
      const set = await session.setPassword(link, password)
      if (set.state !== 'done') return refused(set.problem)
      const enabled = active ? await enableAwaiting(context, session, target.settings, link) : null
      return {
        ...told,
        state: 'done',
        enabled: enabled?.state === 'done',
        problem: enabled === null || enabled.state === 'done' ? null : enabled.problem,
      }
    } finally {
      await session.close()
    }
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    return refused(error.problem)
  }
}
