import type { Schema } from '@bindery/contract/ldap-text'
import type { ServerFacts } from './connect/describe-server.ts'
import type { Wire } from './wire/wire.ts'

/** What every verb of a session works with. */
export interface Directory {
  readonly wire: Wire
  readonly server: ServerFacts
  readonly pageSize: number
  /** Attributes, in lower case, of writes whose true assertion the server called false (`noteVain`). */
  readonly vainAssertions: ReadonlySet<string>[]
  /** Read once, when first needed. */
  schema(): Promise<Schema>
}
