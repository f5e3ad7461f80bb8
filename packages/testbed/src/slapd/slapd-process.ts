import { connect } from 'node:net'
import { startServerProcess, type ServerProcess } from '../process/server-process.ts'

/** Where one server listens: two loopback ports and a private socket. */
export interface Listeners {
  port: number
  tlsPort: number
  socketPath: string
}

/** The ldapi URL of a socket path. */
export function socketUrl(socketPath: string): string {
  return `ldapi://${encodeURIComponent(socketPath)}`
}

/** Starts slapd with this configuration. */
export function startSlapdProcess(configDirectory: string, on: Listeners): Promise<ServerProcess> {
  // The socket comes last: once it answers, both ports are ours, and not some other server's.
  const urls = `ldap://127.0.0.1:${on.port}/ ldaps://127.0.0.1:${on.tlsPort}/ ${socketUrl(on.socketPath)}`
  return startServerProcess('slapd', ['-d', '0', '-F', configDirectory, '-h', urls], () =>
    answers(on.socketPath),
  )
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
