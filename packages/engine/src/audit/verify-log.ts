import { DataError, openStore, verifyAudit, type AuditVerdict } from '@bindery/store'
import { existsSync } from 'node:fs'
import { createKeyring } from '../secrets/keyring.ts'
import { readKeys } from '../secrets/key-source.ts'
import { storePlace, type DataPlace } from '../tasks/data-place.ts'
import { auditSeals } from './audit-seals.ts'

/**
 * Walks the audit log of a data directory from its beginning, also while a Bindery adds to it.
 * @throws DataError when there is no database, or no key
 */
export async function verifyLog(place: DataPlace): Promise<AuditVerdict> {
  const where = storePlace(place)
  const keys = await readKeys(place)
  if (!keys || ('file' in where && !existsSync(where.file)))
    throw new DataError(`There is no audit log in ${place.dataDir}. Give the right --data-dir.`)
  const store = await openStore(where)
  try {
    return await verifyAudit(store.db, auditSeals(createKeyring(keys)))
  } finally {
    await store.close()
  }
}
