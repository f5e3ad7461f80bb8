import { randomInt } from 'node:crypto'
import { connect } from 'node:net'

/** A loopback address on which nobody serves LDAP. Its ports are fixed, so each domain controller needs one of its own. */
export async function freeAddress(): Promise<string> {
  for (;;) {
    const address = `127.${randomInt(64, 128)}.${randomInt(0, 256)}.${randomInt(1, 255)}`
    if (!(await serves(address))) return address
  }
}

function serves(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(389, address)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
