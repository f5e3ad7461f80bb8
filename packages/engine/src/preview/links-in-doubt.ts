import { lastRelinking } from './last-relinking.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { forEachLink, lostLinks } from './settling.ts'

const batchSize = 200

/** A link whose entry the read did not return. */
export interface LinkInDoubt {
  readonly id: number
  readonly local_id: number
  readonly stable_id: string
  readonly dn: string
  /** It rests, and the hold that followed has run out, or goes on while the entry is out of scope. */
  readonly hold: 'none' | 'expired' | 'out_of_scope'
}

/**
 * The links that a look-up must decide about, in batches: active ones that were not seen, and those on hold: expired,
 * or out of scope and not known to be there.
 */
export async function* linksInDoubt(job: PreviewJob, read: SubjectRead): AsyncGenerator<LinkInDoubt[]> {
  const held = read.kind === 'person' ? [heldLinks(job, 'expired'), heldLinks(job, 'out_of_scope')] : []
  for (const pages of [activeLinks(job, read), ...held])
    for await (const page of pages) {
      const unseen = page.filter((link) => !job.seenLinks.has(link.id) && !isThere(job, link))
      if (unseen.length > 0) yield unseen
    }
}

async function* activeLinks(job: PreviewJob, read: SubjectRead): AsyncGenerator<LinkInDoubt[]> {
  // After a read of what changed, whoever is known was seen: only the others are asked for.
  if (typeof job.known?.reread[read.kind] === 'number') {
    const lost = await lostLinks(job, read.kind)
    for (let start = 0; start < lost.length; start += batchSize)
      yield lost.slice(start, start + batchSize).map((link) => ({ ...link, hold: 'none' }))
    return
  }
  const unseen: number[] = []
  await forEachLink(job, read.kind, 'id', (id) => {
    if (!job.seenLinks.has(id)) unseen.push(id)
  })
  for (let start = 0; start < unseen.length; start += batchSize) {
    const links = await job.task.store.db
      .selectFrom('links')
      .select(['id', 'local_id', 'stable_id', 'dn'])
      .where('id', 'in', unseen.slice(start, start + batchSize))
      .orderBy('id')
      .execute()
    yield links.map((link) => ({ ...link, hold: 'none' }))
  }
}

/** Out of scope by the groups that synchronization is limited to: it was read. */
const isThere = (job: PreviewJob, { id, hold }: LinkInDoubt) => hold === 'out_of_scope' && job.outside.has(id)

async function* heldLinks(job: PreviewJob, hold: 'expired' | 'out_of_scope'): AsyncGenerator<LinkInDoubt[]> {
  const now = job.task.now().toISOString()
  // After a re-linking, entries out of scope have new stable ids too: that those of before are nowhere says nothing.
  const relinked = (await lastRelinking(job))?.started_at ?? ''
  for (let after = 0; ;) {
    const holds = job.task.store.db
      .selectFrom('holds')
      .innerJoin('links', 'links.id', 'holds.link_id')
      .select(['links.id', 'links.local_id', 'links.stable_id', 'links.dn'])
      .where('holds.directory_id', '=', job.directoryId)
      .where('holds.ended_at', 'is', null)
      .where('links.id', '>', after)
      .orderBy('links.id')
      .limit(batchSize)
    const links = await (
      hold === 'expired'
        ? holds.where('links.state', '=', 'gone_directory').where('holds.due_at', '<=', now)
        : holds.where('links.state', '=', 'left_scope').where('links.state_since', '>', relinked)
    ).execute()
    if (links.length === 0) return
    after = links.at(-1)?.id ?? after
    yield links.map((link) => ({ ...link, hold }))
  }
}
