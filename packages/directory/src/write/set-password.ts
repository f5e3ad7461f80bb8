import { BerWriter, ExtendedRequest, ModifyRequest, Attribute, Change } from 'ldapts'
import { isLoopback, parseServerUrl } from '../connect/parse-url.ts'
import type { Directory } from '../directory.ts'
import { problem } from '../problems.ts'
import type { Target, WriteOutcome } from '../types.ts'
import { passwordModifyOid } from '../wire/operation-oids.ts'
import { asOutcome, failedOutcome, sendWrite, type Sent } from './send-write.ts'
import { currentEntry, drifted } from './target-entry.ts'

/** How a server says that it does not like a password: a constraint, or unwilling. */
const policy = new Set([19, 53])

/**
 * Sets somebody's password: in Active Directory as unicodePwd, over TLS only (MS-ADTS §3.1.1.3.1.5); elsewhere by
 * Password Modify, so that the server hashes it, and never in clear beyond this machine. Refused before anything is sent
 * where that cannot be.
 */
export function setPassword(directory: Directory, target: Target, password: string): Promise<WriteOutcome> {
  return asOutcome(async () => {
    const barrier = whatForbids(directory, password)
    if (barrier !== null) return { state: 'refused', problem: barrier }
    const entry = await currentEntry(directory, target, [])
    if (entry === null) return drifted(null, target.dn)
    const sent = await send(directory, entry.dn, password)
    if (sent.state === 'answered' && sent.code === 0)
      return { state: 'done', atomic: true, dn: entry.dn, stableId: target.stableId, after: null }
    return failedOutcome(sent.state === 'answered' && policy.has(sent.code) ? refusedByPolicy(sent) : sent)
  })
}

function whatForbids({ wire, server }: Directory, password: string) {
  if (password === '') return problem('password_refused', { message: 'The password is empty' })
  if (server.activeDirectory) return wire.encrypted ? null : problem('password_needs_tls')
  if (!server.supports.passwordModify) return problem('password_unsupported')
  return wire.encrypted || isLoopback(parseServerUrl(server.url, 0)) ? null : problem('password_needs_tls')
}

const send = (directory: Directory, dn: string, password: string): Promise<Sent> =>
  sendWrite(directory, null, (messageId, controls) =>
    directory.server.activeDirectory
      ? new ModifyRequest({ messageId, dn, changes: [unicodePassword(password)], controls })
      : new ExtendedRequest({ messageId, oid: passwordModifyOid, value: modifyValue(dn, password) }),
  )

/** In quotation marks, as UTF-16 with its lowest byte first. Whoever may reset a password replaces it. */
function unicodePassword(password: string): Change {
  const value = Buffer.from(`"${password}"`, 'utf16le')
  return new Change({
    operation: 'replace',
    modification: new Attribute({ type: 'unicodePwd', values: [value] }),
  })
}

const userIdentity = 0x80
const newPassword = 0x82

function modifyValue(dn: string, password: string): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeString(dn, userIdentity)
  writer.writeString(password, newPassword)
  writer.endSequence()
  return writer.buffer
}

const refusedByPolicy = (sent: Extract<Sent, { state: 'answered' }>): Sent => ({
  ...sent,
  problem: problem('password_refused', { raw: sent.problem.raw }),
})
