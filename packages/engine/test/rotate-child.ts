import { openStore, type Store } from '@bindery/store'
import { replaceKeyFile } from '../src/secrets/key-file.ts'
import { ownKeyFile, readKeys } from '../src/secrets/key-source.ts'
import { sealAnew } from '../src/secrets/rotate-key.ts'
import { storePlace } from '../src/tasks/data-place.ts'
import { dataAt } from '../src/test-data.ts'
import { killAtStep } from './kill-at-step.ts'

// Rotates the key of a data directory in a process of its own, and kills it at one step: before or after a transaction or
// a change of the key file.
const [dataDir = '', fatal] = process.argv.slice(2)
const between = killAtStep(fatal)

const place = await dataAt(dataDir)
const keys = await readKeys(place)
if (!keys) throw new Error('There is no key')
const real = await openStore(storePlace(place))
const store: Store = { ...real, transaction: (work) => between(() => real.transaction(work)) }
await sealAnew(store, keys, (next) => between(() => replaceKeyFile(ownKeyFile(dataDir), next)))
await store.close()
