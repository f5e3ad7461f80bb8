import type { Reason } from '@bindery/contract'
import { wordAttribute } from '@bindery/contract/words'
import { dnKey } from '@bindery/contract/ldap-text'
import { buildEntry, type NewEntry } from '@bindery/sync'
import { demandsMember } from './demands-member.ts'
import { isNameTaken } from './is-name-taken.ts'
import type { LocalObject } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { usernameInScope } from './username-in-scope.ts'

/** Why somebody gets no entry. */
export interface NoEntry {
  readonly kind: 'withheld' | 'skipped'
  readonly reason: Reason
  readonly detail: string
}

/** Where new entries go. */
export function newEntriesUnder({ settings }: PreviewJob, { kind }: SubjectRead): string {
  const scope = kind === 'person' ? settings.people : settings.groups
  return scope.newEntriesUnder || (scope.bases[0]?.dn ?? '')
}

/** The entry that a local object would get, as far as this read and the server's schema say; or why it gets none. */
export async function draftEntry(
  job: PreviewJob,
  read: SubjectRead,
  local: LocalObject,
  parent: string,
): Promise<NewEntry | NoEntry> {
  const { settings } = job
  const schema = await job.session.schema()
  const person = read.kind === 'person'
  const scope = person ? settings.people : settings.groups
  if (!read.proof?.complete)
    return {
      kind: 'withheld',
      reason: 'withheld_incomplete_read',
      detail: 'The read is incomplete: an entry for this account may be there, unread.',
    }
  const taken = job.namesTaken[read.kind].get(local.id)
  if (taken) return keepsName(taken.dn, taken.owner)
  if (
    local.values['active']?.[0] === 'false' &&
    !read.rules.some((rule) => rule.local === 'active' && rule.pushes)
  )
    return {
      kind: 'withheld',
      reason: 'withheld_no_status_attribute',
      detail: 'The account is disabled, and no attribute is mapped that could say so in the directory.',
    }
  const placeholder = { [settings.groups.memberAttribute]: [settings.groups.placeholderMember] }
  const entry = buildEntry(read.rules, local.values, {
    objectClasses: person
      ? [scope.objectClass, ...settings.people.additionalObjectClasses]
      : [scope.objectClass],
    rdnAttribute: read.rdnAttribute,
    parent,
    schema,
    supplied: job.session.server.supplies,
    extra: !person && demandsMember(schema, settings.groups) ? placeholder : {},
  })
  if ('reason' in entry)
    return {
      kind: 'skipped',
      reason:
        entry.reason === 'skipped_missing_required' ? 'skipped_missing_required' : 'skipped_schema_demands',
      detail: entry.detail,
    }
  if (job.newNames.has(dnKey(entry.dn)))
    return {
      kind: 'skipped',
      reason: 'skipped_name_taken',
      detail: `Another new entry of this plan is called ${entry.dn}. Give one of the two another ${read.rdnAttribute}: it comes from ${namedBy(read)}.`,
    }
  if (await isNameTaken(job, read, entry.dn))
    return {
      kind: 'skipped',
      reason: 'skipped_name_taken',
      detail: `${entry.dn} is there already, and nothing says that it belongs to this ${person ? 'account' : 'group'}.`,
    }
  const holder = read.entries === 0 ? null : await usernameInScope(job, read, entry)
  if (holder) return holder.owner === null ? isNobodys(holder.dn) : keepsName(holder.dn, holder.owner)
  noteName(job, read, entry.dn)
  return entry
}

const isNobodys = (dn: string): NoEntry => ({
  kind: 'skipped',
  reason: 'skipped_name_taken',
  detail: `The entry ${dn} has the same username, and nothing says that it belongs to this account.`,
})

const keepsName = (dn: string, owner: string): NoEntry => ({
  kind: 'withheld',
  reason: 'withheld_name_taken',
  detail: `The entry ${dn} has the same name, and belongs to ${owner}. Rename one of the two, here or in the directory.`,
})

/** The attribute of the account that names the entry, in words. */
function namedBy(read: SubjectRead): string {
  const attribute = read.rdnAttribute.toLowerCase()
  const rule = read.rules.find(({ remote, pushes }) => remote === attribute && pushes)
  return rule ? `the ${wordAttribute(rule.local)}` : 'the mapping'
}

/** The names of new entries can only meet where they are not usernames, of which there is one each. */
function noteName(job: PreviewJob, read: SubjectRead, dn: string): void {
  if (read.rdnAttribute.toLowerCase() !== job.settings.people.usernameAttribute.toLowerCase())
    job.newNames.add(dnKey(dn))
}
