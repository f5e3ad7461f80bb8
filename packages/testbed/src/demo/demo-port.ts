import { createServer } from 'node:net'
import { freePort } from '../process/free-port.ts'

const usual = 8420

/** Bindery's usual port when nobody has it, else a free one. */
export function demoPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', () => resolve(freePort()))
    server.listen(usual, '127.0.0.1', () => server.close(() => resolve(usual)))
  })
}
