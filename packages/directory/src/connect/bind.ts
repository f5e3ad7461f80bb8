import { BindRequest } from 'ldapts'
import { DirectoryError } from '../directory-error.ts'
import { endedInClear, endedInTls, failure, problemOf, resultProblem } from '../problems.ts'
import type { ConnectOptions } from '../types.ts'
import type { Wire } from '../wire/wire.ts'

/**
 * Refuses what must not be sent: an empty password binds as nobody and looks like success (RFC 4513 §5.1.2).
 * Throws `DirectoryError` bind_password_empty.
 */
export function assertCredentials({ connection, bindPassword }: ConnectOptions): void {
  if (connection.bindDn === '' && connection.clientCertificate.trim() !== '') return
  if (connection.bindDn === '')
    throw failure('bind_refused', {
      message: 'There is no bind DN',
      fix: 'Enter the DN to bind with, or a client certificate to sign in by.',
    })
  if (bindPassword === '') throw failure('bind_password_empty')
}

/** Binds: by the client certificate (SASL EXTERNAL) when there is no bind DN, else with DN and password. */
export async function bind(wire: Wire, options: ConnectOptions): Promise<void> {
  assertCredentials(options)
  const { bindDn } = options.connection
  const asked = wire.ask(
    (messageId) =>
      new BindRequest(
        bindDn === ''
          ? { messageId, mechanism: 'EXTERNAL' }
          : { messageId, dn: bindDn, password: options.bindPassword },
      ),
  )
  const { code, words } = await asked.catch((error: unknown) => {
    const { code: lost, raw } = problemOf(error)
    if (lost !== 'connection_lost') throw error
    throw new DirectoryError(wire.encrypted ? endedInTls(raw) : endedInClear(raw))
  })
  if (code !== 0) throw new DirectoryError(resultProblem('bind', code, words), code)
}
