import type { Settings } from '@bindery/contract'
import { groupsFilter, peopleFilter, type DirectorySession } from '@bindery/directory'
import { reserveIds } from '@bindery/store'
import {
  attributesRead,
  compileRules,
  matchForms,
  memberFormOf,
  type CompiledRule,
  type MemberForm,
} from '@bindery/sync'
import { hash } from 'node:crypto'
import type { TaskContext } from '../tasks/task-context.ts'
import { hashScope } from '../directories/hash-scope.ts'
import { Bitmap } from './bitmap.ts'
import { emptyCounts } from './count-bases.ts'
import { lastAppliedWith } from './last-applied.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'

/** A read about to begin: what to ask for, and nothing seen so far. */
export async function openRead(
  task: TaskContext,
  directoryId: number,
  settings: Settings,
  session: DirectorySession,
): Promise<ReadJob> {
  const memberForm = memberFormOf(await session.schema(), settings.groups.memberAttribute)
  return {
    task,
    directoryId,
    snapshotId: await reserveIds(task.store.db, 'snapshots', 1),
    settings,
    session,
    memberForm,
    knownReferrals: await knownReferrals(task, directoryId, settings),
    limit: null,
    known: null,
    outside: new Bitmap(),
    leaving: new Bitmap(),
    people: peopleRead(settings, memberForm),
    groups: groupsRead(settings),
    seenLinks: new Bitmap(),
    goneLinks: new Bitmap(),
    forms: matchForms(settings.mapping.matching, await session.schema()),
    comparable: new Bitmap(),
    nesting: { staged: new Map(), settled: new Map(), named: new Set(), foreseen: new Set() },
    blocked: { person: new Set(), group: new Set() },
    restored: new Set(),
    relinked: { person: new Set(), group: new Set() },
  }
}

/**
 * The references that stood in the search bases when these were last synced. Where they are not known, as at first sight
 * or after a change of scope, nothing is taken away without a person's approval anyway.
 */
async function knownReferrals(
  { store }: TaskContext,
  directoryId: number,
  settings: Settings,
): Promise<readonly string[] | null> {
  const last = await lastAppliedWith(store.db, directoryId, hashScope(settings))
  return last ? (JSON.parse(last.referrals) as string[]) : null
}

function wayOf(rules: readonly CompiledRule[], members: string): string {
  const facts = rules.map((rule) => [
    rule.id,
    rule.fingerprint,
    rule.pulls,
    rule.pushes,
    rule.required,
    rule.ifEmpty,
    rule.boolean,
  ])
  return hash('sha256', JSON.stringify([facts, members]), 'base64').slice(0, 16)
}

const emptyRead = (bases: SubjectRead['bases']) => ({
  bases,
  perBase: emptyCounts(bases),
  renamed: 0,
  stageAll: false,
  proof: null,
  counts: new Map<string, number>(),
  entries: 0,
  unreadable: new Set<string>(),
  newRules: new Set<string>(),
})

function peopleRead(settings: Settings, memberForm: MemberForm): SubjectRead {
  const rules = compileRules(settings, 'person')
  const keys = settings.mapping.matching.map((rule) => rule.remote.toLowerCase())
  const names = memberForm === 'username' ? [settings.people.usernameAttribute.toLowerCase()] : []
  return {
    kind: 'person',
    rules,
    filter: peopleFilter(settings.people),
    attributes: [...new Set([...attributesRead(rules), ...keys, ...names])],
    rdnAttribute: settings.people.rdnAttribute,
    memberAttribute: '',
    way: wayOf(rules, ''),
    ...emptyRead(settings.people.bases),
  }
}

function groupsRead(settings: Settings): SubjectRead {
  const rules = compileRules(settings, 'group')
  const memberAttribute = settings.groups.memberAttribute.toLowerCase()
  return {
    kind: 'group',
    rules,
    filter: groupsFilter(settings.groups),
    attributes: [...new Set([...attributesRead(rules), memberAttribute])],
    rdnAttribute: settings.groups.nameAttribute,
    memberAttribute,
    way: wayOf(rules, `${memberAttribute}, nested: ${settings.groups.nested}`),
    ...emptyRead(settings.groups.bases),
  }
}
