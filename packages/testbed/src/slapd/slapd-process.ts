import { connect } from 'node:net'
import { onClock } from '../process/on-clock.ts'
import { startServerProcess, type ServerProcess } from '../process/server-process.ts'

/** Where one server listens: two loopback ports and a private socket. */
export interface Listeners {
  port: number
  tlsPort: number
  socketPath: string
  /** How far ahead the server's clock is. */
  hoursAhead: number
}

/** The ldapi URL of a socket path. */
export function socketUrl(socketPath: string): string {
  return `ldapi://${encodeURIComponent(socketPath)}`
}

/** Starts slapd with this configuration. */
export function startSlapdProcess(configDirectory: string, on: Listeners): Promise<ServerProcess> {
  // The socket comes last: once it answers, both ports are ours, and not some other server's.
  const urls = `ldap://127.0.0.1:${on.port}/ ldaps://127.0.0.1:${on.tlsPort}/ ${socketUrl(on.socketPath)}`
  const [command, args] = onClock(on.hoursAhead, 'slapd', ['-d', '0', '-F', configDirectory, '-h', urls])
  return startServerProcess(command, args, () => answers(on.socketPath))
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
