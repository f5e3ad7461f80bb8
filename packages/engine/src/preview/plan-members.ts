import { dnKey, tryParseDn } from '@bindery/contract/ldap-text'
import { mergeMembers } from '@bindery/sync'
import { loadStaged, type StagedPair } from './load-staged.ts'
import type { DraftMember } from './plan-writer.ts'
import { rememberUnchanged } from './merge-pair.ts'
import type { PreviewJob } from './preview-job.ts'

interface GroupPair {
  readonly localId: number
  readonly linkId: number | null
  readonly name: string
  readonly dn: string | null
  readonly rowVersion: number | null
  readonly stableId: string | null
  /** Member DNs as the entry has them. */
  readonly entryMembers: readonly string[]
  /** The row that makes the pair, if it is new. */
  readonly needs: number | null
  /** The side that had lost the group and has it again. */
  readonly returned: 'local' | 'entry' | null
}

/** Compares the members of every staged group, and of every group that becomes an entry (rule 11). */
export async function planMembers(job: PreviewJob): Promise<void> {
  await job.plan.flush()
  let done = 0
  for await (const batch of loadStaged(job, job.groups))
    for (const pair of batch) {
      job.task.signal.throwIfAborted()
      const needs = await rowThatPairs(job, pair.localId)
      if (isPair(pair, needs)) {
        const group = { ...named(pair), entryMembers: pair.data.members, needs }
        const settled = (await planGroup(job, group)) && needs === null
        if (settled && job.settledGroups.has(group.localId)) await rememberUnchanged(job, pair)
      }
      job.task.progress({ phase: 'comparing', done: ++done, total: job.groups.entries })
    }
  for (const group of await newGroupEntries(job)) await planGroup(job, group)
}

function isPair(pair: StagedPair, needs: number | null): boolean {
  if (pair.verdict !== '' && 'reason' in (JSON.parse(pair.verdict) as object)) return false
  if (pair.link) return needs !== null || (pair.local !== null && pair.link.state === 'active')
  return needs !== null
}

function named(pair: StagedPair) {
  return {
    localId: pair.local?.id ?? pair.localId ?? 0,
    linkId: pair.link?.id ?? null,
    name: pair.local?.name ?? labelOf(pair.dn),
    dn: pair.dn,
    rowVersion: pair.local?.rowVersion ?? null,
    stableId: pair.stableId,
    returned: returnedSide(pair),
  }
}

function returnedSide({ link, local }: StagedPair): GroupPair['returned'] {
  if (!link) return null
  if (!local) return 'local'
  return link.state === 'gone_directory' ? 'entry' : null
}

/** The name of an entry, as its DN has it. */
export const labelOf = (dn: string) => tryParseDn(dn)?.[0]?.[0]?.value ?? dn

async function rowThatPairs(job: PreviewJob, localId: number | null): Promise<number | null> {
  if (localId === null) return null
  const row = await job.task.store.db
    .selectFrom('plan_changes')
    .select('id')
    .where('plan_id', '=', job.planId)
    .where('subject_kind', '=', 'group')
    .where('local_id', '=', localId)
    .where('kind', 'in', ['create', 'link'])
    .executeTakeFirst()
  return row?.id ?? null
}

async function newGroupEntries(job: PreviewJob): Promise<GroupPair[]> {
  const rows = await job.task.store.db
    .selectFrom('plan_changes')
    .select(['id', 'local_id', 'name', 'dn', 'row_version'])
    .where('plan_id', '=', job.planId)
    .where('subject_kind', '=', 'group')
    .where('side', '=', 'directory')
    .where('kind', '=', 'create')
    .where('applicable', '=', 1)
    .execute()
  return rows.map((row) => ({
    localId: row.local_id ?? 0,
    linkId: null,
    name: row.name,
    dn: row.dn,
    rowVersion: row.row_version,
    stableId: null,
    entryMembers: [],
    needs: row.id,
    returned: null,
  }))
}

/** Returns whether both sides and the base have the same members and everybody could be compared. */
async function planGroup(job: PreviewJob, group: GroupPair): Promise<boolean> {
  const { direction } = job.settings.policy
  const unreadable = job.groups.unreadable.has(job.groups.memberAttribute)
  const entry = await resolveMembers(job, group.entryMembers)
  const [local, base] = await Promise.all([localMembers(job, group.localId), baseMembers(job, group.linkId)])
  const unmanaged =
    group.entryMembers.length -
    entry.placeholders -
    [...entry.people.keys()].filter((id) => job.comparable.has(id)).length
  // A group read without its ranges, or without member rights, says nothing about who left.
  const complete = job.groups.proof?.complete === true && !unreadable
  const returned = (person: number) =>
    group.returned ?? (['local', 'entry'] as const).find((side) => job.returned[side].has(person)) ?? null
  const merged = mergeMembers({
    base,
    local: new Set(local.keys()),
    entry: new Set(entry.people.keys()),
    pulls: direction !== 'accounts_to_directory' && !unreadable,
    pushes: direction !== 'directory_to_accounts' && !unreadable,
    comparable: (person) => job.comparable.has(person),
    returned,
  })
  const nameOf = (person: number) =>
    local.get(person) ?? labelOf(entry.people.get(person) ?? '') ?? String(person)
  const draft =
    (op: DraftMember['op']) =>
    (personId: number): DraftMember => ({
      op,
      personId,
      name: nameOf(personId),
      dn: entry.people.get(personId) ?? null,
    })
  const removeLocal = complete ? merged.removeLocal : []
  const addEntry = complete ? merged.addEntry : []
  const bookkeeping = [
    // Taking up a resting link forgets its memberships, so that none is taken for a removal: they are noted anew.
    ...merged.agreed.filter((id) => !base.has(id) || returned(id) !== null).map(draft('agree')),
    ...merged.dropped.map(draft('drop')),
  ]
  const toAccounts = [...merged.addLocal.map(draft('add')), ...removeLocal.map(draft('remove'))]
  const toDirectory = [...addEntry.map(draft('add')), ...merged.removeEntry.map(draft('remove'))]
  const row = {
    subjectKind: 'group' as const,
    reason: 'membership_changed' as const,
    name: group.name,
    dn: group.dn,
    localId: group.localId,
    linkId: group.linkId,
    stableId: group.stableId,
    dependsOn: group.needs,
    unchanged: merged.agreed.length,
    unmanaged,
    warnings: unmanaged > 0 ? (['unmanaged_members'] as const) : [],
  }
  const payload = {
    memberAttribute: job.settings.groups.memberAttribute,
    placeholder: job.settings.groups.placeholderMember,
    ldif: {},
  }
  for (const [side, members] of [
    ['accounts', toAccounts],
    ['directory', toDirectory],
  ] as const) {
    if (members.length === 0) continue
    const removed = members.filter((member) => member.op === 'remove').length
    await job.plan.add({
      ...row,
      side,
      kind: 'members',
      effect: `${members.length - removed} to add, ${removed} to remove`,
      why:
        group.linkId === null
          ? 'First sight: the members of both sides are united; nobody is removed.'
          : 'Members were added or removed on the other side since the last sync.',
      guard: removed > 0 ? { member_removals: removed } : {},
      payload,
      members,
    })
  }
  if (bookkeeping.length > 0)
    await job.plan.add({
      ...row,
      side: 'accounts',
      kind: 'agree',
      reason: 'both_changed_alike',
      effect: `Both sides agree on ${bookkeeping.length} ${bookkeeping.length === 1 ? 'membership' : 'memberships'}`,
      why: 'They become the base of the next comparison.',
      members: bookkeeping,
    })
  const rows = toAccounts.length + toDirectory.length + bookkeeping.length
  const everyone = [...local.keys(), ...entry.people.keys(), ...base]
  return rows === 0 && complete && everyone.every((person) => job.comparable.has(person))
}

/** Member DNs → people: as read in this snapshot, else by the link's last DN. What stays over is unmanaged. */
export async function resolveMembers(
  job: PreviewJob,
  dns: readonly string[],
): Promise<{ people: Map<number, string>; placeholders: number }> {
  const people = new Map<number, string>()
  const placeholder = dnKey(job.settings.groups.placeholderMember)
  const byKey = new Map(dns.map((dn) => [dnKey(dn), dn]))
  const placeholders = byKey.delete(placeholder) ? 1 : 0
  const keys = [...byKey.keys()]
  for (let start = 0; start < keys.length; start += 500) {
    const some = keys.slice(start, start + 500)
    const staged = await job.task.store.db
      .selectFrom('staged_entries')
      .select(['dn_key', 'local_id'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where('dn_key', 'in', some)
      .execute()
    const read = new Set(staged.map((row) => row.dn_key))
    const linked = await job.task.store.db
      .selectFrom('links')
      .select(['dn_key', 'local_id'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', 'person')
      .where(
        'dn_key',
        'in',
        some.filter((key) => !read.has(key)),
      )
      .execute()
    for (const row of [...staged, ...linked])
      if (row.local_id !== null) people.set(row.local_id, byKey.get(row.dn_key) ?? '')
  }
  return { people, placeholders }
}

async function localMembers(job: PreviewJob, groupId: number): Promise<Map<number, string>> {
  const rows = await job.task.store.db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.person_id')
    .select(['people.id', 'people.username'])
    .where('memberships.group_id', '=', groupId)
    .execute()
  return new Map(rows.map((row) => [row.id, row.username]))
}

/** The people that both sides agreed on; nobody without a link. */
export async function baseMembers(job: PreviewJob, linkId: number | null): Promise<Set<number>> {
  if (linkId === null) return new Set()
  const rows = await job.task.store.db
    .selectFrom('link_members')
    .select('person_id')
    .where('link_id', '=', linkId)
    .execute()
  return new Set(rows.map((row) => row.person_id))
}
