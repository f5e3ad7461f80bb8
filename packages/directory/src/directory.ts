import type { Schema } from '@bindery/contract/ldap-text'
import type { ServerFacts } from './connect/describe-server.ts'
import type { Wire } from './wire/wire.ts'

/** What every verb of a session works with. */
export interface Directory {
  readonly wire: Wire
  readonly server: ServerFacts
  readonly pageSize: number
  /** Read once, when first needed. */
  schema(): Promise<Schema>
}
