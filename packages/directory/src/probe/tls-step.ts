import type { TLSSocket } from 'node:tls'
import type { Certificate } from '@bindery/contract'
import { abortable, limitsOf, secureSocket, usesTls } from '../connect/connect-wire.ts'
import { isLoopback } from '../connect/parse-url.ts'
import { judgeCertificate } from '../connect/secure-socket.ts'
import { createTrust } from '../connect/trust.ts'
import { createWire } from '../wire/wire.ts'
import { describeChain } from './describe-chain.ts'
import { required, type ProbeRun, type StepOutcome } from './probe-types.ts'

const soonDays = 30

/** Is the connection encrypted, and with whom? The certificates are told even when they cannot be trusted. */
export async function secure(run: ProbeRun): Promise<StepOutcome> {
  const { options } = run
  const { address, socket } = required(run.reached)
  if (!usesTls(options, address)) {
    run.wire = abortable(createWire(socket, limitsOf(options)), options.signal)
    return isLoopback(address)
      ? { state: 'skipped', summary: 'Not encrypted, but the server is on this machine.' }
      : {
          state: 'warning',
          summary: 'Not encrypted: the bind password travels in clear text. Use ldaps:// or StartTLS.',
        }
  }
  const trust = createTrust(options.connection, options.clientKey)
  const encrypted = await secureSocket(options, address, socket, trust)
  const certificates = describeChain(encrypted, Date.now())
  const refused = judgeCertificate(encrypted, options.connection)
  const details = [
    { label: 'Protocol', value: encrypted.getProtocol() ?? 'unknown' },
    { label: 'Cipher', value: encrypted.getCipher().name },
  ]
  if (refused !== null) {
    encrypted.destroy()
    return { state: 'failed', summary: refused.message, details, certificates, error: refused }
  }
  run.wire = abortable(createWire(encrypted, limitsOf(options)), options.signal)
  return { ...judgement(run, encrypted, certificates[0]), details, certificates }
}

function judgement(
  run: ProbeRun,
  socket: TLSSocket,
  leaf: Certificate | undefined,
): Pick<StepOutcome, 'state' | 'summary'> {
  const { pinnedCertificate, verifyTls } = run.options.connection
  const days = leaf?.daysLeft ?? 0
  if (pinnedCertificate === '' && !verifyTls && !socket.authorized)
    return { state: 'warning', summary: 'Encrypted, but with an unverified server: verification is off.' }
  if (days < 0) return { state: 'warning', summary: 'Trusted by its fingerprint, although it has expired.' }
  if (days < soonDays) return { state: 'warning', summary: `The certificate expires in ${inDays(days)}.` }
  const how = pinnedCertificate === '' ? 'Certificate valid' : 'Certificate trusted by its fingerprint'
  return { state: 'ok', summary: `${how}, ${inDays(days)} left.` }
}

const inDays = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`
