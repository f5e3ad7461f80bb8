import { BinderyError, type AuditAction, type Caller, type Connection } from '@bindery/contract'
import type { EngineContext } from '../context.ts'
import { recordAlone } from './record-audit.ts'

/** That somebody had Bindery connect to an address that their request named: what for, and as whom. */
export interface AuditedConnection {
  readonly caller: Caller
  readonly action: AuditAction
  readonly connection: Pick<Connection, 'urls' | 'bindDn'>
  readonly directoryId: number | null
  readonly facts?: Readonly<Record<string, unknown>>
}

/** Does what connects to an address, and tells the audit log of it, however it ends. */
export async function recordConnection<Result>(
  context: EngineContext,
  told: AuditedConnection,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work()
    await recordAlone(context, connectionRecord(told))
    return result
  } catch (error) {
    if (error instanceof BinderyError)
      await recordAlone(context, {
        ...connectionRecord(told),
        outcome: 'refused',
        reason: error.message,
      })
    throw error
  }
}

export const connectionRecord = ({ caller, action, connection, directoryId, facts }: AuditedConnection) => ({
  caller,
  action,
  subject: { kind: 'server', id: null, label: connection.urls.join(', ') } as const,
  directoryId,
  facts: { bindDn: connection.bindDn, ...facts },
})
