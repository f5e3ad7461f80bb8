import type { GuardCause } from '@bindery/contract'
import { writeNumber } from '@bindery/contract/words'
import type { SettingChange } from './changed-settings.ts'
import { rankChanges, type Alarm } from './rank-changes.ts'
import { wordSetting } from './word-setting.ts'

/** A changed setting, and who changed it last. `version` is null for what is not saved. */
export interface DatedChange extends SettingChange {
  readonly at: string
  readonly actor: string
  readonly version: number | null
}

/** Everything at hand that may say why a plan takes something away. */
export interface LossEvidence {
  readonly alarm: Alarm
  /** Of the settings, since the last plan that passed whole; null: there was none. */
  readonly changes: readonly DatedChange[] | null
  readonly boundAs: string
  readonly server: string
  /** The server that the last plan that passed whole was read from; '' when there was none. */
  readonly previousServer: string
  readonly unreadable: readonly string[]
  /** Search bases with their entries then and now; `before` is null for a base that is new. */
  readonly bases: readonly { readonly dn: string; readonly before: number | null; readonly now: number }[]
  /** How many linked entries the read did not return: found nowhere, or found outside of what is synced. */
  readonly absent: { readonly gone: number; readonly moved: number }
  /** Where most of those found nowhere had been; null when they have no place in common. */
  readonly place: {
    readonly dn: string
    readonly count: number
    readonly state: 'gone' | 'empty' | 'there'
  } | null
  /** Where most of those found outside are now. */
  readonly destination: { readonly dn: string; readonly count: number } | null
}

const mostChanges = 6

/** The causes that the evidence speaks for, likeliest first: what somebody changed, then what the directory shows. */
export function nameCauses(evidence: LossEvidence): GuardCause[] {
  const ranked = rankChanges(evidence.changes ?? [], evidence.alarm)
  const shown = directoryCauses(evidence)
  return [
    ...ranked.slice(0, mostChanges).map(toCause),
    ...shown,
    ...(ranked.length > 0 ? [] : [nothingChanged(evidence, shown.length > 0)]),
  ]
}

function toCause({ path, before, after, at, actor, version }: DatedChange): GuardCause {
  const by = version === null ? 'in the settings under preview' : `by ${actor}, version ${version} of ${at}`
  return {
    code: 'setting_changed',
    message: `${wordSetting(path, before, after)} (${by}).`,
    change: { path, before: before ?? null, after: after ?? null, at, actor, version },
  }
}

function directoryCauses(evidence: LossEvidence): GuardCause[] {
  const { server, previousServer, unreadable, boundAs, absent, place, destination, bases } = evidence
  const causes: GuardCause[] = []
  const tell = (code: GuardCause['code'], message: string) => causes.push({ code, message, change: null })
  if (place) {
    const one = place.count === 1
    const whose = `${partOf(place.count, absent.gone, 'can no longer be found')} ${one ? 'was' : 'were'} under ${place.dn}`
    if (place.state === 'gone')
      tell(
        'place_gone',
        `${whose}, which cannot be found either: that was removed or renamed, or ${boundAs} may no longer see it.`,
      )
    else if (place.state === 'empty')
      tell(
        'place_empty',
        `${whose}, where ${boundAs} now sees nothing: ${one ? 'it was' : 'they were'} deleted, or its rights were.`,
      )
    else tell('one_place', `${whose}.`)
  }
  if (destination) {
    const one = destination.count === 1
    tell(
      'moved_away',
      `${partOf(destination.count, absent.moved, 'left what is synced')} ${one ? 'is' : 'are'} now under ${destination.dn}. If ${one ? 'it belongs' : 'they belong'} to the sync, add that to the search bases.`,
    )
  }
  if (unreadable.length > 0)
    tell(
      'unreadable_attribute',
      `No entry that was read shows ${unreadable.join(', ')} any more: ${boundAs} may have lost the right to see it, or those who had it were not read.`,
    )
  if (previousServer !== '' && previousServer !== server)
    tell(
      'other_server',
      `This read came from ${server}, the one before from ${previousServer}: it may hold only a part of the tree.`,
    )
  for (const base of bases)
    if (base.before !== null && base.now < base.before)
      tell(
        'base_smaller',
        `Under ${base.dn} there were ${writeNumber(base.before)} ${base.before === 1 ? 'entry' : 'entries'}, now ${writeNumber(base.now)}.`,
      )
  return causes
}

function nothingChanged({ changes, boundAs }: LossEvidence, shown: boolean): GuardCause {
  if (changes === null)
    return {
      code: 'nothing_to_compare',
      message:
        'No plan was applied in full so far, so there is no earlier read and no earlier settings to compare with.',
      change: null,
    }
  const rest = shown
    ? ''
    : ` Either ${boundAs} may no longer see them, or they were taken away in the directory.`
  return {
    code: 'nothing_changed',
    message: `No setting that decides who is in scope or what flows was changed since the last plan that was applied in full.${rest} Search as the bind account to see which.`,
    change: null,
  }
}

/** Of all the entries that did something, so many: the beginning of a sentence. */
function partOf(count: number, total: number, did: string): string {
  if (count < total) return `${writeNumber(count)} of the ${writeNumber(total)} entries that ${did}`
  return count === 1 ? `The one entry that ${did}` : `All ${writeNumber(count)} entries that ${did}`
}
