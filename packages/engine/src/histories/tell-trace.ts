import type { PlanChange } from '@bindery/contract'
import type { History } from './open-history.ts'

/** What the engine said in the course of a history: a line for each plan, row and run. */
export function tellTrace(trace: History['trace']): string[] {
  return trace.flatMap((item) => {
    if ('run' in item) return [`  run ${item.run.state}: ${item.run.sentence}`]
    const { id, state, sentence, guard, proof } = item.plan
    const read = proof?.complete === false ? ', incomplete' : ''
    return [
      `plan ${id} ${state}: ${sentence} (${guard?.verdict ?? 'no verdict'}${read})`,
      ...item.changes.map(tellRow),
    ]
  })
}

function tellRow(row: PlanChange): string {
  const mark = row.applicable ? (row.included ? '+' : 'o') : '-'
  return `  ${mark} ${[row.side, row.subjectKind, row.kind, row.reason, row.name, row.dn].join(' ')}: ${row.effect}`
}
