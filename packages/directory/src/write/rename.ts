import { dnKey, parentDn, parseDn, rdnOf, writeDn } from '@bindery/contract/ldap-text'
import { ModifyDNRequest } from 'ldapts'
import type { Directory } from '../directory.ts'
import { stableIdFilter } from '../read/find-entry.ts'
import type { Entry, Target, WriteOutcome } from '../types.ts'
import { AssertionControl } from '../wire/controls.ts'
import { asOutcome, failedOutcome, sendWrite } from './send-write.ts'
import { currentEntry, drifted, isInPlace, mayAssert, noteVain } from './target-entry.ts'

/**
 * Gives an entry a new name, a new place or both (RFC 4511 §4.9), asserting its stable id where that is served.
 * Where the entry is no longer at the target's DN the row has drifted, unless it is at the new one already.
 */
export function rename(directory: Directory, target: Target, newDn: string): Promise<WriteOutcome> {
  return asOutcome(async () => {
    const entry = await currentEntry(directory, target, [])
    if (entry === null) return drifted(null, target.dn)
    if (isCalled(entry, newDn)) return renamed(target, entry.dn, true)
    if (!isInPlace(entry, target)) return drifted(entry, entry.dn)
    return move(directory, entry, target, newDn)
  })
}

async function move(
  directory: Directory,
  entry: Entry,
  target: Target,
  newDn: string,
): Promise<WriteOutcome> {
  const brought = (parseDn(newDn)[0] ?? []).map(({ type }) => type)
  const asserted = mayAssert(directory, await directory.schema(), entry, brought)
  const superior = parentDn(newDn) ?? ''
  const stays = dnKey(superior) === dnKey(parentDn(entry.dn) ?? '')
  const send = (assertion: AssertionControl | null) =>
    sendWrite(
      directory,
      [],
      (messageId, controls) =>
        new ModifyDNRequest({
          messageId,
          dn: entry.dn,
          newRdn: rdnOf(newDn) ?? '',
          deleteOldRdn: true,
          ...(stays ? {} : { newSuperior: superior }),
          controls,
        }),
      assertion,
    )
  const sent = await send(asserted ? new AssertionControl(stableIdFilter(directory, target.stableId)) : null)
  if (sent.state !== 'answered') return failedOutcome(sent)
  if (sent.code === 0) return renamed(target, sent.after?.dn ?? newDn, asserted)
  if (![122, 32, 68].includes(sent.code)) return failedOutcome(sent)
  const now = await currentEntry(directory, target, [])
  // A request that was sent on a connection which is gone may have been carried out since this one looked.
  if (now !== null && isCalled(now, newDn)) return renamed(target, now.dn, true)
  if (sent.code !== 122) return failedOutcome(sent)
  // The unique overlay answers 122 to every assertion: drift only if a re-read says so.
  if (now === null || !isInPlace(now, target)) return drifted(now, sent.problem.raw)
  if (asserted) noteVain(directory, brought)
  const again = await send(null)
  return again.state === 'answered' && again.code === 0
    ? renamed(target, again.after?.dn ?? newDn, false)
    : failedOutcome(again)
}

function renamed(target: Target, dn: string, atomic: boolean): WriteOutcome {
  return { state: 'done', atomic, dn, stableId: target.stableId, after: null }
}

const isCalled = (entry: Entry, dn: string) => writeDn(parseDn(entry.dn)) === writeDn(parseDn(dn))
