import { BinderyError, type Hold } from '@bindery/contract'
import { findHold, personValues, type ListedHold } from '@bindery/store'
import type { EngineContext } from '../context.ts'

const dayMs = 24 * 60 * 60 * 1000

/** A hold as the API tells it; days are counted from now. */
export function describeHold(row: ListedHold, now: Date): Hold {
  return {
    id: row.id,
    personId: row.person_id,
    username: row.username,
    displayName: personValues(row).displayName[0] ?? '',
    active: row.active === 1,
    directoryId: row.directory_id,
    directoryName: row.directory_name,
    directoryDeleted: row.directory_deleted_at !== null,
    dn: row.dn,
    cause: row.cause as Hold['cause'],
    why: row.reason,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    daysLeft: row.due_at === null ? null : Math.ceil((Date.parse(row.due_at) - now.getTime()) / dayMs),
    ended:
      row.ended_at === null
        ? null
        : {
            at: row.ended_at,
            by: row.ended_by,
            outcome: row.outcome as NonNullable<Hold['ended']>['outcome'],
          },
  }
}

/** One hold, open or ended. Throws `not_found`. */
export async function getHold(context: EngineContext, id: number): Promise<Hold> {
  const row = await findHold(context.store.db, id)
  if (!row) throw holdNotFound(id)
  return describeHold(row, context.now())
}

export const holdNotFound = (id: number) => new BinderyError('not_found', `There is no hold ${id}.`)

/** The refusal to end a hold once more. */
export const holdEnded = ({ username, ended_by: by, ended_at: at }: ListedHold) =>
  new BinderyError('hold_ended', `The hold of ${username} was ended by ${by} at ${at}.`)
