import type { Proof, SearchBase, Settings, SubjectKind } from '@bindery/contract'
import type { Changes, DirectoryProblem, DirectorySession, ReadProof } from '@bindery/directory'
import type { CompiledRule, MatchForms, MemberForm } from '@bindery/sync'
import type { TaskContext } from '../tasks/task-context.ts'
import type { AbsencePlaces } from './absence-places.ts'
import type { Bitmap } from './bitmap.ts'
import { joinReads } from './join-reads.ts'
import type { Roll } from './keep-roll.ts'
import type { NameOutside } from './names-outside.ts'
import type { PlanWriter } from './plan-writer.ts'
import type { Protection } from './protection.ts'

/** What differs between reading people and reading groups. */
export interface SubjectRead {
  readonly kind: SubjectKind
  readonly rules: readonly CompiledRule[]
  readonly bases: readonly SearchBase[]
  readonly filter: string
  /** Attributes to ask for, lower case. */
  readonly attributes: readonly string[]
  readonly rdnAttribute: string
  /** Lower case; '' for people. */
  readonly memberAttribute: string
  /** Stands for all that decides what is made of an entry: rules and how members are read. */
  readonly way: string
  /** How many linked entries have another username than at the last sync; counted where groups name people by it. */
  renamed: number
  /** Forces every entry to be compared. */
  stageAll: boolean
  proof: ReadProof | null
  /** How many entries had each attribute, and how many entries there were. */
  readonly counts: Map<string, number>
  entries: number
  /** The same by search base. */
  readonly perBase: { readonly dn: string; readonly key: string; entries: number }[]
  /** Attributes nobody has any more although ten or more had (rule 6). */
  readonly unreadable: Set<string>
  /** Ids of rules that the settings of the last applied plan did not have, or not with this attribute; see `findNewRules`. */
  readonly newRules: Set<string>
}

/** The groups that synchronization is limited to, as they were read. */
export interface Limit {
  /** A place in this list is what `limit_members` has for a group. */
  readonly groups: readonly LimitGroup[]
  /** A group that is not there, or whose members nobody can read; null: none. */
  readonly problem: DirectoryProblem | null
  readonly proof: ReadProof
}
export interface LimitGroup {
  /** The group here that it is or will be; null: none. */
  readonly localId: number | null
  /** Its link, where that holds a base of its members as they are read now. */
  readonly linkId: number | null
}

/** What previews keep of the entries in scope, where what changed since can be told. */
export interface Known {
  /** What to read; null: everything. */
  changes: Changes | null
  /** Of a server that does not tell what changed: who was in scope when this preview began; null: it does. */
  readonly roll: Roll | null
  /** When the preview began that `changes` go back to, and the last one that read everything. */
  readonly since: string
  readonly fullAt: string
  /** Where whatever changed or was deleted in the naming contexts is now, by stable id; null: nowhere. */
  readonly touched: ReadonlyMap<string, string | null>
  /** What is kept of an entry is still so if its hash is: the last preview came to its end, with these settings. */
  readonly holds: boolean
  /** The place of the last entry that was not known; null: not asked for yet. */
  last: number | null
  /** Places of the entries that were read. */
  readonly present: Bitmap
  /** Whether `unsettled_entries` has all that is not settled. */
  readonly listed: boolean
  /** What is known, counted; null: not counted yet, or all of it is read. */
  readonly tally: Record<SubjectKind, Alike[] | null>
  /** Stable ids of the entries of a kind that were looked at, there or gone; null: all were read. */
  readonly looked: Record<SubjectKind, Set<string> | null>
  /** How many entries of a kind were read by what changed; null: all were read. */
  readonly reread: Record<SubjectKind, number | null>
  /** Ids of people whose entries have another name than before, or none: groups may name them otherwise. */
  readonly renamed: Set<number>
  /** Some person came, went or has another name, linked or not: whose primary group that is has others in it. */
  peopleDiffer: boolean
  /** Names of the places right above the entries that were read, each by the part of a DN that it was found by. */
  readonly parents: Map<string, string>
  /** Why the next preview cannot go by what is kept; '' when it can. */
  problem: string
}

/** Known entries that are alike. */
export interface Alike {
  /** For each attribute that is read, whether they have it: `1` or `0`. */
  readonly attributes: string
  readonly base: number
  entries: number
  primaryMembers: number
  /** Some of them, by stable id. */
  samples: string[]
}

/** A directory as some settings see it, read into the staging table of the database. */
export interface ReadJob {
  readonly task: TaskContext
  readonly directoryId: number
  readonly snapshotId: number
  readonly settings: Settings
  readonly session: DirectorySession
  readonly people: SubjectRead
  readonly groups: SubjectRead
  readonly memberForm: MemberForm
  /** See `ReadRequest`. */
  readonly knownReferrals: readonly string[] | null
  /** Null: not limited, or not read yet. */
  limit: Limit | null
  /** Links of people whose entry is where it should be, but in none of the groups of the limit. */
  readonly outside: Bitmap
  /** Person ids of those: that they leave a group of the limit still reaches the other side. */
  readonly leaving: Bitmap
  /** Link ids that the read returned. */
  readonly seenLinks: Bitmap
  /** Links whose entry the look-up did not find anywhere. */
  readonly goneLinks: Bitmap
  /** Kinds of which most links lost their stable ids at once while the names stayed. */
  readonly restored: Set<SubjectKind>
  /** Accounts that go on with another entry than the one they are linked to, since a person decided it or by a restore. */
  readonly relinked: Readonly<Record<SubjectKind, Set<number>>>
  /** How the keys of people are compared. */
  readonly forms: MatchForms
  /** Person ids whose memberships may be compared (rule 11). */
  readonly comparable: Bitmap
  /** Which group holds which, of the groups compared so far. */
  readonly nesting: Nesting
  /** What is kept of this read for the next one; null: nothing. */
  readonly known: Known | null
  /** Local ids that a conflict or a skipped entry claims: never created on the other side. */
  readonly blocked: Readonly<Record<SubjectKind, Set<number>>>
}

/** One preview under way: everything its steps share. Its size does not grow with the directory. */
export interface PreviewJob extends ReadJob {
  readonly planId: number
  /** Null for a preview of unsaved settings. */
  readonly settingsVersion: number | null
  /** The run of which only what failed is to be included; null: everything. */
  readonly retries: number | null
  /** A person asked for links in a restored directory to be given their new stable ids. */
  readonly relinks: boolean
  /** Of a restored directory: links with a new stable id by kind, and those that no entry was recognised for. */
  readonly renewed: Record<SubjectKind | 'none', number>
  readonly plan: PlanWriter
  /** Person id → the username that this plan gives the entry, where groups name people by it. */
  readonly renames: Map<number, string>
  /** Person ids that a side had lost and has again. */
  readonly returned: Readonly<Record<'local' | 'entry', Bitmap>>
  /** Linked groups whose own values need nothing; their members are yet to be compared. */
  readonly settledGroups: Bitmap
  /** Person pairs that this plan will link or revive: their groups need a fresh look. */
  newPairs: number
  readonly protection: Protection
  /** DN keys that this plan gives to new entries, where more than the username decides about them. */
  readonly newNames: Set<string>
  /** Whether somebody whom this plan would rename keeps the name after all, since the new one is not free; as `whoKeepsName` found. */
  readonly keepsName: Map<string, boolean>
  /** Who has a username outside what is synced, or why that cannot be known, by its key; null: nobody. */
  readonly namesOutside: Map<string, NameOutside | null>
  /** Accounts and groups whose name an entry has that belongs to another: its DN and whose it is, by local id. */
  readonly namesTaken: Readonly<Record<SubjectKind, Map<number, NameTaken>>>
  /** How many new entries and new names were looked for outside what is synced, and whether that is staged; null: not tried. */
  readonly outsideRead: Readonly<Record<SubjectKind, { searched: number; staged: boolean | null }>>
  /** Where linked entries were that the reads did not return. */
  readonly absences: AbsencePlaces
  readonly startToken: string
  /** Why everything is read, in a sentence; '' where nothing is to be said, or it is not. */
  readsAll: string
  /** Why the server is taken as behind; '' when it is not (rule 5). */
  readonly stale: string
}

/** An entry that has the name of a local object which it does not belong to. */
interface NameTaken {
  readonly dn: string
  /** What its own account or group is called. */
  readonly owner: string
}

/** Groups in groups, by ids of staged entries. */
interface Nesting {
  readonly staged: Map<number, readonly number[]>
  /** By link id: groups that were not staged, since they are as they were. */
  readonly settled: Map<number, readonly number[]>
  /** Those whose people are among the staged members. */
  readonly named: Set<number>
  /** Those among whose staged members is what this plan adds and takes out. */
  readonly foreseen: Set<number>
}

/** Both reads as one. */
export const joinSubjects = ({ people, groups }: ReadJob): ReadProof =>
  joinReads([people.proof, groups.proof].filter((proof) => proof !== null))

/** Both reads' proofs and the token watch as one. */
export function joinProofs(job: PreviewJob, milliseconds: number): Proof {
  const { stale } = job
  const read = joinSubjects(job)
  return {
    complete: read.complete && stale === '',
    server: job.session.server.url,
    boundAs: job.session.server.boundAs,
    token: job.startToken,
    people: job.people.entries,
    groups: job.groups.entries,
    pages: read.pages,
    milliseconds,
    checks: [
      ...read.checks,
      {
        name: 'not_stale',
        ok: stale === '',
        message: stale === '' ? 'Nothing says that the server is behind what was synced before.' : stale,
      },
    ],
    reading: {
      since: job.known?.changes ? job.known.since : null,
      compared: job.known?.changes?.inScopeOnly ?? false,
      people: job.known?.reread.person ?? null,
      groups: job.known?.reread.group ?? null,
      why: job.readsAll,
    },
    unreadable: (['person', 'group'] as const).flatMap((subjectKind) =>
      [...(subjectKind === 'person' ? job.people : job.groups).unreadable].map((attribute) => ({
        subjectKind,
        attribute,
      })),
    ),
    bases: [job.people, job.groups].flatMap(({ kind, perBase }) =>
      perBase.map(({ dn, entries }) => ({ subjectKind: kind, dn, entries })),
    ),
  }
}
