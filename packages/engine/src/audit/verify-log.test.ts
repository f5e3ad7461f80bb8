import { openStore } from '@bindery/store'
import { expect, test } from 'vitest'
import { openEngine } from '../open-engine.ts'
import { temporaryDataDir } from '../test-context.ts'
import { dataAt } from '../test-data.ts'
import { storePlace } from '../tasks/data-place.ts'
import { verifyLog } from './verify-log.ts'

test('the log of a data directory begins with its first start, and is walked beside the server', async () => {
  const place = await dataAt(temporaryDataDir())
  await expect(verifyLog(place)).rejects.toThrow(/There is no audit log/)
  const engine = await openEngine({ ...place, allowNetworks: [] })
  try {
    expect(await verifyLog(place)).toMatchObject({ broken: false, entries: 1 })
  } finally {
    await engine.close()
  }
  const again = await openEngine({ ...place, allowNetworks: [] })
  await again.close()
  expect(await verifyLog(place)).toMatchObject({ broken: false, entries: 1 })

  const store = await openStore(storePlace(place))
  await store.db.updateTable('audit_head').set({ last_id: 2 }).execute()
  await store.close()
  expect(await verifyLog(place)).toMatchObject({ broken: true, fault: 'tail', id: 2 })
})
