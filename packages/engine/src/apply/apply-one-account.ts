import type { ChangeKind } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import {
  getGroup,
  getPerson,
  groupValues,
  personValues,
  updateGroupGuarded,
  updatePersonGuarded,
  type Database,
} from '@bindery/store'
import {
  done,
  drifted,
  refused,
  type ApplyJob,
  type ChangeRow,
  type Outcome,
  type Payload,
} from './apply-job.ts'
import { deleteAccount, restoreAccount } from './delete-accounts.ts'
import { holdAccount, releaseAccount } from './hold-accounts.ts'
import { forgetLink, updateLink } from './link-rows.ts'

/** Applies one row of the accounts' side inside the caller's transaction. */
export async function applyOneAccount(job: ApplyJob, db: Database, row: ChangeRow): Promise<Outcome> {
  const { payload } = row
  switch (row.kind as ChangeKind) {
    case 'update':
    case 'disable':
    case 'enable':
      return updateLocal(job, db, row, payload)
    case 'hold':
      return holdAccount(job, db, row, payload)
    case 'release':
      return releaseAccount(job, db, row, payload)
    case 'move':
    case 'unlink':
    case 'agree':
      return (await restLink(job, db, row, payload)) ? done : drifted('The link is no longer there')
    case 'delete':
      return deleteAccount(job, db, row, payload)
    case 'create':
      return (await nameTaken(db, row, payload.values ?? {}))
        ? taken(row)
        : restoreAccount(job, db, row, payload)
    case 'link':
    case 'members':
    case 'conflict':
    case 'withheld':
    case 'skipped':
      throw new Error(`A ${row.kind} row is not applied here`)
  }
}

function restLink(job: ApplyJob, db: Database, row: ChangeRow, payload: Payload): Promise<boolean> {
  if (payload.forgets) return forgetLink(job, db, row)
  return updateLink(job, db, row, { bases: payload.bases, dn: payload.dn, state: payload.state })
}

async function nameTaken(
  db: Database,
  row: ChangeRow,
  values: NonNullable<Payload['values']>,
): Promise<boolean> {
  const person = row.subject_kind === 'person'
  const name = values[person ? 'username' : 'name']?.[0]
  if (name === undefined) return false
  const found = await db
    .selectFrom(person ? 'people' : 'groups')
    .select('id')
    .where(person ? 'username_key' : 'name_key', '=', caseIgnoreKey(name))
    .where('deleted_at', 'is', null)
    .where('id', '!=', row.local_id ?? 0)
    .executeTakeFirst()
  return found !== undefined
}

const taken = ({ subject_kind: kind }: ChangeRow) =>
  refused(`The name is taken by another ${kind}`, 'Rename one of the two, then preview again.')

async function updateLocal(job: ApplyJob, db: Database, row: ChangeRow, payload: Payload): Promise<Outcome> {
  const values = payload.values ?? {}
  if (await nameTaken(db, row, values)) return taken(row)
  if (!(await writeLocal(job, db, row, values))) return drifted('The account was changed since the preview')
  const subject = subjectOf(row)
  job.written.set(subject, (job.written.get(subject) ?? 0) + 1)
  await updateLink(job, db, row, { bases: payload.bases, state: payload.state })
  return done
}

const subjectOf = (row: ChangeRow) => `${row.subject_kind} ${row.local_id}`

async function writeLocal(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  values: NonNullable<Payload['values']>,
): Promise<boolean> {
  const id = row.local_id ?? 0
  const at = job.task.now().toISOString()
  if (row.subject_kind === 'group') {
    const group = await getGroup(db, id)
    if (!group || !(await isAsPreviewed(job, db, row, group.row_version))) return false
    return updateGroupGuarded(db, id, group.row_version, { ...groupValues(group), ...values }, at)
  }
  const person = await getPerson(db, id)
  if (!person || !(await isAsPreviewed(job, db, row, person.row_version))) return false
  return updatePersonGuarded(db, id, person.row_version, { ...personValues(person), ...values }, at)
}

/** Has nobody but this run written to the account since? Its name, values, status and what was decided are rows apart. */
async function isAsPreviewed(job: ApplyJob, db: Database, row: ChangeRow, version: number): Promise<boolean> {
  const since = version - (row.row_version ?? 0)
  if (since === 0) return true
  const { journalled } = await db
    .selectFrom('journal')
    .innerJoin('plan_changes as change', 'change.id', 'journal.change_id')
    .select(({ fn }) => fn.countAll().as('journalled'))
    .where('journal.run_id', '=', job.runId)
    .where('journal.kind', 'in', ['update', 'disable', 'enable'])
    .where('journal.state', '=', 'done')
    .where('change.plan_id', '=', job.planId)
    .where('change.subject_kind', '=', row.subject_kind)
    .where('change.local_id', '=', row.local_id)
    .where('change.side', '=', 'accounts')
    .executeTakeFirstOrThrow()
  return since === Number(journalled) + (job.written.get(subjectOf(row)) ?? 0)
}
