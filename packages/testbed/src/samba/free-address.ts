import { randomInt } from 'node:crypto'
import { connect } from 'node:net'

const tries = 50

/** A loopback address on which nobody serves LDAP. Its ports are fixed, so each domain controller needs one of its own. */
export async function freeAddress(): Promise<string> {
  for (let tried = 0; tried < tries; tried += 1) {
    const address = `127.${randomInt(64, 128)}.${randomInt(0, 256)}.${randomInt(1, 255)}`
    if (!(await serves(address))) return address
  }
  throw new Error('Something serves LDAP on every address of this machine, on port 389: end it first.')
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
