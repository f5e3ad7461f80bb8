import { conflictPageSchema, type ConflictFilter } from '@bindery/contract'
import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { listConflicts } from './list-conflicts.ts'
import { account, conflictRow, inboxOf, matchRow } from './test-conflicts.ts'

async function inbox() {
  const context = await inboxOf(
    conflictRow(1, { search_text: 'ada\nada lovelace' }),
    conflictRow(2, { state: 'decided', decision: '{"kind":"values","sides":{"title":"directory"}}' }),
    conflictRow(3, { state: 'settled', subject_kind: 'group' }),
    matchRow(4, [account(7)]),
    conflictRow(5, { directory_id: 2 }),
  )
  const ask = (query: ConflictFilter & { limit?: number; after?: string } = {}) =>
    listConflicts(context)(request('listConflicts', { query: { limit: 100, ...query } }))
  return { ask, ids: async (filter: ConflictFilter) => (await ask(filter)).items.map((item) => item.id) }
}

test('conflicts come newest first, page by page; those of a forgotten directory do not', async () => {
  const { ask } = await inbox()
  const first = await ask({ limit: 3 })
  const second = await ask({ limit: 3, after: first.next ?? '' })
  expect([first, second].map((page) => page.items.map((item) => item.id))).toEqual([[4, 3, 2], [1]])
  expect([first.total, second.next]).toEqual([4, null])
  expect(conflictPageSchema.parse(first)).toEqual(first)
  await expect(ask({ after: 'x' })).rejects.toMatchObject({ code: 'invalid_request' })
})

test('facets and words choose, and each facet counts within the others', async () => {
  const { ask, ids } = await inbox()
  expect(await ids({ state: 'open' })).toEqual([4, 1])
  expect(await ids({ reason: 'conflict_ambiguous_match' })).toEqual([4])
  expect(await ids({ subjectKind: 'group' })).toEqual([3])
  expect(await ids({ text: 'LOVELACE' })).toEqual([1])
  expect(await ids({ directoryId: 2 })).toEqual([])
  const { facets } = await ask({ state: 'open', reason: 'conflict_values' })
  const counts = (items: readonly { count: number }[]) => items.map((item) => item.count)
  expect(counts(facets.states)).toEqual([1, 1, 1])
  expect(facets.reasons.filter(({ count }) => count > 0)).toEqual([
    { reason: 'conflict_values', count: 1 },
    { reason: 'conflict_ambiguous_match', count: 1 },
  ])
  expect(counts(facets.subjectKinds)).toEqual([1, 0])
})

test('a conflict says what it may be decided as', async () => {
  const { items } = await (await inbox()).ask({ state: 'open' })
  expect(items.map((item) => item.choices)).toEqual([['link', 'separate', 'ignore'], ['values']])
})
