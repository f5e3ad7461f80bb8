import { pino, type DestinationStream, type Logger } from 'pino'
import { redactLine } from './redact.ts'

/**
 * The server's log: one JSON object a line, secrets replaced by `[redacted]`.
 * @param level a pino level, or `silent`
 */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino({ level, hooks: { streamWrite: redactLine } }, destination)
}
