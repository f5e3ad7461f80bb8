import type { DirectoryError } from '../directory-error.ts'
import { failure } from '../problems.ts'
import type { Wire } from '../wire/wire.ts'
import { answerRequest, describeRequest, replied } from './answer-request.ts'
import type { Interfere } from './faults.ts'
import type { Tree } from './tree.ts'

/** One connection to the directory in memory: the requests that the session's verbs build, without bytes or sockets. */
export function createMemoryWire(tree: Tree, boundAs: string, interfere: Interfere): Wire {
  const hanging = new Set<(reason: DirectoryError) => void>()
  let lastId = 0
  let ended: DirectoryError | undefined

  const destroy = (reason: DirectoryError) => {
    ended ??= reason
    for (const reject of hanging) reject(ended)
    hanging.clear()
  }
  return {
    encrypted: false,
    alive: () => ended === undefined,
    async ask(build, listener) {
      if (ended !== undefined) throw ended
      lastId += 1
      const message = build(lastId)
      const fault = await interfere(describeRequest(message))
      if (ended !== undefined) throw ended
      if (fault?.kind === 'refuse') return replied(fault.code, fault.words)
      const reply = fault?.done === false ? replied() : answerRequest(tree, message, boundAs, listener)
      if (fault === null) return reply
      if (fault.kind === 'hang') return new Promise((_, reject) => hanging.add(reject))
      destroy(failure('connection_lost', { raw: 'the server closed the connection' }))
      throw ended ?? failure('connection_lost')
    },
    detach: () => {
      throw new Error('A connection in memory has no socket')
    },
    close: () => destroy(failure('connection_lost', { raw: 'closed by us' })),
    destroy,
  }
}
