import type { endpoints, Verb } from '@bindery/contract'
import type { EngineContext } from '../context.ts'
import { describePerson } from './describe-person.ts'

/** One person, with links and groups. Throws `not_found`. */
export function getPerson(context: EngineContext): Verb<typeof endpoints.getPerson> {
  return ({ params }) => describePerson(context, params.id)
}
