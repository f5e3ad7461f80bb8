import { expect, test } from 'vitest'
import { request, testContext } from '../test-context.ts'
import { csvLine } from './csv.ts'
import { exportAudit } from './export-audit.ts'
import { listAudit } from './list-audit.ts'
import { recordAlone } from './record-audit.ts'

const ada = { name: 'ada', kind: 'user', address: '192.0.2.7' } as const

async function openLog() {
  const context = await testContext()
  for (const [name, label] of [
    ['ada', '=HYPERLINK("http://192.0.2.9")'],
    ['bob', 'a "quoted", name'],
  ] as const)
    await recordAlone(context, {
      caller: { ...ada, name },
      action: 'person.created',
      subject: { kind: 'person', id: 7, label },
      after: { username: [label] },
    })
  return context
}

async function textOf(content: AsyncIterable<string>): Promise<string> {
  const parts: string[] = []
  for await (const part of content) parts.push(part)
  return parts.join('')
}

test.each([
  ['=1+1', `'=1+1`],
  ['+1', `'+1`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['\r=1', `"'\r=1"`],
  ['a=1', 'a=1'],
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\nb', '"a\nb"'],
  [null, ''],
  [-5, '-5'],
])('a cell of %j is %j: quoted as RFC 4180 says, and no formula', (value, cell) => {
  expect(csvLine([value, 'x'])).toBe(`${cell},x\r\n`)
})

test('the list and the export tell the same, and the export itself is in it', async () => {
  const context = await openLog()
  const query = { format: 'ndjson' } as const
  const { content, fileName, mediaType } = await exportAudit(context)(request('exportAudit', { query }))
  expect([fileName, mediaType]).toEqual(['audit-2026-03-01.ndjson', 'application/x-ndjson'])
  const lines = (await textOf(content))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  const page = await listAudit(context)(request('listAudit', { query: { limit: 100 } }))
  expect(lines).toEqual(page.items)
  expect(page.total).toBe(3)
  expect(page.items[0]).toMatchObject({ action: 'audit.exported', details: { facts: { format: 'ndjson' } } })
})

test('filters hold for the list and the export alike', async () => {
  const context = await openLog()
  const filter = { actor: 'bob', from: '2026-03-01T13:00:00+01:00', to: '2026-03-01T12:00:00.001Z' }
  const page = await listAudit(context)(request('listAudit', { query: { ...filter, limit: 100 } }))
  expect(page.items.map(({ actor, subject }) => [actor, subject?.label])).toEqual([
    ['bob', 'a "quoted", name'],
  ])
  const query = { ...filter, format: 'csv' } as const
  const { content } = await exportAudit(context)(request('exportAudit', { query }))
  const [head, line, end] = (await textOf(content)).split('\r\n')
  expect(head).toBe(
    'id,at,actor,actor_kind,address,action,outcome,subject_kind,subject_id,subject_label,' +
      'directory_id,plan_id,run_id,details,previous_hash,hash',
  )
  expect(line).toContain(
    '2,2026-03-01T12:00:00.000Z,bob,user,192.0.2.7,person.created,done,person,7,"a ""quoted"", name",,,,',
  )
  expect(end).toBe('')
})
