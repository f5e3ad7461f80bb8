import { describe, expect, test } from 'vitest'
import { dialect } from '../test-stores.ts'
import { appendAudit } from './append-audit.ts'
import { listAudit, streamAudit, type AuditFilter } from './list-audit.ts'

const seals = { seal: (text: string) => text, open: (seal: string) => seal }
const minute = (number: number) => `2026-03-01T12:${String(number).padStart(2, '0')}:00.000Z`

describe.each([dialect])('the list of the audit log on $name', ({ open }) => {
  /** Numbers of the entries of a log, in the minutes in which they were made: the clock was set back once. */
  async function openLog() {
    const store = await open()
    const entries = [
      {
        at: 1,
        actor: 'ada',
        action: 'person.updated',
        kind: 'person',
        subject: 7,
        search: 'ada\ngrace hopper',
      },
      {
        at: 2,
        actor: 'bob',
        action: 'plan.applied',
        kind: 'plan',
        subject: 3,
        directory: 1,
        plan: 3,
        run: 4,
      },
      { at: 5, actor: 'ada', action: 'person.updated', kind: 'group', subject: 7, search: 'ada\n100%' },
      {
        at: 3,
        actor: 'ada',
        action: 'plan.applied',
        kind: 'plan',
        subject: 5,
        directory: 2,
        plan: 5,
        run: 6,
      },
      { at: 4, actor: 'ada', action: 'preview.started', kind: 'plan', subject: 5, directory: 2, plan: 5 },
    ]
    await store.transaction(async (db) => {
      for (const entry of entries)
        await appendAudit(
          db,
          {
            at: minute(entry.at),
            actor: entry.actor,
            actor_kind: 'user',
            address: '',
            action: entry.action,
            subject_kind: entry.kind,
            subject_id: entry.subject,
            subject_label: '',
            directory_id: entry.directory ?? null,
            plan_id: entry.plan ?? null,
            run_id: entry.run ?? null,
            outcome: 'done',
            search_text: entry.search ?? '',
            details: '{}',
          },
          seals,
        )
    })
    return store
  }

  test.each<[AuditFilter, number[]]>([
    [{}, [3, 5, 4, 2, 1]],
    [{ actor: 'ada' }, [3, 5, 4, 1]],
    [{ action: 'plan.applied' }, [4, 2]],
    [{ subjectKind: 'person', subjectId: 7 }, [1]],
    [{ directoryId: 2 }, [5, 4]],
    [{ planId: 3 }, [2]],
    [{ runId: 6 }, [4]],
    [{ from: minute(3), to: minute(5) }, [5, 4]],
    [{ text: 'HOPPER ada' }, [1]],
    [{ text: '0%' }, [3]],
    [{ text: '_' }, []],
    [{ actor: 'ada', action: 'plan.applied', from: minute(4) }, []],
  ])('%o gives %j, a page at a time and all at once', async (filter, ids) => {
    const { db } = await openLog()
    const seen: number[] = []
    for (let after: number | undefined; ;) {
      const page = await listAudit(db, { ...filter, after, limit: 2 })
      expect(page.total).toBe(ids.length)
      seen.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      after = page.next
    }
    expect(seen).toEqual(ids)
    const streamed: number[] = []
    for await (const rows of streamAudit(db, filter)) streamed.push(...rows.map(({ id }) => id))
    expect(streamed).toEqual(ids)
  })
})
