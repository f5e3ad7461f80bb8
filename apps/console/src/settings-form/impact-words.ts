import {
  writeNumber,
  type Impact,
  type Policy,
  type Reason,
  type ScopeImpact,
  type SubjectKind,
  type ValueImpact,
} from '@bindery/contract'
import { attributeLabel } from '../components/attribute-label.ts'

const nouns: Record<SubjectKind, readonly [one: string, many: string]> = {
  person: ['person', 'people'],
  group: ['group', 'groups'],
}

/** "12 people", "1 linked group". */
export function countOf(count: number, kind: SubjectKind, adjective = ''): string {
  const [one, many] = nouns[kind]
  return [writeNumber(count), adjective, count === 1 ? one : many].filter(Boolean).join(' ')
}

/** Linked people and groups that would leave the scope while their kind goes on being synced. */
const leavingOf = ({ scope }: Impact) => scope.filter(({ unsynced, leave }) => !unsynced && leave.linked > 0)

/** How many linked people and groups would leave the scope, so that the next sync does something about them. */
export const linkedLeaving = (impact: Impact) =>
  leavingOf(impact).reduce((sum, { leave }) => sum + leave.linked, 0)

/** "12 linked people and 1 linked group". */
export function wordLinkedLeaving(impact: Impact): string {
  return leavingOf(impact)
    .map(({ leave, subjectKind }) => countOf(leave.linked, subjectKind, 'linked'))
    .join(' and ')
}

/** "Title changes for 40 people in Accounts". */
export function wordValues({ subjectKind, attribute, side, changed, cleared }: ValueImpact): string {
  const label = attributeLabel(attribute, subjectKind)
  const where = side === 'accounts' ? 'in Accounts' : 'in the Directory'
  const all = `${label} changes for ${countOf(changed, subjectKind)} ${where}`
  return cleared === 0 ? all : `${all}, cleared for ${writeNumber(cleared)}`
}

/** "12 people would leave, 3 linked". */
export function wordCrossing(scope: ScopeImpact, verb: 'enter' | 'leave'): string {
  const { count, linked } = scope[verb]
  const who = countOf(count, scope.subjectKind)
  const some = `${writeNumber(linked)} linked`
  return verb === 'leave' && scope.unsynced
    ? `${who} would no longer be synced, ${some}. Nothing happens to them`
    : `${who} would ${verb}, ${some}`
}

function wordScope({ subjectKind, unsynced, enter, leave }: ScopeImpact): string[] {
  const crossing = (count: number, one: string, many: string) =>
    count > 0 ? [`${countOf(count, subjectKind)} ${count === 1 ? one : many}`] : []
  return [
    ...(unsynced
      ? crossing(leave.count, 'is no longer synced', 'are no longer synced')
      : crossing(leave.count, 'leaves the scope', 'leave the scope')),
    ...crossing(enter.count, 'enters', 'enter'),
  ]
}

function wordMembers({ members, holders }: Impact): string[] {
  const counts =
    members && members.before !== members.after
      ? [
          `${writeNumber(members.before)} members become ${writeNumber(members.after)} by the changed attribute`,
        ]
      : []
  const nested = holders
    ? [`Members change in ${countOf(holders, 'group')} that ${holders === 1 ? 'holds' : 'hold'} others`]
    : []
  return [...counts, ...nested]
}

/** The impact in a few words each: "12 people leave the scope", "Title changes for 40 people in Accounts". */
export function wordImpact(impact: Impact): string[] {
  const hindered = impact.hindered.reduce((sum, { count }) => sum + count, 0)
  return [
    ...impact.scope.flatMap(wordScope),
    ...impact.values.map(wordValues),
    ...wordMembers(impact),
    ...(hindered > 0 ? [`${writeNumber(hindered)} set aside`] : []),
  ]
}

/** The same in one line. */
export function summarizeImpact(impact: Impact): string {
  const parts = wordImpact(impact)
  return parts.length > 0 ? parts.join(' · ') : 'Nobody enters or leaves the scope, and no value changes'
}

/** What the next sync does about linked people and groups that left the scope. */
export function wordConsequence({ direction, leftScope }: Policy): string {
  if (direction === 'accounts_to_directory')
    return 'In this direction nothing is done to them: their accounts stay, and are synced no more.'
  switch (leftScope) {
    case 'hold':
      return 'The next sync proposes to put them on hold, and waits until a person approves that.'
    case 'unlink':
      return 'The next sync proposes to unlink them, and waits until a person approves that. Their accounts stay.'
    case 'ignore':
      return 'By the policy nothing is done to them: their accounts stay, and are synced no more.'
  }
}

const hindrances: Partial<Record<Reason, string>> = {
  skipped_missing_required: 'a required value is missing',
  skipped_invalid_value: 'a value does not fit',
  skipped_no_stable_id: 'the server gives them no stable id',
  conflict_values: 'both sides hold different values, and the policy is to ask',
}

/** Why entries would be set aside. */
export const wordHindrance = (reason: Reason): string =>
  hindrances[reason] ?? 'nobody can say for certain whose they are'
