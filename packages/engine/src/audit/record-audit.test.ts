import { verifyAudit } from '@bindery/store'
import { expect, test } from 'vitest'
import { testContext } from '../test-context.ts'
import { auditSeals } from './audit-seals.ts'
import { recordAlone, recordAudit, systemActor } from './record-audit.ts'

const ada = { name: 'ada', kind: 'user', address: '192.0.2.7' } as const

test('an entry tells who, from where, what, and only what differs of before and after', async () => {
  const context = await testContext()
  await context.store.transaction((db) =>
    recordAudit(context, db, {
      caller: ada,
      action: 'person.changed',
      subject: { kind: 'person', id: 7, label: 'grace' },
      before: { email: ['g@old.example'], phone: ['1'], title: ['Rear Admiral'] },
      after: { email: ['g@new.example'], phone: ['1'], mobile: ['2'] },
      reason: 'She asked for it',
    }),
  )
  const row = await context.store.db.selectFrom('audit').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    id: 1,
    at: '2026-03-01T12:00:00.000Z',
    actor: 'ada',
    actor_kind: 'user',
    address: '192.0.2.7',
    action: 'person.changed',
    subject_kind: 'person',
    subject_id: 7,
    subject_label: 'grace',
    directory_id: null,
    outcome: 'done',
    search_text: 'ada\ngrace\n192.0.2.7\nshe asked for it',
  })
  expect(JSON.parse(row.details)).toEqual({
    before: { email: ['g@old.example'], title: ['Rear Admiral'] },
    after: { email: ['g@new.example'], mobile: ['2'] },
    reason: 'She asked for it',
  })
})

test('names as long as one likes are cut, within no character', async () => {
  const context = await testContext()
  await recordAlone(context, {
    caller: { ...ada, name: `${'x'.repeat(198)}😀y` },
    action: 'audit.exported',
    outcome: 'refused',
  })
  const row = await context.store.db.selectFrom('audit').selectAll().executeTakeFirstOrThrow()
  expect(row.actor).toBe(`${'x'.repeat(198)}…`)
  expect(row.outcome).toBe('refused')
})

test('the end of the log is sealed with the key of the data: another does not make it', async () => {
  const context = await testContext()
  await recordAlone(context, { caller: systemActor, action: 'audit.begun' })
  const { db } = context.store
  expect(await verifyAudit(db, auditSeals(context.keyring))).toMatchObject({ broken: false, entries: 1 })
  const other = await testContext()
  expect(await verifyAudit(db, auditSeals(other.keyring))).toMatchObject({ broken: true, fault: 'seal' })
  await db
    .updateTable('audit_head')
    .set({ seal: context.keyring.seal('1 0', 'directory:1:bindPassword') })
    .execute()
  expect(await verifyAudit(db, auditSeals(context.keyring))).toMatchObject({ broken: true, fault: 'seal' })
})
