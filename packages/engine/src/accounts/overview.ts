import type { endpoints, Verb } from '@bindery/contract'
import { countGroups, countPeople } from '@bindery/store'
import type { EngineContext } from '../context.ts'

/** How many people and groups there are. `local` is everyone without an active link who is not on hold. */
export function overview({ store: { db } }: EngineContext): Verb<typeof endpoints.overview> {
  return async () => {
    const people = await countPeople(db)
    const groups = await countGroups(db)
    const { total, linked, held } = people
    return {
      people: { total, linked, held, local: total - linked - held },
      groups: { total: sum(groups), linked: groups.get('linked') ?? 0 },
    }
  }
}

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((total, count) => total + count, 0)
