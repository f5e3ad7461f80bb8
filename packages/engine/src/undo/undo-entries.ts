import type { Entry } from '@bindery/directory'
import type { Tables } from '@bindery/store'
import { accountControlRule, baseOf, invertDelta, sameValues, type Delta } from '@bindery/sync'
import { wordAttribute, type SubjectKind } from '@bindery/contract/words'
import { sameDn } from '@bindery/contract/ldap-text'
import { describeValues } from '../preview/describe-effect.ts'
import { loadLocals } from '../preview/load-staged.ts'
import { guardOf } from '../preview/plan-value.ts'
import type { DraftChange } from '../preview/plan-writer.ts'
import { linksOf } from './load-done.ts'
import { basesBefore, kindOf, tellChanged, tellLost } from './undo-accounts.ts'
import { subjectOf, type DoneChange, type UndoJob } from './undo-job.ts'

/** The way back for what a run wrote to entries, as they are now; members apart. */
export async function undoEntries(job: UndoJob, changes: readonly DoneChange[]): Promise<DraftChange[]> {
  if (changes.length === 0) return []
  const linkOf = await linksOf(job, changes)
  const ids = changes.flatMap((change) => change.stableId ?? linkOf(change)?.stable_id ?? [])
  const names = new Set(changes.flatMap((change) => [...attributesOf(change)]))
  const found = await job.session.lookUp([...new Set(ids)], [...names])
  const isDeleted = await deletedSince(job, changes)
  return changes.flatMap((change) => {
    const link = linkOf(change)
    const entry = found.get(change.stableId ?? link?.stable_id ?? '')
    if (isDeleted(change) && entry)
      return [tellLost({ ...subjectOf(change, link), dn: entry.dn }, deletedWords[change.subjectKind])]
    return undoEntry(job, change, link, entry)
  })
}

const deletedWords = {
  person: 'The account here was deleted since. What becomes of its entry is for the policy to say.',
  group: 'The group here was deleted since. What becomes of its entry is for the policy to say.',
} as const

/** What a run did to an entry while its account was there stays, once that is gone: else a leaver could be enabled again. */
async function deletedSince(job: UndoJob, changes: readonly DoneChange[]) {
  const idsOf = (kind: SubjectKind) =>
    changes.flatMap(({ subjectKind, localId }) => (subjectKind === kind ? [localId] : []))
  const living = {
    person: await loadLocals(job, 'person', idsOf('person')),
    group: await loadLocals(job, 'group', idsOf('group')),
  }
  return ({ kind, subjectKind, localId, payload }: DoneChange): boolean =>
    ['update', 'disable', 'enable', 'move'].includes(kind) &&
    payload.state !== 'gone_accounts' &&
    !living[subjectKind].has(localId)
}

const attributesOf = ({ payload }: DoneChange) => [
  ...(payload.deltas ?? []).map((delta) => delta.attribute),
  ...Object.keys(payload.attributes ?? {}),
]

function undoEntry(
  job: UndoJob,
  change: DoneChange,
  link: Tables['links'] | undefined,
  entry: Entry | undefined,
): DraftChange[] {
  const subject = { ...subjectOf(change, link), ...(entry ? { dn: entry.dn } : {}) }
  if (change.kind === 'delete') return recreate(job, change, subject, entry)
  if (!entry)
    return change.kind === 'create' || change.kind === 'members'
      ? []
      : [tellLost(subject, 'The entry is no longer there.')]
  switch (change.kind) {
    case 'create':
      return uncreate(job, change, subject, entry)
    case 'update':
    case 'disable':
    case 'enable':
      return unupdate(change, subject, entry)
    case 'move':
      return unmove(change, subject, entry)
    case 'agree':
    case 'conflict':
    case 'hold':
    case 'link':
    case 'members':
    case 'release':
    case 'skipped':
    case 'unlink':
    case 'withheld':
      return []
  }
}

type Subject = Omit<DraftChange, 'kind' | 'effect'>
const valuesOf = (entry: Entry, attribute: string) => entry.attributes.get(attribute.toLowerCase()) ?? []

function uncreate(job: UndoJob, change: DoneChange, subject: Subject, entry: Entry): DraftChange[] {
  const members = job.settings.groups.memberAttribute.toLowerCase()
  // A group's members came after it, and go before it.
  const seen = Object.entries(change.payload.attributes ?? {}).filter(
    ([name]) => change.subjectKind === 'person' || name.toLowerCase() !== members,
  )
  const changed = seen.filter(([name, values]) => !isAsMade(name, values, valuesOf(entry, name)))
  if (changed.length > 0) return [tellChanged(subject, changed.map(([name]) => name).join(', '))]
  return [
    {
      ...subject,
      kind: 'delete',
      effect: 'Delete the entry that the run created',
      guard: { removals: 1 },
      payload: {
        seen: Object.fromEntries(seen.map(([name]) => [name, valuesOf(entry, name)])),
        forgets: true,
        bases: change.payload.bases,
      },
    },
  ]
}

/** A server may name the classes above those of a new entry as well (RFC 4512 §3.3). */
const isAsMade = (name: string, made: readonly string[], now: readonly string[]) =>
  name.toLowerCase() === 'objectclass' ? made.every((one) => now.includes(one)) : sameValues(now, made)

function unupdate(change: DoneChange, subject: Subject, entry: Entry): DraftChange[] {
  // A row's values and its deltas are in the same order.
  const pairs = change.values.map((value, index) => ({ value, delta: change.payload.deltas?.[index] }))
  const inverse = pairs.map(({ value, delta }) => ({
    value,
    delta: delta ? invertDelta(delta, valuesOf(entry, delta.attribute)) : null,
  }))
  const kept = inverse.filter(
    (pair): pair is { value: typeof pair.value; delta: Delta } => pair.delta !== null,
  )
  const changed = inverse.filter((pair) => pair.delta === null).map(({ value }) => value.attribute)
  const told = changed.length > 0 ? [tellChanged(subject, changed.map(wordAttribute).join(', '))] : []
  if (kept.length === 0) return told
  const values = kept.map(({ value }) => ({
    ...value,
    base: value.after,
    accounts: [],
    directory: value.after ?? [],
    after: value.directory,
    why: 'Goes back to what it was before the run.',
    overwritten: false,
  }))
  const kind = kindOf(values)
  const deltas = kept.map(({ delta }) => delta)
  return [
    ...told,
    {
      ...subject,
      kind,
      effect: describeValues(values, 'directory'),
      guard: { ...guardOf(values, 'directory'), ...(kind === 'disable' ? { disables: 1 } : {}) },
      values,
      payload: { deltas, bases: basesBefore(change, values) },
    },
  ]
}

function unmove(change: DoneChange, subject: Subject, entry: Entry): DraftChange[] {
  if (change.dn === null || !sameDn(entry.dn, change.newDn ?? '')) return [tellChanged(subject, 'its name')]
  const values = change.values.map((value) => ({
    ...value,
    directory: value.after ?? [],
    after: value.directory,
  }))
  return [
    {
      ...subject,
      kind: 'move',
      newDn: change.dn,
      effect: `Rename back to ${change.dn}`,
      guard: { moves: 1 },
      values,
      payload: { newDn: change.dn, bases: basesBefore(change, values) },
    },
  ]
}

/** What the server alone knew (its password, its stable id) does not come back, and is told beforehand. */
function recreate(
  job: UndoJob,
  change: DoneChange,
  subject: Subject,
  entry: Entry | undefined,
): DraftChange[] {
  const attributes = change.before.entry
  if (entry) return []
  const lost: DraftChange = {
    ...subject,
    kind: 'withheld',
    reason: 'withheld_cannot_undo',
    effect: 'Not as it was: a new stable id, no password',
    why: 'The server gives an entry that is made again another stable id, and nobody could read its password.',
    applicable: false,
  }
  if (!attributes || change.dn === null) return [lost]
  return [
    lost,
    {
      ...subject,
      kind: 'create',
      dn: change.dn,
      effect: 'Make the entry again',
      payload: { restores: true, ...withoutPassword(job, change, attributes) },
    },
  ]
}

/** A user of a domain comes back disabled, since their password does not: as with a new one that is no wish of anybody. */
function withoutPassword(
  { settings }: UndoJob,
  { subjectKind, payload }: DoneChange,
  attributes: Record<string, readonly string[]>,
) {
  // What both sides agreed on went with the link, and comes back with it.
  const bases = payload.forgets ? payload.bases : {}
  const rule = subjectKind === 'person' ? accountControlRule(settings) : undefined
  const flags = rule && attributes[rule.remote]
  if (!rule || !flags) return { attributes, bases }
  const disabled = rule.form.write(['false'], flags)
  return {
    attributes: { ...attributes, [rule.remote]: disabled },
    bases: { ...bases, [rule.id]: baseOf(rule, rule.form.read(flags), disabled) },
  }
}
