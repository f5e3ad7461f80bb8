import type { Reason } from '@bindery/contract'
import { DirectoryError } from '@bindery/directory'
import { accountControlForm, baseOf, type CompiledRule, type NewEntry, type RuleBase } from '@bindery/sync'
import { reasonOf } from './decided-rows.ts'
import { draftEntry, newEntriesUnder, type NoEntry } from './draft-entry.ts'
import { findElsewhere, type EntryDraft } from './find-elsewhere.ts'
import type { FoundConflict } from './found-conflict.ts'
import type { LocalObject } from './load-staged.ts'
import type { Elsewhere } from './look-outside.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** Somebody who is to get an entry. */
export interface NewEntryFor {
  readonly local: LocalObject
  /** Left out until a person includes it. */
  readonly asks: boolean
  readonly reason: Reason
  readonly why: string
  /** People decided so. */
  readonly conflict: FoundConflict | null
  /** Instead of where new entries go. */
  readonly parent?: string
  /** The link that gets the new entry. */
  readonly link?: { readonly id: number }
}

/** The rows that create the entries of local objects, or say why they cannot be. */
export async function planEntries(
  job: PreviewJob,
  read: SubjectRead,
  wishes: readonly NewEntryFor[],
): Promise<void> {
  const drafts: { wish: NewEntryFor; draft: NewEntry | NoEntry }[] = []
  for (const wish of wishes) {
    const draft = await draftEntry(job, read, wish.local, wish.parent ?? newEntriesUnder(job, read))
    drafts.push({ wish, draft })
  }
  const refusalOf = await refuseTwins(
    job,
    read,
    drafts.flatMap(({ wish: { local }, draft }) => ('dn' in draft ? [{ local, entry: draft }] : [])),
  )
  for (const { wish, draft } of drafts) {
    const refusal = 'dn' in draft ? refusalOf(wish.local) : draft
    if (refusal) await tellNoEntry(job, read, wish, refusal)
    else if ('dn' in draft) await addEntry(job, read, wish, draft)
  }
}

/** Who of these is in the directory already, outside what is synced; where that cannot be known, nobody gets an entry. */
async function refuseTwins(
  job: PreviewJob,
  read: SubjectRead,
  drafts: readonly EntryDraft[],
): Promise<(local: LocalObject) => NoEntry | null> {
  try {
    const elsewhere = await findElsewhere(job, read, drafts)
    return ({ id }) => {
      const found = elsewhere.get(id)
      return found ? isOutside(read, found) : null
    }
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    job.task.signal.throwIfAborted()
    const detail = `It could not be looked up whether there is an entry outside what is synced: ${error.problem.message}.`
    return () => ({ kind: 'withheld', reason: 'withheld_lookup_failed', detail })
  }
}

function isOutside({ kind }: SubjectRead, { dn, by, because }: Elsewhere): NoEntry {
  const what = kind === 'person' ? 'account' : 'group'
  if (by === 'username')
    return {
      kind: 'withheld',
      reason: 'withheld_name_taken',
      detail: `The entry ${dn} has the same username and keeps it: it is outside what is synced, since ${because}. Rename one of the two, here or in the directory.`,
    }
  return {
    kind: 'skipped',
    reason: 'skipped_outside',
    detail:
      by !== 'dn'
        ? `${dn} has the same ${by.remote}, and is outside what is synced: ${because}. A second entry would be the same person twice.`
        : `${dn} is there already, outside what is synced: ${because}. Nothing says that it belongs to this ${what}.`,
  }
}

/** What every row about a new entry says. */
const rowOf = (read: SubjectRead, { local, link }: NewEntryFor) => ({
  side: 'directory' as const,
  subjectKind: read.kind,
  name: local.name,
  displayName: local.displayName || local.name,
  localId: local.id,
  linkId: link?.id ?? null,
  rowVersion: local.rowVersion,
})

async function tellNoEntry(
  job: PreviewJob,
  read: SubjectRead,
  wish: NewEntryFor,
  { kind, reason, detail }: NoEntry,
): Promise<void> {
  const outside = reason === 'skipped_outside' ? ': it is there, outside what is synced' : ''
  await job.plan.add({
    ...rowOf(read, wish),
    kind,
    reason,
    effect: `Not created in the directory${outside}`,
    why: detail,
    applicable: false,
  })
}

const isAwaiting = (rule: CompiledRule) => rule.pushes && rule.form === accountControlForm

async function addEntry(
  job: PreviewJob,
  read: SubjectRead,
  wish: NewEntryFor,
  entry: NewEntry,
): Promise<void> {
  const { local, asks, reason, why, conflict, link } = wish
  await job.plan.add({
    ...rowOf(read, wish),
    kind: 'create',
    ...reasonOf(true, asks ? 'policy_ask' : reason, conflict),
    dn: entry.dn,
    included: !asks,
    warnings: asks ? ['asks'] : [],
    effect: `Create entry ${link ? 'again ' : ''}under ${wish.parent ?? newEntriesUnder(job, read)}`,
    why: read.rules.some(isAwaiting) ? `${why} A new user stays disabled until a password is set.` : why,
    values: read.rules.flatMap((rule) => {
      const after = rule.pushes ? entry.attributes[rule.remoteName] : undefined
      return after
        ? [
            {
              attribute: rule.local,
              ruleId: rule.id,
              base: null,
              accounts: [...(local.values[rule.local] ?? [])],
              directory: [],
              after: rule.form.read(after),
              why: '',
              overwritten: false,
            },
          ]
        : []
    }),
    payload: {
      attributes: entry.attributes,
      bases: basesOfEntry(read, local, entry.attributes),
      ...(link ? { restores: true } : {}),
    },
  })
  if (read.kind === 'person' && !asks) job.comparable.add(local.id)
}

/**
 * What both sides will agree on once the entry is there: what is sent, defaults included. That somebody is active is
 * agreed on although a new user of a domain is disabled at first.
 */
function basesOfEntry(
  read: SubjectRead,
  local: LocalObject,
  attributes: NewEntry['attributes'],
): Record<string, RuleBase> {
  return Object.fromEntries(
    read.rules.flatMap((rule) => {
      if (!rule.pushes || rule.template || rule.onCreationOnly) return []
      const raw = attributes[rule.remoteName] ?? []
      const values = rule.form === accountControlForm ? (local.values[rule.local] ?? []) : rule.form.read(raw)
      return [[rule.id, baseOf(rule, values, raw)]]
    }),
  )
}
