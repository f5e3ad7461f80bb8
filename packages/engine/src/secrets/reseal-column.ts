import { DataError, readTexts, writeTexts, type Store } from '@bindery/store'
import { keyIdOf, SealError, type Keyring } from './keyring.ts'
import type { SealedColumn } from './sealed-columns.ts'

const perBatch = 400

/**
 * Seals with the keyring's first key what a column holds, in batches that are a transaction each; what is sealed so
 * already stays as it is. Returns how many rows it changed.
 * @throws DataError when something does not open, with its row
 */
export async function resealColumn(store: Store, keyring: Keyring, column: SealedColumn): Promise<number> {
  let changed = 0
  for (let after = -1; ;) {
    const rows = await readTexts(store.db, column, { after, limit: perBatch })
    const last = rows.at(-1)
    if (!last) return changed
    after = last.id
    const anew = rows.flatMap(({ id, value: before }) => {
      const value = reseal(keyring, column, id, before)
      return value === before ? [] : { id, value }
    })
    if (anew.length > 0) await store.transaction((db) => writeTexts(db, column, anew))
    changed += anew.length
  }
}

function reseal(keyring: Keyring, column: SealedColumn, id: number, value: string): string {
  try {
    return column.map(value, id, (sealed, context) =>
      keyIdOf(sealed) === keyring.keyId ? sealed : keyring.seal(keyring.open(sealed, context), context),
    )
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new DataError(
      `What ${column.table}.${column.column} holds in row ${id} does not open: ${error.message}.\n` +
        'All keys are kept, and whatever opened before still does.',
    )
  }
}
