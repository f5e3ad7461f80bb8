import { BinderyError, type SignInSettings } from '@bindery/contract'
import type { EngineContext } from '../../context.ts'
import { withSession } from '../../connection/with-session.ts'
import { openTarget } from '../../directories/open-target.ts'

type Part = SignInSettings['directory']

/**
 * Looks for the groups that may come in from now on where their directory has them: a mistyped one would let nobody in.
 * What was saved before is not asked for again, so that a group that went away is in nobody's way. Returns, in words, why
 * nothing could be looked up; null when all are there, or none is new. Throws `invalid_request`, at each that is not there.
 */
export async function lookUpGroups(
  context: EngineContext,
  before: Part,
  after: Part,
  signal: AbortSignal,
): Promise<string | null> {
  const isKnown = before.enabled && before.directoryId === after.directoryId
  const known = new Set(isKnown ? before.groups.map(({ dn }) => dn) : [])
  const dns = after.groups.map(({ dn }) => dn)
  if (!after.enabled || after.directoryId === null || dns.every((dn) => known.has(dn))) return null
  try {
    const target = await openTarget(context, after.directoryId)
    const there = await withSession(context, target, signal, (session) =>
      session.idsAt(dns.filter((dn) => !known.has(dn))),
    )
    for (const dn of there.keys()) known.add(dn)
  } catch (error) {
    if (error instanceof BinderyError) return error.message
    throw error
  }
  const missing = dns.flatMap((dn, index) => (known.has(dn) ? [] : [index]))
  if (missing.length === 0) return null
  const message = 'There is no such entry in the directory, or the service account may not see it'
  throw new BinderyError(
    'invalid_request',
    message,
    missing.map((index) => ({ path: ['settings', 'directory', 'groups', index, 'dn'], message })),
  )
}
