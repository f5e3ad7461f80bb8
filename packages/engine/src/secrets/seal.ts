import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Keyring } from './keyring.ts'

/** A sealed text that does not open. Its message names no secret. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

const format = 'v1'
const tagBytes = 16

/** A keyring over one key of 32 bytes. AES-256-GCM (NIST SP 800-38D), a random 96-bit nonce for each text. */
export function createKeyring(keyId: string, key: Buffer): Keyring {
  return {
    seal(text, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [format, keyId, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(text, context) {
      const [version, sealedWith, nonce = '', body = ''] = text.split('.')
      if (version !== format) throw new SealError('This is not a sealed text')
      if (sealedWith !== keyId)
        throw new SealError(`Sealed with key ${sealedWith}, but the key file holds key ${keyId}`)
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
    fingerprint: (text) => createHmac('sha256', key).update(text).digest('base64url'),
  }
}
