import type { Kysely } from 'kysely'
import { createAccounts } from './001-accounts.ts'
import { createAudit } from './001-audit.ts'
import { createConflicts } from './001-conflicts.ts'
import { createDirectories } from './001-directories.ts'
import { createPlans } from './001-plans.ts'
import { createRuns } from './001-runs.ts'
import { createSchedules } from './001-schedules.ts'
import { createSignIn } from './001-sign-in.ts'
import { createUnsettled } from './001-unsettled.ts'
import { createUsers } from './001-users.ts'

/** The tables of the first release. Only types and SQL that SQLite and PostgreSQL share. */
export async function createTables(db: Kysely<unknown>): Promise<void> {
  await createAccounts(db)
  await createDirectories(db)
  await createUnsettled(db)
  await createPlans(db)
  await createConflicts(db)
  await createRuns(db)
  await createSchedules(db)
  await createUsers(db)
  await createAudit(db)
  await createSignIn(db)
}
