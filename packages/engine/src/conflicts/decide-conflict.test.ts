import { conflictSchema, type Decision } from '@bindery/contract'
import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { countDecisions } from './count-decisions.ts'
import { decideConflict } from './decide-conflict.ts'
import { decideConflicts } from './decide-conflicts.ts'
import { getConflict } from './get-conflict.ts'
import { reopenConflict } from './reopen-conflict.ts'
import type { ConflictRow } from './to-conflict.ts'
import { account, conflictRow, inboxOf, matchRow, value } from './test-conflicts.ts'

const title: Decision = { kind: 'values', sides: { title: 'directory' } }

async function inbox(...rows: readonly ConflictRow[]) {
  const context = await inboxOf(...rows)
  const look = (id: number) => getConflict(context)(request('getConflict', { params: { id } }))
  return {
    context,
    look,
    decide: async (id: number, decision: Decision, version?: string) => {
      const body = { decision, version: version ?? (await look(id)).version }
      return decideConflict(context)(request('decideConflict', { params: { id }, body }))
    },
    reopen: (id: number) => reopenConflict(context)(request('reopenConflict', { params: { id } })),
  }
}

test('a decision is kept with who made it and when, and can be taken back', async () => {
  const { decide, reopen } = await inbox(conflictRow(1))
  const decided = await decide(1, title)
  expect(conflictSchema.parse(decided)).toMatchObject({
    state: 'decided',
    decision: title,
    decidedBy: 'ada',
    decidedAt: '2026-03-01T12:00:00.000Z',
  })
  expect(await reopen(1)).toMatchObject({ state: 'open', decision: null, decidedBy: '', decidedAt: null })
})

test('values are decided one by one, and it stays open until the last', async () => {
  const details = JSON.stringify({ values: [value('title'), value('phone')], candidates: [] })
  const { decide } = await inbox(conflictRow(1, { details, facts: '{"title":"1","phone":"2"}' }))
  expect(await decide(1, title)).toMatchObject({ state: 'open', decision: title })
  expect(await decide(1, { kind: 'values', sides: { phone: 'accounts' } })).toMatchObject({
    state: 'decided',
    decision: { sides: { title: 'directory', phone: 'accounts' } },
  })
  expect(await decide(1, { kind: 'values', sides: { title: 'accounts' } })).toMatchObject({
    decision: { sides: { title: 'accounts', phone: 'accounts' } },
  })
})

test('what changed since it was looked at is not decided', async () => {
  const { context, look, decide } = await inbox(conflictRow(1), conflictRow(2, { state: 'settled' }))
  const seen = await look(1)
  await context.store.db
    .updateTable('conflicts')
    .set({ facts: '{"title":"2"}' })
    .where('id', '=', 1)
    .execute()
  await expect(decide(1, title, seen.version)).rejects.toMatchObject({ code: 'version_conflict' })
  expect(await decide(1, title)).toMatchObject({ askedAgain: false })
  await expect(decide(1, title, seen.version)).rejects.toMatchObject({ code: 'version_conflict' })
  await expect(decide(2, title)).rejects.toMatchObject({ code: 'version_conflict' })
  await expect(decide(1, { kind: 'ignore' })).rejects.toMatchObject({ code: 'invalid_request' })
  await expect(look(9)).rejects.toMatchObject({ code: 'not_found' })
})

test('a decision whose facts changed says so', async () => {
  const { context, look, decide } = await inbox(conflictRow(1))
  await decide(1, title)
  const facts = '{"title":"2"}'
  await context.store.db.updateTable('conflicts').set({ facts, state: 'open' }).where('id', '=', 1).execute()
  expect(await look(1)).toMatchObject({ decision: null, askedAgain: true, decidedBy: 'ada' })
})

test('one decision for all of a filter counts those it does not fit, and leaves settled ones alone', async () => {
  const { context, look } = await inbox(
    ...Array.from({ length: 150 }, (_, index) => conflictRow(index + 1)),
    conflictRow(151, { state: 'settled' }),
    matchRow(152, [account(7)]),
    matchRow(153, [account(8), account(9)]),
  )
  const many = (body: Parameters<ReturnType<typeof decideConflicts>>[0]['body']) =>
    decideConflicts(context)(request('decideConflicts', { body }))
  const first = { filter: { reason: 'conflict_values' as const }, decision: title }
  const told = await countDecisions(context)(request('countDecisions', { body: first }))
  expect([told, (await look(150)).state]).toEqual([{ decided: 150, passedOver: 0 }, 'open'])
  expect(await many(first)).toEqual({
    decided: 150,
    passedOver: 0,
  })
  expect([(await look(150)).state, (await look(151)).state]).toEqual(['decided', 'settled'])
  expect(await many(first)).toEqual({ decided: 0, passedOver: 0 })
  expect(await many({ filter: { state: 'open' }, decision: { kind: 'link', localId: null } })).toEqual({
    decided: 1,
    passedOver: 1,
  })
  expect((await look(152)).decision).toEqual({ kind: 'link', localId: 7 })
  expect((await look(153)).state).toBe('open')
})
