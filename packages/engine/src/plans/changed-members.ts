import type { PlanMember } from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'

/** Whom a row of a plan adds or takes out, additions first, then by name; to be executed. */
export const changedMembers = (db: Database, changeId: number) =>
  db
    .selectFrom('plan_members')
    .selectAll()
    .where('change_id', '=', changeId)
    .where('op', 'in', ['add', 'remove'])
    // 'add' comes before 'remove'.
    .orderBy('op')
    .orderBy('name')
    .orderBy('person_id')

export const toMember = (row: Tables['plan_members']): PlanMember => ({
  op: row.op === 'add' ? 'add' : 'remove',
  name: row.name,
  personId: row.person_id,
  dn: row.dn,
})
