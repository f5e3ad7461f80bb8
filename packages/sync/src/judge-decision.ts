import type { Decision } from '@bindery/contract'
import type { ConflictFacts } from './conflict-facts.ts'

export interface Judgement {
  /** As far as it still holds; null: it is asked again. */
  readonly decision: Decision | null
  /** Nothing of the conflict is left undecided. */
  readonly complete: boolean
}

/**
 * What is left of a decision now. It holds for exactly the facts it was made on: a value that changed since is asked
 * again, and a match never overrides a key that was not known when it was made.
 */
export function judgeDecision(decision: Decision, then: ConflictFacts, now: ConflictFacts): Judgement {
  const holds = (fact: string) => then[fact] === now[fact]
  const all = (names: readonly string[]) => names.every(holds)
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])]
  switch (decision.kind) {
    case 'values': {
      const sides = Object.fromEntries(
        Object.entries(decision.sides).filter(([rule]) => rule in now && holds(rule)),
      )
      const complete = Object.keys(now).every((rule) => rule in sides)
      return { decision: Object.keys(sides).length > 0 ? { kind: 'values', sides } : null, complete }
    }
    case 'link': {
      const others = names.filter((name) => !name.startsWith('link:') || name === `link:${decision.localId}`)
      return whole(decision, all(others))
    }
    // They speak of who the accounts are, not of what these are linked to.
    case 'separate':
    case 'ignore':
      return whole(decision, all(names.filter((name) => !name.startsWith('link:'))))
    case 'accept':
    case 'restore':
      return whole(decision, all(names))
  }
}

const whole = (decision: Decision, holds: boolean): Judgement => ({
  decision: holds ? decision : null,
  complete: holds,
})
