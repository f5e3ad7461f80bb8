import { createServer } from 'node:net'

/** A TCP port on 127.0.0.1 that was free a moment ago; the caller retries when somebody was quicker. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
      server.close(() => resolve(address.port))
    })
  })
}
