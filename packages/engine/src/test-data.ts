import { sharedPostgres } from '@bindery/testbed'
import { cp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { relative } from 'node:path'
import { databaseFile, type DataPlace } from './tasks/data-place.ts'

const postgres = sharedPostgres()

/** Test servers are on this machine. */
export const allowNetworks = ['127.0.0.0/8', '::1']

/** Each data directory of a test has a database of its own. */
const databaseOf = (dataDir: string) => relative(tmpdir(), dataDir).replaceAll('/', '-')

/** The data at a directory, where tests store in PostgreSQL with a database there, made when missing. */
export async function dataAt(dataDir: string): Promise<DataPlace> {
  if (!postgres) return { dataDir }
  await postgres.createDatabase(databaseOf(dataDir))
  return { dataDir, databaseUrl: postgres.urlOf(databaseOf(dataDir)) }
}

/** Puts a copy of the data, which may be in use, in the place of whatever is there. */
export async function copyData(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await cp(from, to, { recursive: true })
  await postgres?.copyDatabase(databaseOf(from), databaseOf(to))
}

/** Removes the data. */
export async function removeData(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true })
  await postgres?.dropDatabase(databaseOf(dataDir))
}

/** Everything the database holds, as it lies there. */
export async function readDatabase(dataDir: string): Promise<string> {
  if (postgres) return postgres.dumpDatabase(databaseOf(dataDir))
  const file = databaseFile(dataDir)
  return (await readFile(file, 'latin1')) + (await readFile(`${file}-wal`, 'latin1'))
}
