import { dnKey } from '@bindery/contract/ldap-text'
import { insertMany, insertOrUpdate, reserveIds, type Database, type Tables } from '@bindery/store'
import type { RuleBase } from '@bindery/sync'
import { readBase, readBases, writeBases, type Bases } from '../pack/pack-bases.ts'
import type { ApplyJob, ChangeRow } from './apply-job.ts'

type Link = Tables['links']
const perQuery = 500

/** The link that a row speaks of: by id, else by its local object (it may have been made in this run). */
export function findLink(job: ApplyJob, db: Database, row: ChangeRow) {
  return db
    .selectFrom('links')
    .selectAll()
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', row.subject_kind)
    .where('local_id', '=', row.local_id ?? -1)
    .executeTakeFirst()
}

export interface NewLink {
  readonly row: ChangeRow
  readonly dn: string
  readonly stableId: string
  readonly hash: string
  readonly localVersion: number
  readonly bases: Bases
}

/** Pairs local objects with entries. Throws when any of them is paired already: the unique keys say so. */
export async function insertLinks(job: ApplyJob, db: Database, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return
  const first = await reserveIds(db, 'links', links.length)
  const rows = links.map(({ row, dn, stableId, hash, localVersion, bases }, index) => ({
    id: first + index,
    directory_id: job.directoryId,
    kind: row.subject_kind,
    local_id: row.local_id ?? 0,
    stable_id: stableId,
    dn,
    dn_key: dnKey(dn),
    state: 'active',
    state_since: job.task.now().toISOString(),
    change_token: '',
    hash,
    local_version: localVersion,
    base: writeBases(withBases({}, bases)),
    members_fingerprint: '',
  }))
  await insertMany(db, 'links', rows)
}

/** Pairs what an undo had parted with its entry again; undefined when that is linked to another by now. */
export async function linkAnew(job: ApplyJob, db: Database, row: ChangeRow): Promise<Link | undefined> {
  const { dn, stable_id: stableId } = row
  if (dn === null || stableId === null || (await linkedIds(db, job.directoryId, [stableId])).size > 0)
    return undefined
  await insertLinks(job, db, [{ row, dn, stableId, hash: '', localVersion: 0, bases: {} }])
  return findLink(job, db, row)
}

/** Which of these entries are linked, by stable id. */
export async function linkedIds(
  db: Database,
  directoryId: number,
  stableIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (stableIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('links')
    .select('stable_id')
    .where('directory_id', '=', directoryId)
    .where('stable_id', 'in', [...stableIds])
    .execute()
  return new Set(rows.map((row) => row.stable_id))
}

/** The links that rows of one kind of subject speak of, by local id. */
export async function findLinks(
  job: ApplyJob,
  db: Database,
  rows: readonly ChangeRow[],
): Promise<Map<number, Link>> {
  const found = new Map<number, Link>()
  for (let start = 0; start < rows.length; start += perQuery) {
    const some = rows.slice(start, start + perQuery)
    const links = await db
      .selectFrom('links')
      .selectAll()
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', some[0]?.subject_kind ?? '')
      .where(
        'local_id',
        'in',
        some.map((row) => row.local_id ?? -1),
      )
      .execute()
    for (const link of links) found.set(link.local_id, link)
  }
  return found
}

/** What becomes of a link. */
export interface LinkChanges {
  /** Null: the rule has no base any more. */
  readonly bases?: Record<string, RuleBase | null> | undefined
  readonly dn?: string | undefined
  /** Of an entry that was made again. */
  readonly stableId?: string | undefined
  readonly state?: string | undefined
}

/** Moves the base of some rules (only of what succeeded), and the DN where it changed. The next preview compares anew. */
export async function updateLink(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  changes: LinkChanges,
): Promise<boolean> {
  const link = await findLink(job, db, row)
  if (!link) return false
  await db
    .updateTable('links')
    .set(changed(job, link, changes))
    .where('id', '=', link.id)
    .execute()
  return true
}

/** As `updateLink`, for many rows of one kind of subject; a link that several of them speak of takes them all. */
export async function updateLinks(
  job: ApplyJob,
  db: Database,
  all: readonly (LinkChanges & { readonly row: ChangeRow })[],
): Promise<void> {
  const links = await findLinks(
    job,
    db,
    all.map(({ row }) => row),
  )
  const after = new Map<number, Link>()
  for (const { row, ...changes } of all) {
    const link = after.get(row.local_id ?? -1) ?? links.get(row.local_id ?? -1)
    if (link) after.set(link.local_id, { ...link, ...changed(job, link, changes) })
  }
  await insertOrUpdate(db, 'links', [...after.values()], { key: ['id'], update: changing })
}

const changing = ['hash', 'base', 'dn', 'dn_key', 'stable_id', 'state', 'state_since'] as const

/** The columns of a link that are other ones afterwards. */
function changed(job: ApplyJob, link: Link, changes: LinkChanges): Partial<Link> {
  return {
    hash: '',
    ...(changes.bases
      ? {
          base: writeBases(withBases(readBases(link.base), keepFormer(job, link, changes.bases))),
        }
      : {}),
    ...(changes.dn === undefined ? {} : { dn: changes.dn, dn_key: dnKey(changes.dn) }),
    ...(changes.stableId === undefined ? {} : { stable_id: changes.stableId }),
    ...(changes.state === undefined
      ? {}
      : { state: changes.state, state_since: job.task.now().toISOString() }),
  }
}

/** Groups that name people by username may go on naming somebody as they were called: that is remembered. */
function keepFormer(job: ApplyJob, link: Link, changes: Bases): Bases {
  const { people: rules } = job.settings.mapping
  const attribute = job.settings.people.usernameAttribute.toLowerCase()
  const rule = rules.find(({ remote }) => remote.toLowerCase() === attribute)
  const next = rule && changes[rule.id]
  const last = rule && readBase(link.base, rule.id)
  if (!next || !last || link.kind !== 'person') return changes
  const former = new Set([...(last.former ?? []), ...last.raw]).difference(new Set(next.raw))
  return former.size > 0 ? { ...changes, [rule.id]: { ...next, former: [...former] } } : changes
}

function withBases(known: Bases, changes: Bases): Record<string, RuleBase> {
  const all = Object.entries({ ...known, ...changes })
  return Object.fromEntries(all.flatMap(([ruleId, base]) => (base ? [[ruleId, base]] : [])))
}

/** Takes a link back as if it had never been made: the pair is at first sight again. Only an undo does this. */
export async function forgetLink(job: ApplyJob, db: Database, row: ChangeRow): Promise<boolean> {
  const link = await findLink(job, db, row)
  if (!link) return false
  const column = link.kind === 'group' ? 'link_id' : 'person_id'
  const ofDirectory = db.selectFrom('links').select('id').where('directory_id', '=', job.directoryId)
  await db
    .deleteFrom('link_members')
    .where(column, '=', link.kind === 'group' ? link.id : link.local_id)
    .where('link_id', 'in', ofDirectory)
    .execute()
  await db.deleteFrom('links').where('id', '=', link.id).execute()
  return true
}
