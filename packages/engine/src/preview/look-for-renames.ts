import type { StagedPair } from './load-staged.ts'
import { nextName } from './name-holders.ts'
import { lookForNames } from './names-outside.ts'
import { usernameRule } from './outside-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { viewOf } from './staged-subject.ts'

/** Looks up together whether the usernames are free outside what is synced that these pairs give to entries. */
export async function lookForRenames(
  job: PreviewJob,
  read: SubjectRead,
  pairs: readonly StagedPair[],
): Promise<void> {
  const rule = usernameRule(read)
  if (!rule) return
  const names: string[] = []
  for (const pair of pairs) {
    const here = pair.local?.values[rule.local]?.[0]
    if (here === viewOf(pair).get(rule.id)?.values[0]) continue
    const name = await nextName(job, read, 'directory', pair)
    if (name !== null) names.push(name)
  }
  await lookForNames(job, read, names)
}
