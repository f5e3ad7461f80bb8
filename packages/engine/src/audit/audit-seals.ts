import type { AuditSeals } from '@bindery/store'
import type { Keyring } from '../secrets/keyring.ts'
import { sealContexts } from '../secrets/seal-contexts.ts'

const place = sealContexts.auditHead()

/** Seals of the end of the audit log; one that was made with another key, or altered, opens to nothing. */
export function auditSeals(keyring: Pick<Keyring, 'seal' | 'open'>): AuditSeals {
  return {
    seal: (text) => keyring.seal(text, place),
    open(seal) {
      try {
        return keyring.open(seal, place)
      } catch {
        return null
      }
    },
  }
}
