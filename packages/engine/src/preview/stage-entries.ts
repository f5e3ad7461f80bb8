import * as crypto from 'node:crypto'
import type { MatchingRule } from '@bindery/contract'
import { caseIgnoreKey, dnKey } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import { insertMany } from '@bindery/store'
import { mapEntry, type EntryView, type MatchKeys, type Skip } from '@bindery/sync'
import { findOutside } from './find-outside.ts'
import { noteKnown, type KnownEntry } from './note-known.ts'
import { writeStaged } from '../pack/pack-staged.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'
import { primaryGroup } from './primary-group.ts'
import { stageNames } from './stage-names.ts'

/** One page: counts it, marks what was seen in scope, and stages only what differs from the link's hash. */
export async function stageEntries(
  job: ReadJob,
  read: SubjectRead,
  entries: readonly Entry[],
): Promise<void> {
  const { db } = job.task.store
  countAttributes(read, entries)
  if (read.kind === 'person' && job.memberForm === 'username') await stageNames(job, entries)
  const links = await linksOf(job, read, entries)
  const linkOf = (entry: Entry) => (entry.stableId === null ? undefined : links.get(entry.stableId))
  const outside =
    read.kind === 'person' ? await findOutside(job, entries, { linkOf, keysOf: personKeys(job) }) : null
  const rows = []
  const known: KnownEntry[] = []
  for (const entry of entries) {
    const link = linkOf(entry)
    if (outside?.has(entry)) {
      if (link) noteOutside(job, link)
      continue
    }
    read.entries += 1
    if (link) job.seenLinks.add(link.id)
    const hash = hashEntry(read, entry)
    const isSame = link !== undefined && link.state === 'active' && link.hash === hash
    // What was agreed on could be read.
    const mapped = isSame && !read.stageAll ? null : mapEntry(read.rules, entry.attributes)
    const skip = mapped?.skip ?? null
    if (job.known) known.push({ entry, hash, skipped: skip !== null, link: link ?? null })
    if (link?.state === 'active' && link.deleted_at === null && !skip && read.kind === 'person')
      job.comparable.add(link.local_id)
    if (isSame && link.local_version === link.row_version && !read.stageAll && !skip) continue
    const { view } = mapped ?? mapEntry(read.rules, entry.attributes)
    const { alsoMembers = [] } = entry
    const members = read.memberAttribute ? (entry.attributes.get(read.memberAttribute) ?? []) : []
    rows.push({
      snapshot_id: job.snapshotId,
      kind: read.kind,
      stable_id: entry.stableId,
      link_id: link?.id ?? null,
      dn: entry.dn,
      dn_key: dnKey(entry.dn),
      hash,
      ...matchKeys(job, read, entry, view),
      local_id: link?.local_id ?? null,
      verdict: verdictOf(entry, skip),
      data: writeStaged({ view: [...view], members, alsoMembers }),
    })
  }
  await insertMany(db, 'staged_entries', rows)
  if (job.known) await noteKnown(job, job.known, read, known)
}

function noteOutside(job: ReadJob, link: { readonly id: number; local_id: number; state: string }): void {
  job.outside.add(link.id)
  if (link.state === 'active' || link.state === 'left_scope') job.leaving.add(link.local_id)
}

function verdictOf(entry: Entry, skip: Skip | null): string {
  if (entry.stableId === null)
    return JSON.stringify({
      reason: 'skipped_no_stable_id',
      detail: 'The entry shows no stable id, so it could never be recognised again.',
    })
  return skip ? JSON.stringify(skip) : ''
}

function countAttributes(read: SubjectRead, entries: readonly Entry[]): void {
  const add = (name: string, count: number) => read.counts.set(name, (read.counts.get(name) ?? 0) + count)
  const patterns = new Map<Entry['names'], number>()
  for (const { names, alsoMembers } of entries) {
    patterns.set(names, (patterns.get(names) ?? 0) + 1)
    if (alsoMembers) add(primaryGroup, alsoMembers.length)
  }
  for (const [names, count] of patterns) for (const name of names) add(name, count)
}

async function linksOf(job: ReadJob, read: SubjectRead, entries: readonly Entry[]) {
  const ids = entries.flatMap((entry) => (entry.stableId === null ? [] : [entry.stableId]))
  const rows = await job.task.store.db
    .selectFrom('links')
    .select([
      'links.id',
      'links.stable_id',
      'links.local_id',
      'links.state',
      'links.hash',
      'links.local_version',
    ])
    .$if(read.kind === 'person', (those) =>
      those
        .leftJoin('people', 'people.id', 'links.local_id')
        .select(['people.row_version', 'people.deleted_at']),
    )
    .$if(read.kind === 'group', (those) =>
      those
        .leftJoin('groups', 'groups.id', 'links.local_id')
        .select(['groups.row_version', 'groups.deleted_at']),
    )
    .$if(job.known?.changes === null, (those) =>
      those
        .leftJoin('known_entries as known', (join) =>
          join
            .onRef('known.directory_id', '=', 'links.directory_id')
            .onRef('known.kind', '=', 'links.kind')
            .onRef('known.stable_id', '=', 'links.stable_id'),
        )
        .select(['known.hash as known_hash', 'known.place as known_place']),
    )
    .$if(job.limit !== null, (those) => those.select('links.dn_key'))
    .where('links.directory_id', '=', job.directoryId)
    .where('links.kind', '=', read.kind)
    .where('links.stable_id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.stable_id, row]))
}

/** Of everything the merge looks at: the entry, how it is read, and who is in it without being named. */
function hashEntry(read: SubjectRead, { digest, alsoMembers = [] }: Entry): string {
  const also =
    alsoMembers.length === 0 ? '' : crypto.hash('sha256', alsoMembers.toSorted().join('\0'), 'base64')
  return digest + read.way + also
}

function matchKeys(job: ReadJob, read: SubjectRead, entry: Entry, view: EntryView) {
  if (read.kind === 'group') {
    const rule = read.rules.find((candidate) => candidate.local === 'name')
    const name = rule && view.get(rule.id)?.values[0]
    return {
      username_key: name ? caseIgnoreKey(name) : null,
      employee_number_key: null,
      email_key: null,
    }
  }
  const { username, employeeNumber, email } = personKeys(job)(entry)
  return { username_key: username, employee_number_key: employeeNumber, email_key: email }
}

const personKeys =
  (job: ReadJob) =>
  (entry: Entry): MatchKeys => {
    const byLocal = (local: MatchingRule['local']) => {
      const rule = job.settings.mapping.matching.find((candidate) => candidate.local === local)
      const value = rule && entry.attributes.get(rule.remote.toLowerCase())?.[0]
      return value ? job.forms.keyOf(local, value) : null
    }
    return {
      username: byLocal('username'),
      employeeNumber: byLocal('employeeNumber'),
      email: byLocal('email'),
    }
  }
