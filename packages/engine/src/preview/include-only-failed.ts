import type { PreviewJob } from './preview-job.ts'

/** Leaves out every row but those of the subjects for which something failed in a run. */
export async function includeOnlyFailed(job: PreviewJob, runId: number): Promise<void> {
  await job.task.store.db
    .updateTable('plan_changes')
    .set({ included: 0 })
    .where('plan_id', '=', job.planId)
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('journal')
            .innerJoin('plan_changes as failed', 'failed.id', 'journal.change_id')
            .select('failed.id')
            .where('journal.run_id', '=', runId)
            .where('journal.state', '!=', 'done')
            .whereRef('failed.subject_kind', '=', 'plan_changes.subject_kind')
            .where((either) =>
              either.or([
                either('failed.local_id', '=', either.ref('plan_changes.local_id')),
                either('failed.stable_id', '=', either.ref('plan_changes.stable_id')),
              ]),
            ),
        ),
      ),
    )
    .execute()
}
