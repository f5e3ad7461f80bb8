import type { TextColumn } from '@bindery/store'
import { sealContexts } from './seal-contexts.ts'

/** A column that holds sealed texts. */
export interface SealedColumn extends TextColumn {
  /** The value of a row, with `again` in the place of each sealed text in it. */
  map(value: string, id: number, again: (sealed: string, context: string) => string): string
}

/**
 * Every column that holds something sealed; a rotation seals it anew. One that is missing here keeps a rotation from
 * dropping the old key, and fails the tests.
 */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'directories',
    column: 'secrets',
    map: (value, id, again) => {
      const secrets = JSON.parse(value) as Record<string, { readonly sealed: string }>
      const mapped = Object.entries(secrets).map(([name, secret]) => [
        name,
        { ...secret, sealed: again(secret.sealed, sealContexts.directorySecret(id, name)) },
      ])
      return JSON.stringify(Object.fromEntries(mapped))
    },
  },
  {
    table: 'journal',
    column: 'before_image',
    map: (value, id, again) => again(value, sealContexts.beforeImage(id)),
  },
  {
    table: 'users',
    column: 'totp_sealed',
    map: (value, id, again) => again(value, sealContexts.totp(id)),
  },
  {
    table: 'sign_in_settings',
    column: 'client_secret',
    map: (value, _id, again) => again(value, sealContexts.clientSecret()),
  },
  {
    table: 'audit_head',
    column: 'seal',
    map: (value, _id, again) => again(value, sealContexts.auditHead()),
  },
]
