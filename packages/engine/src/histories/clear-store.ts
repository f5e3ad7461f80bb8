import type { Store, Tables } from '@bindery/store'

/** Tables in an order in which they can be emptied: found out by trying, since rows refer to each other. */
let order: (keyof Tables)[] | undefined

/** Empties every table but the audit log, which only grows: much quicker than making them anew. */
export async function clearStore({ db }: Store): Promise<void> {
  order ??= (await db.introspection.getTables())
    .map(({ name }) => name as keyof Tables)
    .filter((name) => !name.startsWith('audit'))
  for (let tries = order.length; tries > 0; tries--) {
    const refused = await clearInOrder({ db })
    if (refused === undefined) return
    order = [...order.filter((name) => name !== refused), refused]
  }
  throw new Error('The tables cannot be emptied in any order')
}

/** The first table that others still refer to; undefined when all are empty. */
async function clearInOrder({ db }: Pick<Store, 'db'>): Promise<keyof Tables | undefined> {
  for (const name of order ?? [])
    try {
      await db.deleteFrom(name).execute()
    } catch {
      return name
    }
  return undefined
}
