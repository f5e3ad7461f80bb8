import type { Failure, PlanSummary } from '@bindery/contract'
import type { Tables } from '@bindery/store'

/** A plan as lists show it. */
export function toPlanSummary(row: Tables['plans']): PlanSummary {
  return {
    id: row.id,
    directoryId: row.directory_id,
    settingsVersion: row.settings_version,
    state: row.state as PlanSummary['state'],
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    actor: row.actor,
    sentence: row.sentence,
    runId: row.run_id,
    undoes: row.undoes_run,
    retries: row.retries_run,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
  }
}
