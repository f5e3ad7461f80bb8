import type { endpoints, Verb } from '@bindery/contract'
import type { EngineContext } from '../context.ts'
import { describeGroup } from './describe-group.ts'

/** One group, with its links. Throws `not_found`. */
export function getGroup(context: EngineContext): Verb<typeof endpoints.getGroup> {
  return ({ params }) => describeGroup(context, params.id)
}
