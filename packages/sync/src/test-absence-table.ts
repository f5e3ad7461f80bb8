import { directions } from '@bindery/contract'
import { entryAbsences, type AbsencePolicy, type AbsentEntry, type DeletedAccount } from './decide-absence.ts'

export const absences = [...entryAbsences, 'account_deleted'] as const
export type AbsenceSituation = Omit<AbsentEntry, 'absent'> &
  DeletedAccount & { readonly absent: (typeof absences)[number] }
export type AbsenceCase = AbsenceSituation & AbsencePolicy

/** A row of the table: what of a case it speaks of, and what comes of that. The first row that fits decides. */
export interface AbsenceRow {
  readonly when: { readonly [Key in keyof AbsenceCase]?: readonly AbsenceCase[Key][] }
  readonly person: string
  /** As for a person when left out; '–' where there are no such groups. */
  readonly group?: string
}

const follows: AbsenceRow['when'] = { direction: ['directory_to_accounts', 'two_way'] }
const leads: AbsenceRow['when'] = { direction: ['accounts_to_directory'] }
const writes: AbsenceRow['when'] = { direction: ['accounts_to_directory', 'two_way'] }
const [left, held, expired, deleted] = (
  ['entry_left_scope', 'held_entry_gone', 'hold_expired', 'account_deleted'] as const
).map((absent): AbsenceRow['when'] => ({ absent: [absent] }))
const missing: AbsenceRow['when'] = { absent: ['entry_gone'] }
const gone: AbsenceRow['when'] = { absent: ['entry_gone', 'held_entry_gone'] }

/** The contract, in the order of precedence. docs/sync-rules.md shows exactly this. */
export const absenceRows: readonly AbsenceRow[] = [
  { when: { absent: ['entry_unknown'] }, person: 'withheld_lookup_failed' },
  {
    when: {
      absent: [
        'entry_gone',
        'entry_left_scope',
        'held_entry_gone',
        'hold_expired',
        'hold_expired_elsewhere',
        'both_gone',
      ],
      proven: [false],
    },
    person: 'withheld_incomplete_read',
  },
  {
    when: { absent: ['entry_gone', 'held_entry_gone', 'hold_expired', 'both_gone'], restored: [true] },
    person: 'withheld_restored',
  },
  { when: { absent: ['both_gone'] }, person: 'unlink' },

  { when: { ...held, ...leads }, person: 'ignore', group: '–' },
  { when: { ...missing, ...leads, missingEntry: ['ignore'] }, person: 'ignore' },
  { when: { ...missing, ...leads, contested: [true] }, person: 'withheld_depends_on_conflict' },
  { when: { ...missing, ...leads, missingEntry: ['recreate'] }, person: 'recreate' },
  { when: { ...missing, ...leads, missingEntry: ['ask'] }, person: 'ask' },
  { when: { ...gone, ...follows, goneFromDirectory: ['ignore'] }, person: 'ignore' },
  { when: { ...gone, ...follows, protected: [true] }, person: 'withheld_protected' },
  { when: { ...gone, ...follows, goneFromDirectory: ['unlink'] }, person: 'unlink' },
  {
    when: { ...gone, direction: ['two_way'], goneFromDirectory: ['hold', 'disable'], edit: ['undecided'] },
    person: 'conflict_deleted_in_directory',
    group: 'unlink',
  },
  {
    when: {
      ...gone,
      direction: ['two_way'],
      goneFromDirectory: ['hold', 'disable'],
      edit: ['restore'],
      contested: [true],
    },
    person: 'withheld_depends_on_conflict',
    group: 'unlink',
  },
  {
    when: { ...gone, direction: ['two_way'], goneFromDirectory: ['hold', 'disable'], edit: ['restore'] },
    person: 'recreate',
    group: 'unlink',
  },
  {
    when: { ...gone, direction: ['two_way'], goneFromDirectory: ['delete'], edit: ['undecided'] },
    person: 'conflict_deleted_in_directory',
  },
  {
    when: { ...gone, ...follows, goneFromDirectory: ['delete'], contested: [true] },
    person: 'withheld_depends_on_conflict',
  },
  {
    when: { ...gone, direction: ['two_way'], goneFromDirectory: ['delete'], edit: ['restore'] },
    person: 'recreate',
  },
  { when: { ...gone, ...follows, goneFromDirectory: ['hold'] }, person: 'hold', group: 'unlink' },
  { when: { ...gone, ...follows, goneFromDirectory: ['disable'] }, person: 'disable', group: 'unlink' },
  { when: { ...gone, ...follows, goneFromDirectory: ['delete'] }, person: 'delete' },

  { when: { ...left, ...leads }, person: 'ignore' },
  { when: { ...left, ...follows, leftScope: ['ignore'] }, person: 'ignore' },
  { when: { ...left, ...follows, protected: [true] }, person: 'withheld_protected' },
  { when: { ...left, ...follows, leftScope: ['hold'] }, person: 'hold', group: 'unlink' },
  { when: { ...left, ...follows, leftScope: ['unlink'] }, person: 'unlink' },

  { when: { absent: ['hold_expired_elsewhere'] }, person: 'ignore', group: '–' },
  { when: { ...expired, ...leads }, person: 'ignore', group: '–' },
  {
    when: { ...expired, ...follows, goneFromDirectory: ['disable', 'unlink', 'ignore'] },
    person: 'ignore',
    group: '–',
  },
  { when: { ...expired, ...follows, protected: [true] }, person: 'withheld_protected', group: '–' },
  {
    when: { ...expired, direction: ['two_way'], edit: ['undecided'] },
    person: 'conflict_deleted_in_directory',
    group: '–',
  },
  {
    when: { ...expired, ...follows, contested: [true] },
    person: 'withheld_depends_on_conflict',
    group: '–',
  },
  {
    when: { ...expired, direction: ['two_way'], edit: ['restore'] },
    person: 'recreate',
    group: '–',
  },
  { when: { ...expired, ...follows }, person: 'delete', group: '–' },

  {
    when: { ...deleted, direction: ['directory_to_accounts'], missingAccount: ['recreate'] },
    person: 'recreate',
  },
  { when: { ...deleted, direction: ['directory_to_accounts'], missingAccount: ['ask'] }, person: 'ask' },
  {
    when: { ...deleted, direction: ['directory_to_accounts'], missingAccount: ['ignore'] },
    person: 'unlink',
  },
  { when: { ...deleted, ...writes, goneFromAccounts: ['ignore'] }, person: 'unlink' },
  {
    when: { ...deleted, ...writes, goneFromAccounts: ['disable'], proven: [false] },
    person: 'withheld_incomplete_read',
    group: 'unlink',
  },
  {
    when: { ...deleted, ...writes, goneFromAccounts: ['disable'], protected: [true] },
    person: 'withheld_protected',
    group: 'unlink',
  },
  {
    when: { ...deleted, ...writes, goneFromAccounts: ['disable'], statusMapped: [false] },
    person: 'withheld_no_status_attribute',
    group: 'unlink',
  },
  {
    when: { ...deleted, direction: ['two_way'], goneFromAccounts: ['disable'], edit: ['undecided'] },
    person: 'conflict_deleted_in_accounts',
    group: 'unlink',
  },
  {
    when: { ...deleted, direction: ['two_way'], goneFromAccounts: ['disable'], edit: ['restore'] },
    person: 'recreate',
    group: 'unlink',
  },
  { when: { ...deleted, ...writes, goneFromAccounts: ['disable'] }, person: 'disable', group: 'unlink' },
  { when: { ...deleted, ...writes, proven: [false] }, person: 'withheld_incomplete_read' },
  { when: { ...deleted, ...writes, protected: [true] }, person: 'withheld_protected' },
  {
    when: { ...deleted, direction: ['two_way'], edit: ['undecided'] },
    person: 'conflict_deleted_in_accounts',
  },
  { when: { ...deleted, direction: ['two_way'], edit: ['restore'] }, person: 'recreate' },
  { when: { ...deleted, ...writes, goneFromAccounts: ['move'] }, person: 'move' },
  { when: { ...deleted, ...writes, goneFromAccounts: ['delete'] }, person: 'delete' },
]

const absentWords: Record<AbsenceSituation['absent'], string> = {
  entry_unknown: 'look-up failed',
  entry_gone: 'entry gone',
  entry_left_scope: 'entry left the scope',
  held_entry_gone: 'entry gone, held out of scope',
  hold_expired: 'entry gone, hold expired',
  hold_expired_elsewhere: 'entry out of scope, hold expired',
  account_deleted: 'account deleted',
  both_gone: 'account deleted, entry gone',
}
const directionWords = {
  accounts_to_directory: 'accounts → directory',
  directory_to_accounts: 'directory → accounts',
  two_way: 'two-way',
}
const policyNames = {
  goneFromDirectory: 'gone from the directory',
  missingEntry: 'missing entry',
  leftScope: 'left the scope',
  goneFromAccounts: 'gone from accounts',
  missingAccount: 'missing account',
}
const policyValues: Readonly<Record<string, string>> = {
  recreate: 're-create',
  hold: 'hold',
  disable: 'disable',
  delete: 'delete',
  unlink: 'unlink',
  move: 'move',
  ask: 'ask',
  ignore: 'ignore',
}
const outcomeWords: Readonly<Record<string, string>> = {
  ...policyValues,
  '–': '–',
  recreate: 're-created',
  hold: 'put on hold',
  disable: 'disabled',
  delete: 'deleted',
  unlink: 'unlinked',
  move: 'moved',
  ask: 're-creation proposed, left out',
  ignore: 'told, nothing done',
  conflict_deleted_in_directory: 'conflict',
  conflict_deleted_in_accounts: 'conflict',
  withheld_lookup_failed: 'withheld',
  withheld_incomplete_read: 'withheld',
  withheld_protected: 'withheld',
  withheld_restored: 'withheld',
  withheld_no_status_attribute: 'withheld',
  withheld_depends_on_conflict: 'withheld',
}

/** The table as docs/sync-rules.md has it. */
export function absenceTable(): string {
  const lines = absenceRows.map((row) => {
    const { absent = [], direction = directions, proven, protected: safe, contested, restored } = row.when
    const { edit, statusMapped } = row.when
    const remains = absent.includes('account_deleted') ? 'entry' : 'account'
    const chosen = Object.entries(policyNames).flatMap(([key, name]) => {
      const values = row.when[key as keyof AbsencePolicy]
      return values ? [`${name}: ${values.map((value) => policyValues[value]).join(', ')}`] : []
    })
    const besides = [
      ...(restored ? ['most stable ids changed at once'] : []),
      ...(proven ? ['the read was incomplete'] : []),
      ...(safe ? ['protected'] : []),
      ...(statusMapped ? ['no status attribute mapped'] : []),
      ...(contested ? ['another entry claims the account'] : []),
      ...(edit?.includes('undecided') ? [`the ${remains} was changed since`] : []),
      ...(edit?.includes('restore') ? [`the ${remains} was changed since, and a person restores`] : []),
    ]
    const cells = [
      absent.map((one) => absentWords[one]).join('; '),
      direction.length === directions.length ? 'any' : direction.map((one) => directionWords[one]).join(', '),
      [...chosen, ...besides].join('; ') || 'always',
      outcomeWords[row.person],
      outcomeWords[row.group ?? row.person],
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| absent | direction | policy, and what else | person | group |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}
