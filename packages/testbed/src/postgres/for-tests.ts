import { installSystemPackages } from '../install-system-packages.ts'
import { sharePostgres } from './databases.ts'
import { startPostgres } from './start-postgres.ts'

/** Vitest’s global setup of tests that store in PostgreSQL: one server, and each test has a database of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  await installSystemPackages('postgres')
  const postgres = await startPostgres()
  sharePostgres(postgres.url)
  return () => postgres.stop()
}
