import { invertValues, sameValues, type LocalValues, type RuleBase } from '@bindery/sync'
import type { PlanValue } from '@bindery/contract'
import { wordAttribute } from '@bindery/contract/words'
import { groupValues, onHold, personValues } from '@bindery/store'
import { linkedIds } from '../apply/link-rows.ts'
import { describeValues } from '../preview/describe-effect.ts'
import { loadLocals, type LocalObject } from '../preview/load-staged.ts'
import { guardOf } from '../preview/plan-value.ts'
import type { DraftChange } from '../preview/plan-writer.ts'
import { linksOf } from './load-done.ts'
import { subjectOf, type DoneChange, type UndoJob } from './undo-job.ts'

/** The way back for what a run did to accounts; memberships apart. */
export async function undoAccounts(job: UndoJob, changes: readonly DoneChange[]): Promise<DraftChange[]> {
  const idsOf = (kind: string) => changes.flatMap((one) => (one.subjectKind === kind ? [one.localId] : []))
  const locals = {
    person: await loadLocals(job, 'person', idsOf('person')),
    group: await loadLocals(job, 'group', idsOf('group')),
  }
  const linkOf = await linksOf(job, changes)
  const { db } = job.task.store
  const now: Now = {
    onHold: await onHold(db, job.directoryId, idsOf('person')),
    linked: await linkedIds(
      db,
      job.directoryId,
      changes.flatMap(({ kind, stableId }) => (kind === 'delete' && stableId !== null ? [stableId] : [])),
    ),
  }
  const drafts: DraftChange[] = []
  for (const change of changes) {
    const local = locals[change.subjectKind].get(change.localId)
    const subject = { ...subjectOf(change, linkOf(change)), rowVersion: local?.rowVersion ?? null }
    drafts.push(
      ...(change.kind === 'delete'
        ? await undelete(job, change, local, subject, now)
        : undoAccount(change, local, subject, now)),
    )
  }
  return drafts
}

/** How things stand by now. */
interface Now {
  /** People, by id. */
  readonly onHold: ReadonlySet<number>
  /** Stable ids of entries that are linked. */
  readonly linked: ReadonlySet<string>
}

function undoAccount(
  change: DoneChange,
  local: LocalObject | undefined,
  subject: Subject,
  now: Now,
): DraftChange[] {
  const { restores, links } = change.payload
  if (change.kind === 'create' && restores && !links)
    return [tellLost(subject, `The ${wordKind(change)} came back with its entry, and stays.`)]
  if (change.kind === 'create') return uncreate(change, local, subject)
  // The link of somebody who was deleted gets the stable id back as well.
  if (change.payload.renews !== undefined) return [unrenew(change, change.payload.renews, subject)]
  if (change.kind === 'agree') return []
  if (!local) return [tellLost(subject, `The ${wordKind(change)} here is gone.`)]
  switch (change.kind) {
    case 'update':
    case 'disable':
    case 'enable':
      return unupdate(change, local, subject)
    case 'link':
      if (change.subjectKind === 'person' && now.onHold.has(change.localId)) return [tellHeld(subject)]
      return [
        { ...subject, kind: 'unlink', effect: 'Unlink: as if never linked', payload: { forgets: true } },
      ]
    case 'unlink':
      return [{ ...subject, kind: 'link', effect: 'Link again' }]
    case 'hold':
      if (change.payload.from !== undefined) return [unhold(change.payload.from, subject)]
      return [{ ...subject, kind: 'release', effect: 'Release from hold', payload: { dn: subject.dn ?? '' } }]
    case 'release':
      return [
        {
          ...subject,
          kind: 'hold',
          effect: 'Put on hold again',
          guard: { removals: 1 },
          payload: { state: 'gone_directory' },
        },
      ]
    case 'move':
      return [tellLost(subject, 'The link follows the entry, which still is where it was found.')]
    case 'delete':
    case 'members':
    case 'conflict':
    case 'withheld':
    case 'skipped':
      return []
  }
}

/** The hold goes on as it was before it had a deadline. */
const unhold = (before: string, subject: Subject): DraftChange => ({
  ...subject,
  kind: 'hold',
  effect: 'The hold goes on without a deadline',
  payload: { state: before, from: 'gone_directory', because: 'The entry had left the scope.' },
})

/** The link gets back the stable id that it had. */
const unrenew = ({ stableId }: DoneChange, before: string, subject: Subject): DraftChange => ({
  ...subject,
  kind: 'link',
  effect: 'Link by the stable id that it had before',
  stableId: before,
  payload: { renews: stableId ?? '' },
})

type Subject = Omit<DraftChange, 'kind' | 'effect'>

/** There is no way back, for this reason. */
export const tellLost = (subject: Subject, why: string): DraftChange => ({
  ...subject,
  kind: 'withheld',
  reason: 'withheld_cannot_undo',
  effect: 'Cannot be undone',
  why,
  applicable: false,
})

/** Without the link nothing would end the hold. */
const tellHeld = (subject: Subject): DraftChange => ({
  ...subject,
  kind: 'withheld',
  reason: 'withheld_changed_since',
  effect: 'Left alone: on hold since the run',
  why: 'Their hold goes with the link. Undo the run that put them on hold first, or release them.',
  applicable: false,
})

const wordKind = ({ subjectKind }: DoneChange) => (subjectKind === 'person' ? 'account' : 'group')

/** Undoing would lose what somebody did since. */
export const tellChanged = (subject: Subject, what: string): DraftChange => ({
  ...subject,
  kind: 'withheld',
  reason: 'withheld_changed_since',
  effect: `Left alone: ${what} changed since the run`,
  why: 'Somebody changed it after the run. Undoing would lose that.',
  applicable: false,
})

function uncreate(change: DoneChange, local: LocalObject | undefined, subject: Subject): DraftChange[] {
  if (!local) return []
  const was = change.payload.values ?? {}
  const changed = Object.keys(local.values).filter(
    (name) => !sameValues(local.values[name] ?? [], was[name] ?? []) && !isDefault(name, local, was),
  )
  if (changed.length > 0) return [tellChanged(subject, changed.map(wordAttribute).join(', '))]
  return [
    {
      ...subject,
      kind: 'delete',
      effect: `Delete the ${wordKind(change)} that the run created`,
      guard: { removals: 1 },
      payload: { state: 'unlinked', forgets: true, bases: change.payload.bases },
    },
  ]
}

/** An account is active unless something says otherwise. */
const isDefault = (name: string, local: LocalObject, was: LocalValues) =>
  name === 'active' && !was[name]?.length && local.values[name]?.[0] === 'true'

function unupdate(change: DoneChange, local: LocalObject, subject: Subject): DraftChange[] {
  const { undone, changed } = invertValues(
    change.values,
    'accounts',
    ({ attribute }) => local.values[attribute] ?? [],
  )
  const told = changed.length > 0 ? [tellChanged(subject, changed.map(wordAttribute).join(', '))] : []
  if (undone.length === 0) return told
  const kind = kindOf(undone)
  return [
    ...told,
    {
      ...subject,
      kind,
      effect: describeValues(undone, 'accounts'),
      guard: { ...guardOf(undone, 'accounts'), ...(kind === 'disable' ? { disables: 1 } : {}) },
      values: undone,
      payload: {
        values: Object.fromEntries(undone.map((value) => [value.attribute, value.after ?? []])),
        before: Object.fromEntries(undone.map((value) => [value.attribute, value.accounts])),
        bases: basesBefore(change, undone),
      },
    },
  ]
}

/** What a status or a plain value going back is called. */
export function kindOf(values: readonly PlanValue[]): 'update' | 'disable' | 'enable' {
  const status = values.find((value) => value.attribute === 'active')
  if (!status) return 'update'
  return status.after?.[0]?.toLowerCase() === 'false' ? 'disable' : 'enable'
}

/** The base goes back with the value: what the next preview finds is what the run's own preview found. */
export function basesBefore(
  change: DoneChange,
  undone: readonly PlanValue[],
): Record<string, RuleBase | null> {
  const before = new Map(change.values.map((value) => [value.ruleId, value.base]))
  return Object.fromEntries(
    undone.map(({ ruleId }) => {
      const values = before.get(ruleId) ?? null
      const fingerprint = change.payload.bases?.[ruleId]?.fingerprint ?? ''
      return [ruleId, values && { fingerprint, values, raw: values }]
    }),
  )
}

async function undelete(
  job: UndoJob,
  change: DoneChange,
  local: LocalObject | undefined,
  subject: Subject,
  { linked }: Now,
): Promise<DraftChange[]> {
  const values = local ? undefined : await tombstoneOf(job, change)
  if (!values) return []
  const links = subject.linkId === null
  if (links && linked.has(change.stableId ?? ''))
    return [tellLost(subject, 'Its entry is linked to another by now.')]
  return [
    {
      ...subject,
      kind: 'create',
      effect: `Bring the ${wordKind(change)} back as it was`,
      payload: {
        restores: true,
        links,
        values,
        memberships: change.before.memberships ?? [],
        ...(links && { bases: change.payload.bases }),
      },
    },
  ]
}

/** What a deleted account held; undefined when there is no tombstone. */
async function tombstoneOf(
  { task: { store } }: UndoJob,
  { subjectKind, localId }: DoneChange,
): Promise<LocalValues | undefined> {
  if (subjectKind === 'person') {
    const row = await store.db.selectFrom('people').selectAll().where('id', '=', localId).executeTakeFirst()
    return row && personValues(row)
  }
  const row = await store.db.selectFrom('groups').selectAll().where('id', '=', localId).executeTakeFirst()
  return row && groupValues(row)
}
