import type { Settings } from '@bindery/contract'
import type { Entry } from '@bindery/directory'
import { accountControlRule, type RuleBase } from '@bindery/sync'

type Bases = Record<string, RuleBase | null>

/**
 * The bases of a new entry with its userAccountControl as the server keeps it: a domain may add flags to those that were
 * sent, and by that value it is known that nobody has touched them since.
 */
export function withStoredFlags(settings: Settings, bases: Bases, after: Entry | null): Bases {
  const rule = accountControlRule(settings)
  const base = rule && bases[rule.id]
  const stored = rule && after?.attributes.get(rule.remote)
  return base && stored ? { ...bases, [rule.id]: { ...base, raw: stored } } : bases
}
