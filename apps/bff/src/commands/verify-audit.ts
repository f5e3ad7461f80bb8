import { verifyLog, type AuditFault, type AuditVerdict } from '@bindery/engine'
import type { Command } from './command.ts'

/** Tells whether the audit log is whole. */
export const verifyAudit: Command = {
  summary:
    'tells whether the audit log is whole, or its first broken entry; ends with code 1 if there is one',
  async run(options) {
    const verdict = await verifyLog(options)
    process.stdout.write(`${wordVerdict(verdict)}\n`)
    if (verdict.broken) process.exitCode = 1
  },
}

const faults: Readonly<Record<AuditFault, string>> = {
  missing: 'is missing: others follow it',
  order:
    'does not follow the one before it: that one was written anew, or one of the two was moved or put in',
  altered: 'was altered: it does not have its hash',
  tail: 'is missing, and so is all that followed: the end was cut off',
  seal: 'is not where the log was sealed: the end was cut off or written anew, or the key is another one',
}

/** What a walk through the audit log found, in a line or two. */
export function wordVerdict(verdict: AuditVerdict): string {
  if (!verdict.broken) {
    const { entries, lastHash, lastAt } = verdict
    return `${entries} ${entries === 1 ? 'entry' : 'entries'}, unbroken. The last is of ${lastAt}, with hash ${lastHash}.`
  }
  const { fault, id, at } = verdict
  const isThere = fault !== 'missing' && fault !== 'tail'
  const when = isThere ? ` (${at || 'no time'})` : at === '' ? '' : ` (the one before is of ${at})`
  return `The audit log is broken. Entry ${id}${when} ${faults[fault]}.`
}
