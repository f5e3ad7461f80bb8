import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { Rename } from './order-renames.ts'
import { goRound } from './rename-steps.ts'
import type { Delta } from './write-values.ts'

/** What is written to an entry, among it another username that is not part of its DN. */
export interface UsernameChange {
  readonly id: number
  readonly stableId: string
  readonly deltas: readonly Delta[]
}

/** The name that a change of this attribute gives up, and the one that it takes; null: it does not change it. */
export function usernameRename({ id, deltas }: UsernameChange, attribute: string): Rename | null {
  const delta = deltas.find((one) => isOf(one, attribute))
  const [from, to] = [delta?.remove[0], delta?.add[0]]
  return to === undefined
    ? null
    : { id, from: from === undefined ? null : caseIgnoreKey(from), to: caseIgnoreKey(to) }
}

/**
 * The requests by which each takes the username of the next: as with names (`renameSteps`), the first has a temporary
 * one meanwhile. Whatever else is written to an entry goes with its own username.
 */
export function usernameSteps<Change extends UsernameChange>(
  circle: readonly Change[],
  attribute: string,
): Change[] {
  return goRound(circle, (first) => {
    const own = first.deltas.filter((one) => isOf(one, attribute))
    const aside = temporaryUsername(first, own[0]?.remove[0] ?? '')
    return {
      away: { ...first, deltas: own.map((one) => ({ ...one, add: [aside] })) },
      home: {
        ...first,
        deltas: first.deltas.map((one) => (isOf(one, attribute) ? { ...one, remove: [aside] } : one)),
      },
    }
  })
}

/**
 * A username that nobody has, and that is the same whenever it is asked for. Active Directory takes 20 characters
 * (MS-SAMR §3.1.1.6); the beginning of a stable id is what tells ids apart also where they are made from the time. A
 * name with a domain keeps it.
 */
function temporaryUsername({ stableId }: Pick<UsernameChange, 'stableId'>, from: string): string {
  const domain = from.includes('@') ? from.slice(from.indexOf('@')) : ''
  return `moving-${stableId.replaceAll(/[^0-9a-z]/gi, '').slice(0, 13)}${domain}`
}

const isOf = (delta: Delta, attribute: string) => delta.attribute.toLowerCase() === attribute.toLowerCase()
