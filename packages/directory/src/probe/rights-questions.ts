import type { Settings } from '@bindery/contract'
import { createSession } from '../session.ts'
import { groupsFilter } from '../scope-filters.ts'
import { required, type ProbeRun } from './probe-types.ts'

/** What a sync would do at one entry: change attributes of it, or create entries of a class below it. */
export interface RightsQuestion {
  readonly dn: string
  readonly wanted: 'change' | 'create'
  /** Attributes, or the one class. */
  readonly names: readonly string[]
  /** The setting that decides on it. */
  readonly field: string
}

/** What these settings would write: to one person, to one group, and where new entries go. */
export async function rightsQuestions(run: ProbeRun): Promise<RightsQuestion[]> {
  const { settings, pushed } = run.options
  const { people, groups, policy } = settings
  const group = await firstGroup(run)
  const change = { wanted: 'change', field: 'connection.bindDn' } as const
  return [
    ...(run.sampleDn === null ? [] : [{ ...change, dn: run.sampleDn, names: pushed.people }]),
    ...(group === null ? [] : [{ ...change, dn: group, names: [groups.memberAttribute, ...pushed.groups] }]),
    ...(policy.firstSeenInAccounts === 'ignore'
      ? []
      : [...newEntries(settings, 'people'), ...newEntries(settings, 'groups')]),
    ...(policy.goneFromAccounts === 'move'
      ? [creation(policy.moveGoneTo, people.objectClass, 'policy.moveGoneTo')]
      : []),
  ].filter(({ names }) => names.length > 0)
}

function newEntries(settings: Settings, subject: 'people' | 'groups'): RightsQuestion[] {
  const { bases, newEntriesUnder, objectClass } = settings[subject]
  const [first] = bases
  if (first === undefined) return []
  return [creation(newEntriesUnder || first.dn, objectClass, `${subject}.newEntriesUnder`)]
}

const creation = (dn: string, objectClass: string, field: string): RightsQuestion => ({
  dn,
  wanted: 'create',
  names: [objectClass],
  field,
})

async function firstGroup(run: ProbeRun): Promise<string | null> {
  const { groups } = run.options.settings
  const session = createSession(required(run.directory))
  const filter = groupsFilter(groups)
  for await (const item of session.read({ bases: groups.bases, filter, attributes: [], subject: 'groups' }))
    if ('entries' in item && item.entries[0] !== undefined) return item.entries[0].dn
  return null
}
