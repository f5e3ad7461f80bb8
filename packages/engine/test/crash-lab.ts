import type { Run } from '@bindery/contract'
import { openEngine } from '@bindery/engine'
import { openStore } from '@bindery/store'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { insertRun } from '../src/plans/apply-plan.ts'
import { storePlace } from '../src/tasks/data-place.ts'
import { testCaller } from '../src/test-caller.ts'
import { allowNetworks, copyData, dataAt, removeData } from '../src/test-data.ts'
import { busyCompany } from './busy-company.ts'
import type { useSlapd } from './company.ts'
import { readAccounts, readDirectory } from './read-sides.ts'

type Lab = ReturnType<typeof useSlapd>
const asked = {
  params: undefined,
  query: undefined,
  body: undefined,
  version: undefined,
  caller: testCaller('tester'),
}
const call = { ...asked, signal: new AbortController().signal }

/** A run that is about to begin, with every kind of operation on both sides, to be begun again and again. */
export async function beforeRun(lab: Lab, ldapUrl?: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-crash-'))
  const kept = await mkdtemp(join(tmpdir(), 'bindery-crash-kept-'))
  afterAll(() => Promise.all([dataDir, kept].map(removeData)))

  const { lab: company, plan, proposals } = await busyCompany(lab, ldapUrl)
  await company.closeEngine()
  await copyData(company.dataDir, kept)
  const store = await openStore(storePlace(await dataAt(kept)))
  const runId = await store.transaction(async (db) => {
    const row = await db.selectFrom('plans').selectAll().where('id', '=', plan.id).executeTakeFirstOrThrow()
    return insertRun(db, row, { counts: plan.counts, whole: true, actor: 'tester', at: new Date() })
  })
  await store.close()
  await lab.server().keep()
  return {
    dataDir,
    runId,
    planned: plan.included,
    kinds: new Set(proposals.map(({ side, kind }) => `${side} ${kind}`)),
    /** Puts both sides back to the moment before the run. */
    rewind: async () => {
      await Promise.all([copyData(kept, dataDir), lab.server().rewind()])
    },
    /** Starts Bindery on this data, as a person would, and waits until the run has ended; resumes it where `heal` says so. */
    finish: async (heal?: () => void) => {
      const engine = await openEngine({ ...(await dataAt(dataDir)), allowNetworks })
      const ended = async (): Promise<Run> => {
        let last: Run | undefined
        for await (const run of engine.verbs.runEvents({ ...call, params: { id: runId } })) last = run
        if (!last) throw new Error('The run told nothing')
        return last
      }
      try {
        let run = await ended()
        heal?.()
        if (heal && run.resumable) {
          await engine.verbs.resumeRun({ ...call, params: { id: runId } })
          run = await ended()
        }
        return run
      } finally {
        await engine.close()
      }
    },
    /** What both sides hold now, and what was written to the directory. */
    look: async () => ({
      accounts: await readAccounts(dataDir),
      directory: await readDirectory(lab.server()),
    }),
  }
}
