import { BinderyError } from '@bindery/contract'
import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'

/** What OWASP asks of argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
const saltBytes = 16

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2)
let last: Promise<unknown> = Promise.resolve()
let waiting = 0
/** So many are a few seconds. */
const mostWaiting = 50

/** One at a time: each takes 19 MiB, and a crowd at the door must not take the memory of a sync. */
async function inTurn<Result>(work: () => Promise<Result>, visitor?: AbortSignal): Promise<Result> {
  if (visitor && waiting >= mostWaiting) throw tooMany()
  waiting += 1
  const mine = last.then(() => {
    if (visitor?.aborted) throw tooMany()
    return work()
  })
  last = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    waiting -= 1
  }
}

const tooMany = () =>
  new BinderyError(
    'too_many_requests',
    'Too many people sign in at this moment. Wait some seconds, then try again',
  )

/** The argon2id hash of a password (RFC 9106) as a PHC string, with a salt of its own. `visitor` as for `isPassword`. */
export async function hashPassword(password: string, visitor?: AbortSignal): Promise<string> {
  const nonce = randomBytes(saltBytes)
  const tag = await inTurn(
    () => derive('argon2id', { ...cost, message: password.normalize(), nonce }),
    visitor,
  )
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`
  return ['', 'argon2id', 'v=19', parameters, encode(nonce), encode(tag)].join('$')
}

/**
 * Whether this is the password of a hash. Without a hash it takes as long, and is not: whoever asks cannot tell a name that
 * exists from one that does not.
 * @param visitor ends when whoever is not signed in hangs up, which gives their turn to the next. Without it somebody is
 * signed in, who is never refused for the crowd at the door. Throws `too_many_requests`.
 */
export async function isPassword(
  password: string,
  hash: string | null,
  visitor?: AbortSignal,
): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash ?? '')
  const [, memory, passes, parallelism, salt, expected] = parts ?? []
  const tag = Buffer.from(expected ?? '', 'base64')
  const parameters = parts
    ? {
        memory: Number(memory),
        passes: Number(passes),
        parallelism: Number(parallelism),
        tagLength: tag.length,
      }
    : cost
  const nonce = salt === undefined ? randomBytes(saltBytes) : Buffer.from(salt, 'base64')
  const given = await inTurn(
    () => derive('argon2id', { ...parameters, message: password.normalize(), nonce }),
    visitor,
  )
  return tag.length === given.length && timingSafeEqual(tag, given)
}

const encode = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
