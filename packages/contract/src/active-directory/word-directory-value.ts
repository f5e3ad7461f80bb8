import { accountFlags } from './account-control.ts'
import { fileTimeDate } from './file-time.ts'
import { wordGroupType } from './group-type.ts'
import { wordFlags } from './word-flags.ts'

/** "2026-11-26 09:30 UTC", or the word for a value that stands for no time. */
const time =
  (zero: string) =>
  (value: string): string | null => {
    if (value === '0') return zero
    // The largest one, and -1 in older tools' writing.
    if (value === '9223372036854775807' || value === '-1') return 'never'
    const date = fileTimeDate(value)
    return date === null ? null : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  }

/** Attributes of Active Directory whose values nobody can read as they are (MS-ADA1 to MS-ADA3). */
const words: Readonly<Record<string, (value: string) => string | null>> = {
  useraccountcontrol: (value) => wordFlags(value, accountFlags),
  'msds-user-account-control-computed': (value) => wordFlags(value, accountFlags),
  grouptype: wordGroupType,
  accountexpires: time('never'),
  pwdlastset: time('must be changed at the next sign-in'),
  'msds-userpasswordexpirytimecomputed': time('must be changed at the next sign-in'),
  lastlogon: time('never on this domain controller'),
  lastlogontimestamp: time('never'),
  badpasswordtime: time('never'),
  lockouttime: time('not locked'),
}

/** A value of this attribute in words, if it is one of those that need them; null: it reads as it is. */
export function wordDirectoryValue(name: string, value: string): string | null {
  return words[name.toLowerCase()]?.(value) ?? null
}
