import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { namesOf, type SealingKey, type SealingKeys } from './sealing-key.ts'

/** Seals texts at rest. The context is not stored: a sealed text copied to another place does not open there. */
export interface Keyring {
  /** Of the key that seals. */
  readonly keyId: string
  /** Of every key that opens, the one that seals first. */
  readonly keyIds: readonly string[]
  /** The sealed form of a text, under a context of `seal-contexts.ts`. */
  seal(text: string, context: string): string
  /** The text again. Throws `SealError` when none of the keys sealed it, it is for another context, or was altered. */
  open(sealed: string, context: string): string
  /**
   * A keyed hash: tells whether two secrets are the same, and nothing to whoever lacks the key. It is the sealing key's
   * own, so after a rotation nothing equals what was kept before: whoever has the old key could guess by it. What rests
   * on it must then ask again, and the rotation deletes it.
   */
  fingerprint(text: string): string
}

/** A sealed text that does not open. Its message names no secret. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

const format = 'v1'
const tagBytes = 16

/** Which key a sealed text was sealed with; undefined: it is no sealed text. */
export function keyIdOf(sealed: string): string | undefined {
  const [version, keyId] = sealed.split('.')
  return version === format ? keyId : undefined
}

/** What every text begins with that this key sealed. */
export const sealedStart = (keyId: string) => `${format}.${keyId}.`

/** A keyring of some keys. AES-256-GCM (NIST SP 800-38D), a random 96-bit nonce for each text. */
export function createKeyring(keys: SealingKeys): Keyring {
  const keyIds = keys.map(({ id }) => id)
  const [{ id: keyId }] = keys
  const sealKeys = new Map(keys.map((key) => [key.id, derive(key, 'seal')]))
  const sealKey = derive(keys[0], 'seal')
  const fingerprintKey = derive(keys[0], 'fingerprint')
  return {
    keyId,
    keyIds,
    seal(text, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(context))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return sealedStart(keyId) + [nonce, sealed].map((bytes) => bytes.toString('base64url')).join('.')
    },
    open(sealed, context) {
      const sealedWith = keyIdOf(sealed)
      if (sealedWith === undefined) throw new SealError('This is not a sealed text')
      const key = sealKeys.get(sealedWith)
      if (!key) throw new SealError(`Sealed with key ${sealedWith}, but there is only ${namesOf(keyIds)}`)
      const [, , nonce = '', body = ''] = sealed.split('.')
      const bytes = Buffer.from(body, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(-tagBytes))
        return decipher.update(bytes.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new SealError('The sealed text was altered, or belongs elsewhere', { cause })
      }
    },
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('base64url'),
  }
}

/** A key for one purpose only (HKDF, RFC 5869): no key is used in two ways. */
function derive({ secret }: SealingKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', `bindery ${purpose}`, 32))
}
