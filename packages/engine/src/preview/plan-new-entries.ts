import { baseOf, buildEntry, type NewEntry, type RuleBase } from '@bindery/sync'
import type { Schema } from '@bindery/contract/ldap-text'
import { loadLocals, type LocalObject } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

const batchSize = 200

/** Local objects without a link become entries, where the direction and the policy say so. */
export async function planNewEntries(job: PreviewJob, read: SubjectRead): Promise<void> {
  const { direction, firstSeenInAccounts } = job.settings.policy
  if (direction === 'directory_to_accounts' || firstSeenInAccounts === 'ignore' || read.bases.length === 0)
    return
  const schema = await job.session.schema()
  let after = 0
  for (;;) {
    const ids = await unlinkedAfter(job, read, after)
    if (ids.length === 0) return
    after = ids.at(-1) ?? after
    const locals = await loadLocals(job, read.kind, ids)
    for (const local of locals.values())
      if (!job.blocked[read.kind].has(local.id)) await planEntry(job, read, local, schema)
  }
}

/** Living objects that no link and no entry of this read belongs to. */
async function unlinkedAfter(job: PreviewJob, read: SubjectRead, after: number): Promise<number[]> {
  const { db } = job.task.store
  const living =
    read.kind === 'person'
      ? db.selectFrom('people as local').select('local.id')
      : db.selectFrom('groups as local').select('local.id')
  const rows = await living
    .where('local.deleted_at', 'is', null)
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('links')
            .select('links.id')
            .whereRef('links.local_id', '=', 'local.id')
            .where('links.kind', '=', read.kind)
            .where('links.directory_id', '=', job.directoryId),
        ),
      ),
    )
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('staged_entries')
            .select('staged_entries.id')
            .whereRef('staged_entries.local_id', '=', 'local.id')
            .where('staged_entries.kind', '=', read.kind)
            .where('staged_entries.snapshot_id', '=', job.snapshotId),
        ),
      ),
    )
    .where('local.id', '>', after)
    .orderBy('local.id')
    .limit(batchSize)
    .execute()
  return rows.map((row) => row.id)
}

async function planEntry(
  job: PreviewJob,
  read: SubjectRead,
  local: LocalObject,
  schema: Schema,
): Promise<void> {
  const { settings } = job
  const person = read.kind === 'person'
  const scope = person ? settings.people : settings.groups
  const asks = settings.policy.firstSeenInAccounts === 'ask'
  const row = {
    side: 'directory' as const,
    subjectKind: read.kind,
    name: local.name,
    displayName: local.displayName || local.name,
    localId: local.id,
    rowVersion: local.rowVersion,
  }
  const tell = (
    kind: 'withheld' | 'skipped',
    reason:
      | 'withheld_incomplete_read'
      | 'withheld_no_status_attribute'
      | 'skipped_missing_required'
      | 'skipped_schema_demands',
    why: string,
  ) => job.plan.add({ ...row, kind, reason, effect: 'Not created in the directory', why, applicable: false })
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
  const demandsMember =
    !person &&
    schema
      .mustOf([scope.objectClass])
      .some((name) => name.toLowerCase() === settings.groups.memberAttribute.toLowerCase())
  const entry = buildEntry(read.rules, local.values, {
    objectClasses: person
      ? [scope.objectClass, ...settings.people.additionalObjectClasses]
      : [scope.objectClass],
    rdnAttribute: read.rdnAttribute,
    parent: scope.newEntriesUnder || (scope.bases[0]?.dn ?? ''),
    schema,
    extra: demandsMember ? placeholder : {},
  })
  if ('reason' in entry)
    return void (await tell(
      'skipped',
      entry.reason === 'skipped_missing_required' ? entry.reason : 'skipped_schema_demands',
      entry.detail,
    ))
  await job.plan.add({
    ...row,
    kind: 'create',
    reason: asks ? 'policy_ask' : 'first_seen_in_accounts',
    dn: entry.dn,
    included: !asks,
    warnings: asks ? ['asks'] : [],
    effect: `Create entry under ${scope.newEntriesUnder || (scope.bases[0]?.dn ?? '')}`,
    why: 'The account is not linked, and no entry belongs to it by any matching rule.',
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
              why: 'first_seen_in_accounts',
              overwritten: false,
            },
          ]
        : []
    }),
    payload: {
      ldif: { changetype: 'add', attributes: entry.attributes },
      attributes: entry.attributes,
      bases: basesOfEntry(read, entry.attributes),
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
