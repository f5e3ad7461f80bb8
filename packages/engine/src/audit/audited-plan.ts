import type { Database, Tables } from '@bindery/store'

type Of = Pick<Tables['plans'], 'id' | 'directory_id'>

/** A plan as the audit log names it: by the name of its directory. */
export async function auditedPlan(db: Database, { id, directory_id: directoryId }: Of) {
  return { kind: 'plan', id, label: await directoryName(db, directoryId) } as const
}

/** The name of a directory, also of one that was forgotten. */
export async function directoryName(db: Database, id: number): Promise<string> {
  const row = await db.selectFrom('directories').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}
