import type { Side } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { CompiledRule, MergeOutcome } from '@bindery/sync'
import { decideValues } from './decide-values.ts'
import { stagedRows, toPairs, type StagedPair } from './load-staged.ts'
import type { MatchVerdict } from './match-question.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { nameOutside, type NameOutside } from './names-outside.ts'
import { ruleMerger } from './rule-merger.ts'

/** Who has a name on a side already. */
export interface NameHolder {
  /** On the accounts' side the account, on the directory's the staged entry; 0: an entry outside what is synced. */
  readonly id: number
  /** The account's name, or the entry's DN. */
  readonly called: string
  /** The name that this plan gives it instead; null: it stays. */
  readonly takes: string | null
  /** Where the holder is outside what is synced, or may be. */
  readonly outside?: NameOutside
}

/** The attribute of accounts and of groups that only one of them may have. */
const isName = ({ kind }: SubjectRead, { local }: CompiledRule) =>
  local === (kind === 'person' ? 'username' : 'name')

/** The outcome that gives a side another name; undefined: it stays as it is. */
export const renameOn = (
  read: SubjectRead,
  side: Side,
  outcomes: readonly MergeOutcome[],
): MergeOutcome | undefined =>
  outcomes.find((outcome) => isName(read, outcome.rule) && newName(side, outcome) !== undefined)

/** The name that an outcome gives a side. */
export const newName = (side: Side, { toAccounts, toDirectory }: MergeOutcome): string | undefined =>
  (side === 'accounts' ? toAccounts : toDirectory)?.[0]

/**
 * Who stands in the way of a name on this side, and will after this plan too; null: nobody, since it is free, becomes
 * free, or goes round among those that exchange names. `id` is that of who wants it, as a holder has it.
 */
export async function whoKeepsName(
  job: PreviewJob,
  read: SubjectRead,
  side: Side,
  id: number,
  name: string,
): Promise<NameHolder | null> {
  const passed: string[] = []
  let first: NameHolder | null = null
  let kept: boolean | undefined
  for (let wanted: string | null = name, by = id; kept === undefined;) {
    const holder: NameHolder | null = await holderOf(job, read, side, by, wanted)
    first ??= holder
    if (!holder) kept = false
    else if (holder.takes === null) kept = true
    else {
      const key = `${side}:${read.kind}:${holder.id}`
      kept = passed.includes(key) ? false : job.keepsName.get(key)
      passed.push(key)
      wanted = holder.takes
      by = holder.id
    }
  }
  for (const key of passed) job.keepsName.set(key, kept)
  return kept ? first : null
}

const holderOf = (job: PreviewJob, read: SubjectRead, side: Side, by: number, name: string) =>
  side === 'accounts' ? accountNamed(job, read, by, name) : entryNamed(job, read, by, name)

async function accountNamed(
  job: PreviewJob,
  read: SubjectRead,
  by: number,
  name: string,
): Promise<NameHolder | null> {
  const { db } = job.task.store
  const key = caseIgnoreKey(name)
  const found =
    read.kind === 'person'
      ? await db
          .selectFrom('people')
          .select(['id', 'username as called'])
          .where('username_key', '=', key)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()
      : await db
          .selectFrom('groups')
          .select(['id', 'name as called'])
          .where('name_key', '=', key)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()
  if (!found || found.id === by) return null
  const [row] = await stagedRows(job, read.kind)
    .where('staged_entries.local_id', '=', found.id)
    .limit(1)
    .execute()
  const [pair] = row ? await toPairs(job, read.kind, [row]) : []
  if (pair) return { ...found, takes: await nextName(job, read, 'accounts', pair) }
  return (await isLeaving(job, read, found.id)) ? null : { ...found, takes: null }
}

/** Its entry is neither as it was nor among those read: this plan may delete the account, and a later one finds the name free. */
async function isLeaving(job: PreviewJob, read: SubjectRead, localId: number): Promise<boolean> {
  const link = await job.task.store.db
    .selectFrom('links')
    .select(['id', 'state'])
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', read.kind)
    .where('local_id', '=', localId)
    .executeTakeFirst()
  return (
    link !== undefined &&
    link.state !== 'unlinked' &&
    !job.seenLinks.has(link.id) &&
    !job.outside.has(link.id)
  )
}

async function entryNamed(
  job: PreviewJob,
  read: SubjectRead,
  by: number,
  name: string,
): Promise<NameHolder | null> {
  const outside = await outsideNamed(job, read, name)
  if (outside) return outside
  const key = read.kind === 'person' ? job.forms.keyOf('username', name) : caseIgnoreKey(name)
  const [row] = await stagedRows(job, read.kind)
    .where('staged_entries.username_key', '=', key)
    .where('staged_entries.id', '!=', by)
    .limit(1)
    .execute()
  const [pair] = row ? await toPairs(job, read.kind, [row]) : []
  // The entry of a deleted account may be deleted by this plan.
  if (!pair || (pair.link && !pair.local)) return null
  return { id: pair.id, called: pair.dn, takes: await nextName(job, read, 'directory', pair) }
}

/** Whoever is outside what is synced is not renamed, and nor is anybody while that cannot be looked up. */
async function outsideNamed(job: PreviewJob, read: SubjectRead, name: string): Promise<NameHolder | null> {
  const outside = read.kind === 'person' ? await nameOutside(job, read, name) : null
  return outside && { id: 0, called: 'dn' in outside ? outside.dn : '', takes: null, outside }
}

/** The name that this plan gives a side of a pair; null: it stays. */
export async function nextName(
  job: PreviewJob,
  read: SubjectRead,
  side: Side,
  pair: StagedPair,
): Promise<string | null> {
  const { local } = pair
  if (!local || isLeftAlone(pair)) return null
  const merge = ruleMerger(read, pair, local)
  const merged = read.rules.filter((rule) => isName(read, rule)).map((rule) => merge(rule))
  const { outcomes } = await decideValues(job, read, pair, merged, ({ rule }, to) => merge(rule, to))
  const renamed = renameOn(read, side, outcomes)
  return (renamed && newName(side, renamed)) ?? null
}

/** Skipped, in question, or parted for good: nothing is merged. */
function isLeftAlone({ verdict, link }: StagedPair): boolean {
  if (link?.state === 'unlinked' || link?.state === 'gone_accounts') return true
  return verdict !== '' && (JSON.parse(verdict) as MatchVerdict).reason !== undefined
}
