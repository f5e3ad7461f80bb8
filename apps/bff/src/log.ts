import { pino, type DestinationStream, type Logger } from 'pino'

const secretKeys = ['bindPassword', 'clientKey', 'set', 'password', 'authorization', 'cookie']

/** Where a secret may sit in a logged object: pino's wildcard covers one level, so each depth is named. */
const redacted = ['', '*.', '*.*.', '*.*.*.'].flatMap((prefix) => secretKeys.map((key) => prefix + key))

/**
 * The server's log: one JSON object a line, secrets replaced by `[redacted]`.
 * @param level a pino level, or `silent`
 */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino({ level, redact: { paths: redacted, censor: '[redacted]' } }, destination)
}
