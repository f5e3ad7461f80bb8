import type { AuditRow } from '@bindery/store'

/** The columns of an exported audit log. */
export const csvHead = [
  'id',
  'at',
  'actor',
  'actor_kind',
  'address',
  'action',
  'outcome',
  'subject_kind',
  'subject_id',
  'subject_label',
  'directory_id',
  'plan_id',
  'run_id',
  'details',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof AuditRow)[]

/** A line of CSV (RFC 4180). Nothing in it is a formula, to whatever program opens it. */
export const csvLine = (cells: readonly (string | number | null)[]) => `${cells.map(cell).join()}\r\n`

function cell(value: string | number | null): string {
  const text = typeof value === 'string' ? defused(value) : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A spreadsheet takes what begins so for a formula, and runs it (OWASP, CSV Injection); behind an apostrophe it is text. */
const defused = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
