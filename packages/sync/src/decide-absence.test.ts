import { directions, policySchema, subjectKinds } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import {
  absenceRows,
  absences,
  type AbsenceCase,
  type AbsenceRow,
  type AbsenceSituation,
} from './test-absence-table.ts'
import {
  decideAbsentEntry,
  decideDeletedAccount,
  edits,
  type AbsencePolicy,
  type AbsentEntry,
} from './decide-absence.ts'

const policies = {
  direction: directions,
  goneFromDirectory: policySchema.shape.goneFromDirectory.options,
  missingEntry: policySchema.shape.missingEntry.options,
  leftScope: policySchema.shape.leftScope.options,
  goneFromAccounts: policySchema.shape.goneFromAccounts.options,
  missingAccount: policySchema.shape.missingAccount.options,
} satisfies { [Key in keyof AbsencePolicy]: readonly AbsencePolicy[Key][] }
const situations = {
  subject: subjectKinds,
  absent: absences,
  proven: [true, false],
  protected: [true, false],
  edit: edits,
  contested: [true, false],
  restored: [true, false],
  statusMapped: [true, false],
} satisfies { [Key in keyof AbsenceSituation]: readonly AbsenceSituation[Key][] }

/** What can be so only of an absent entry, and only of a deleted account. */
const entryOnly: readonly string[] = ['contested', 'restored']
const accountOnly: readonly string[] = ['statusMapped']

/** Every combination there is. One object is filled in place: there are more than a million. */
function everyCase(visit: (one: AbsenceCase) => void): void {
  const lists = Object.entries({ ...situations, ...policies })
  const one: Record<string, unknown> = {}
  const fill = (depth: number): void => {
    const [key, values] = lists[depth] ?? []
    if (key === undefined) return visit(one as unknown as AbsenceCase)
    const apart = one['absent'] === 'account_deleted' ? entryOnly : accountOnly
    for (const value of apart.includes(key) ? [false] : (values ?? [])) {
      one[key] = value
      fill(depth + 1)
    }
  }
  fill(0)
}

/** A row with its conditions taken apart once. */
const conditionsOf = (row: AbsenceRow) => ({
  row,
  when: Object.entries(row.when) as [keyof AbsenceCase, readonly unknown[]][],
})
const rowsOf = Object.fromEntries(
  absences.map((absent) => [
    absent,
    absenceRows.filter((row) => row.when.absent?.includes(absent)).map(conditionsOf),
  ]),
) as Record<AbsenceSituation['absent'], ReturnType<typeof conditionsOf>[]>

const rowFor = (one: AbsenceCase): AbsenceRow | undefined =>
  rowsOf[one.absent].find(({ when }) => when.every(([key, values]) => values.includes(one[key])))?.row

const decide = (one: AbsenceCase) =>
  one.absent === 'account_deleted'
    ? decideDeletedAccount(one, one)
    : decideAbsentEntry(one as AbsentEntry, one)

describe('what an absence leads to', () => {
  test('S21 is what the first row that fits says, in every combination, and every row decides something', () => {
    const used = new Set<AbsenceRow>()
    let combinations = 0
    everyCase((one) => {
      combinations += 1
      const row = rowFor(one)
      const decided = decide(one)
      const words = 'reason' in decided ? decided.reason : decided.outcome
      const expected = one.subject === 'group' ? (row?.group ?? row?.person) : row?.person
      if (row) used.add(row)
      if (expected === '–' && one.subject === 'group') return
      if (words !== expected) expect({ ...one, outcome: words }).toEqual({ ...one, outcome: expected })
    })
    expect(combinations).toBe(2 * (7 * 2 * 2 + 2) * 2 * 2 * 4 * 3 * 5 * 3 * 3 * 4 * 3)
    expect(absenceRows.filter((row) => !used.has(row))).toEqual([])
  })

  test('nobody is deleted who left the scope, whose entry was not looked up, or after a broken read or a restore', () => {
    everyCase((one) => {
      const { absent } = one
      const there = absent === 'entry_left_scope' || absent === 'hold_expired_elsewhere'
      const restored = one.restored && absent !== 'account_deleted'
      const harmless = restored || there || absent === 'entry_unknown' || !one.proven || one.protected
      if (harmless && decide(one).outcome === 'delete') expect(one).toBeNull()
    })
  })
})
