import type { Reason } from '@bindery/contract'
import { parentDn } from '@bindery/contract/ldap-text'
import { baseOf, buildEntry, type NewEntry, type RuleBase } from '@bindery/sync'
import { reasonOf } from './decided-rows.ts'
import { demandsMember } from './demands-member.ts'
import type { FoundConflict } from './found-conflict.ts'
import { isNameTaken } from './is-name-taken.ts'
import type { LocalObject, StagedPair } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

interface NewEntryFor {
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

/** The entry of a linked object is gone, and the accounts lead, or a person said so: it is made again where it was. */
export async function planEntryAgain(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { asks, conflict }: Pick<NewEntryFor, 'asks' | 'conflict'>,
): Promise<void> {
  const { link, local } = pair
  if (!link || !local) return
  job.newPairs += 1
  if (read.kind === 'person') job.returned.entry.add(local.id)
  await planEntry(job, read, local, {
    asks,
    reason: 'gone_from_directory',
    why: `No entry has its stable id any more, under any naming context, and ${conflict ? 'a person decided to restore it' : 'the accounts lead'}.`,
    conflict,
    parent: parentDn(link.dn) ?? '',
    link,
  })
}

/** The row that creates the entry of a local object, or says why it cannot be. */
export async function planEntry(
  job: PreviewJob,
  read: SubjectRead,
  local: LocalObject,
  { asks, reason, why, conflict, parent, link }: NewEntryFor,
): Promise<void> {
  const { settings } = job
  const schema = await job.session.schema()
  const person = read.kind === 'person'
  const scope = person ? settings.people : settings.groups
  const under = parent ?? (scope.newEntriesUnder || (scope.bases[0]?.dn ?? ''))
  const row = {
    side: 'directory' as const,
    subjectKind: read.kind,
    name: local.name,
    displayName: local.displayName || local.name,
    localId: local.id,
    linkId: link?.id ?? null,
    rowVersion: local.rowVersion,
  }
  const tell = (
    kind: 'withheld' | 'skipped',
    withheld:
      | 'withheld_incomplete_read'
      | 'withheld_no_status_attribute'
      | 'skipped_missing_required'
      | 'skipped_schema_demands'
      | 'skipped_name_taken',
    detail: string,
  ) =>
    job.plan.add({
      ...row,
      kind,
      reason: withheld,
      effect: 'Not created in the directory',
      why: detail,
      applicable: false,
    })
  if (!read.proof?.complete)
    return void (await tell(
      'withheld',
      'withheld_incomplete_read',
      'The read is incomplete: an entry for this account may be there, unread.',
    ))
  if (
    local.values['active']?.[0] === 'false' &&
    !read.rules.some((rule) => rule.local === 'active' && rule.pushes)
  )
    return void (await tell(
      'withheld',
      'withheld_no_status_attribute',
      'The account is disabled, and no attribute is mapped that could say so in the directory.',
    ))
  const placeholder = { [settings.groups.memberAttribute]: [settings.groups.placeholderMember] }
  const entry = buildEntry(read.rules, local.values, {
    objectClasses: person
      ? [scope.objectClass, ...settings.people.additionalObjectClasses]
      : [scope.objectClass],
    rdnAttribute: read.rdnAttribute,
    parent: under,
    schema,
    extra: !person && demandsMember(schema, settings.groups) ? placeholder : {},
  })
  if ('reason' in entry)
    return void (await tell(
      'skipped',
      entry.reason === 'skipped_missing_required' ? entry.reason : 'skipped_schema_demands',
      entry.detail,
    ))
  if (await isNameTaken(job, read, entry.dn))
    return void (await tell(
      'skipped',
      'skipped_name_taken',
      `${entry.dn} is there already, and nothing says that it belongs to this ${person ? 'account' : 'group'}.`,
    ))
  await job.plan.add({
    ...row,
    kind: 'create',
    ...reasonOf(true, asks ? 'policy_ask' : reason, conflict),
    dn: entry.dn,
    included: !asks,
    warnings: asks ? ['asks'] : [],
    effect: `Create entry ${link ? 'again ' : ''}under ${under}`,
    why,
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
              after: [...after],
              why: '',
              overwritten: false,
            },
          ]
        : []
    }),
    payload: {
      attributes: entry.attributes,
      bases: basesOfEntry(read, entry.attributes),
      ...(link ? { restores: true } : {}),
    },
  })
  if (person && !asks) job.comparable.add(local.id)
}

/** What both sides will agree on once the entry is there: what is sent, defaults included. */
function basesOfEntry(read: SubjectRead, attributes: NewEntry['attributes']): Record<string, RuleBase> {
  return Object.fromEntries(
    read.rules.flatMap((rule) => {
      if (!rule.pushes || rule.template || rule.onCreationOnly) return []
      const raw = attributes[rule.remoteName] ?? []
      const values = rule.boolean ? raw.map((value) => value.toLowerCase()) : raw
      return [[rule.id, baseOf(rule, values, raw)]]
    }),
  )
}
