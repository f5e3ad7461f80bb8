import type { Directory } from '../directory.ts'
import { DirectoryError } from '../directory-error.ts'
import { resultProblem } from '../problems.ts'
import type { Changes, ReadRequest, Rolled, RollRequest } from '../types.ts'
import { textValues } from '../wire/entry-values.ts'
import { askSearch } from '../wire/search.ts'
import type { SentAttribute } from '../wire/sent-entry.ts'
import { idForms, type IdForms } from './id-forms.ts'
import { IdSet } from './id-set.ts'
import { pagesOfBase } from './read-pages.ts'
import { pagesOf } from './read-sync-changes.ts'
import { readThese } from './read-these.ts'
import { findRecentlyChanged } from './recently-changed.ts'
import { findUnmarked } from './unmarked-attributes.ts'

type Unknown = { readonly why: string }

/** Of a digest, 64 bits are kept. */
export const markWords = 2
const noMark = Buffer.alloc(markWords * 4)
const perSearch = 100

/**
 * Of a server that does not tell what changed: calls the roll of whoever is in the scope of some reads, by the name, the
 * stable id and the last change's number of each, and finds who was not so when it was called before. Numbers are compared
 * as names are, not by which is later: neither a clock nor an earlier state that was restored leads astray. Who is not
 * called any more is gone. Why it cannot be called, in a sentence. Rejects with `DirectoryError`.
 */
export async function callRoll(directory: Directory, request: RollRequest): Promise<Rolled | Unknown> {
  const schema = await directory.schema()
  if (schema.attribute('objectClass') === undefined)
    return { why: 'The bind account cannot read the schema.' }
  // Who is in scope is seen, so filters may go by anything.
  const read = request.reads.flatMap(({ attributes }) => attributes)
  const unmarked = findUnmarked(schema, { read, links: request.links })
  if (unmarked !== '')
    return { why: `${unmarked} can change in an entry without the server marking the entry as changed.` }
  const forms = idForms(directory.server.stableIdAttribute)
  if (forms === null)
    return {
      why: `Entries are known by ${directory.server.stableIdAttribute}, of which too little is certain.`,
    }
  const stamp = await findStamp(directory, request.reads)
  if (stamp === null) return { why: 'The server does not tell what changed, nor shows when an entry did.' }
  const differing = createDiffering(request.atMost)
  const roll: IdSet[] = []
  for (const [index, one] of request.reads.entries()) {
    const call = {
      directory,
      read: one,
      stamp,
      forms,
      before: request.before?.[index] ?? new IdSet(markWords),
    }
    const called = await callOne(call, differing)
    if ('why' in called) return called
    await noteMissing(call, called, differing)
    roll.push(called)
  }
  if (!request.before) return { roll, changes: { why: '' } }
  if (differing.tooMany()) return { roll, changes: { why: 'Too much has changed.' } }
  const changes: Changes = {
    these: (these, stableIds) => readThese(directory, these, stableIds),
    touched: () => pagesOf(differing.touched),
    isThere: null,
    inScopeOnly: true,
  }
  return { roll, changes }
}

interface Differing {
  readonly touched: Map<string, string | null>
  /** Notes where an entry is now, or that it is nowhere. */
  add(stableId: string, dn: string | null): void
  tooMany(): boolean
}

/** Entries that are not as they were; beyond a number nobody wants to know of more. */
function createDiffering(atMost: number): Differing {
  const touched = new Map<string, string | null>()
  return {
    touched,
    add(stableId, dn) {
      if (touched.size <= atMost && (dn !== null || !touched.has(stableId))) touched.set(stableId, dn)
    },
    tooMany: () => touched.size > atMost,
  }
}

/**
 * The attribute that tells one state of an entry from another. A change number is of one change only; a time is as long
 * as a second, and only of some servers is it known that every change moves it.
 */
async function findStamp(
  { wire, server }: Directory,
  reads: readonly Pick<ReadRequest, 'bases'>[],
): Promise<string | null> {
  const [base] = reads.flatMap(({ bases }) => bases)
  const names = [
    'entryCSN',
    ...(['openldap', '389', 'freeipa'].includes(server.kind) ? ['modifyTimestamp'] : []),
  ]
  const { entries } = await askSearch(wire, {
    base: base?.dn ?? '',
    scope: 'base',
    filter: '(objectClass=*)',
    attributes: names,
  })
  return names.find((name) => entries.some((entry) => textValues(entry, name).length > 0)) ?? null
}

interface Call {
  readonly directory: Directory
  readonly read: Pick<ReadRequest, 'bases' | 'filter'>
  readonly stamp: string
  readonly forms: IdForms
  readonly before: IdSet
}

async function callOne(call: Call, differing: Differing): Promise<IdSet | Unknown> {
  const { directory, read, stamp, forms, before } = call
  const { stableIdAttribute } = directory.server
  const called = new IdSet(markWords, before.size)
  const began = performance.now()
  const recent = findRecentlyChanged(() => performance.now() - began)
  const isTime = stamp === 'modifyTimestamp'
  // Everybody passes here, so nothing is made anew for each.
  const [id, mark] = [Buffer.alloc(16), Buffer.alloc(noMark.length + 1)]
  for (const base of read.bases)
    for await (const reply of pagesOfBase(directory, read, [stableIdAttribute, stamp], base)) {
      if (reply.code !== 0)
        throw new DirectoryError(resultProblem('search', reply.code, reply.words), reply.code)
      for (const entry of reply.entries) {
        const { attributes } = entry
        const written = valueOf(attributes, stableIdAttribute)
        const changed = valueOf(attributes, stamp)
        if (written === undefined || changed === undefined || !forms.read(written, id))
          return { why: `${entry.name} does not show its ${stableIdAttribute} and ${stamp}.` }
        mark.write(entry.digest.slice(0, 12), 'base64')
        if (!before.has(id, mark)) differing.add(forms.text(id), entry.name)
        called.add(id, mark)
        if (isTime) recent.note(Buffer.from(id), changed.toString('latin1'))
      }
    }
  // What has no mark counts as changed the next time.
  for (const one of recent.ids()) called.add(one, noMark)
  return called
}

/** Servers answer with the name as they know it, in whichever case. */
function valueOf(attributes: readonly SentAttribute[], name: string): Buffer | undefined {
  const found =
    attributes.find(({ type }) => type === name) ??
    attributes.find(({ type }) => type.toLowerCase() === name.toLowerCase())
  return found?.values[0]
}

/** Who was called before and is not now. Most are gone, but one may have moved from base to base meanwhile. */
async function noteMissing(call: Call, called: IdSet, differing: Differing): Promise<void> {
  const { directory, read, forms, before } = call
  const missing: string[] = []
  for (const id of before.missingFrom(called)) {
    if (differing.tooMany()) return
    missing.push(forms.text(id))
    differing.add(forms.text(id), null)
  }
  for (let start = 0; start < missing.length; start += perSearch) {
    const request = { ...read, attributes: [], knownReferrals: null }
    for await (const item of readThese(directory, request, missing.slice(start, start + perSearch)))
      if ('entries' in item) {
        for (const { stableId, dn } of item.entries) if (stableId !== null) differing.add(stableId, dn)
      } else if (item.proof.error) throw new DirectoryError(item.proof.error)
  }
}
