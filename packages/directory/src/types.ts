import type { DirectoryErrorCode, Proof, SearchBase, ServerKind, Settings } from '@bindery/contract'
import type { Schema } from '@bindery/contract/ldap-text'
import type { IdSet } from './read/id-set.ts'

/** Settings with their secrets opened: what it takes to connect. */
export interface ConnectOptions {
  readonly connection: Settings['connection']
  readonly bindPassword: string
  readonly clientKey: string
  readonly signal?: AbortSignal
  /** DNS servers, `address:port`, to find services and their hosts (IPv4) by; default: those of this machine. */
  readonly dnsServers?: readonly string[]
  /**
   * Addresses and CIDR networks that may be connected to although they are of this machine, its link, multicast or a
   * metadata service; absent: any address may.
   */
  readonly allowNetworks?: readonly string[]
}

/** An entry as read: attribute names in lower case, values as bytes-safe text (`base64:` prefix for binary ones). */
export interface Entry {
  readonly dn: string
  /** Text form of the stable id; null when the entry has none that can be read. */
  readonly stableId: string | null
  /** Lower-case attribute name → values, in the order the server sent them. Absent: none readable. */
  readonly attributes: ReadonlyMap<string, readonly string[]>
  /** The names of those attributes, which can be had without reading a value. Entries that have the same may share it. */
  readonly names: readonly string[]
  /**
   * SHA-256, base64, of all that the server sent of it: as long as it is the same, so is the entry. The order of values
   * counts, so another server may give another one.
   */
  readonly digest: string
  /** DNs of who is in this group without a value of its own that says so: in a domain, whose primary group it is. */
  readonly alsoMembers?: readonly string[]
}

export interface ServerInfo {
  readonly url: string
  readonly kind: ServerKind
  /** By its kind, unless the settings say otherwise. */
  readonly activeDirectory: boolean
  readonly vendor: string
  readonly namingContexts: readonly string[]
  /** The domain's own, where there is a domain; else ''. */
  readonly defaultNamingContext: string
  readonly stableIdAttribute: string
  /** Attributes that classes demand and the server supplies itself to a new entry. */
  readonly supplies: readonly string[]
  /** Attributes that only the server writes, although its schema does not say so; lower case. */
  readonly keeps: readonly string[]
  /** A DN where it can be known: of the bound account in a domain, from Who am I (RFC 4532), else what was bound with. */
  readonly boundAs: string
  readonly supports: {
    readonly assertion: boolean
    readonly postRead: boolean
    readonly paging: boolean
    readonly passwordModify: boolean
    /** What changed since a token may be asked for. */
    readonly changes: boolean
  }
}

export interface ReadRequest {
  readonly bases: readonly SearchBase[]
  /** RFC 4515. */
  readonly filter: string
  /** Besides the stable id, which is always asked for. */
  readonly attributes: readonly string[]
  /** Whose bases these are, for the field of a problem; default people. */
  readonly subject?: 'people' | 'groups'
  /**
   * URLs of search references that were there before, so that nothing behind them was ever read; null: whichever there
   * are. Any other, except to a domain's own partitions, makes the read incomplete. Default: none.
   */
  readonly knownReferrals?: readonly string[] | null
}

/** What is to be known of what changed. */
export interface ChangesRequest {
  /** A change token of before a read, and the one of now. */
  readonly since: string
  readonly now: string
  /** The reads that are to go by changes. */
  readonly reads: readonly Pick<ReadRequest, 'bases' | 'filter' | 'attributes'>[]
  /** Attributes that name other entries, whose values may be renamed without notice. */
  readonly links: readonly string[]
  /** Of more entries that changed nobody wants to know. */
  readonly atMost: number
}

/** An entry that was changed, moved or deleted. */
export interface Touched {
  /** Where it is now; null: nowhere. */
  readonly dn: string | null
  readonly stableId: string
}

/** What a server tells of what changed since a token: all of it, as far as the values of entries go. */
export interface Changes {
  /** As `read`, of at most 100 entries those that are in scope; of none, the proof alone. */
  these(request: ReadRequest, stableIds: readonly string[]): AsyncIterable<ReadItem>
  /** Whatever changed or was deleted in the naming contexts of the search bases. Throws `DirectoryError` if it cannot be known. */
  touched(): AsyncIterable<readonly Touched[]>
  /** Whether an entry that was known is there still; null: whatever is not was told as touched. */
  readonly isThere: ((stableId: string) => boolean) | null
  /** `touched` names only who is in the scope of the reads or was: each with its name, also where one above was renamed. */
  readonly inScopeOnly: boolean
}

/** What is to be known of who is in scope, of a server that does not tell what changed. */
export interface RollRequest extends Pick<ChangesRequest, 'reads' | 'links' | 'atMost'> {
  /** The roll of the same reads that was called before; null: none. */
  readonly before: readonly IdSet[] | null
}

export interface Rolled {
  /** For each read who is in its scope, with a mark of how they are. */
  readonly roll: readonly IdSet[]
  /** What is not as it was before, or why that is not told, in a sentence; '' where there is no before. */
  readonly changes: Changes | { readonly why: string }
}

/** How a read ended: complete only if every check is ok. */
export interface ReadProof {
  readonly complete: boolean
  readonly pages: number
  readonly entries: number
  /** URLs of search references (RFC 4511 §4.5.3), each once. */
  readonly referrals: readonly string[]
  readonly checks: Proof['checks']
  /** The error that ended it, when it did not complete. */
  readonly error: DirectoryProblem | null
}

/** A page as it arrives; the last item of a read is its proof. Entries found twice (overlapping bases) come once. */
export type ReadItem = { readonly entries: readonly Entry[] } | { readonly proof: ReadProof }

/** What went wrong, mapped once from sockets, TLS and result codes. */
export interface DirectoryProblem {
  readonly code: DirectoryErrorCode
  readonly message: string
  readonly fix: string
  readonly field: string
  readonly raw: string
}

/** Value deltas of one attribute: exact old values to delete, new ones to add. */
export interface AttributeDelta {
  readonly attribute: string
  readonly remove: readonly string[]
  readonly add: readonly string[]
  /** True: the attribute may hold other values, which stay. Otherwise, with nothing to remove, it must hold none. */
  readonly amongOthers?: boolean
}

/** What the directory's answer to a guarded write was. */
export type WriteOutcome =
  | {
      readonly state: 'done'
      readonly atomic: boolean
      readonly dn: string
      readonly stableId: string
      readonly after: Entry | null
    }
  | { readonly state: 'refused'; readonly problem: DirectoryProblem }
  | { readonly state: 'drifted'; readonly problem: DirectoryProblem }
  /** The connection ended between send and answer. */
  | { readonly state: 'in_doubt'; readonly problem: DirectoryProblem }

/** Done with `refusedValues`: the other values were applied. `alreadySo`: they were there, or gone, before. */
export type MembersOutcome = WriteOutcome & {
  readonly alreadySo?: readonly string[]
  readonly refusedValues?: readonly { readonly value: string; readonly problem: DirectoryProblem }[]
}

/** Attribute name → its values; none: it must hold no value. */
export type EntryValues = ReadonlyMap<string, readonly string[]>

export interface Target {
  readonly dn: string
  readonly stableId: string
}

export interface MemberDelta {
  readonly attribute: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** Added before the last member goes, removed when there is a real one again; null: the class demands none. */
  readonly placeholder: string | null
}

/** What an entry may be found by. */
export interface AttributeValue {
  readonly attribute: string
  /** Null: whatever it is. */
  readonly value: string | null
}

/** One authenticated connection to one server, kept for a whole task. Methods may be called with several in flight. */
export interface DirectorySession {
  readonly server: ServerInfo
  schema(): Promise<Schema>
  /**
   * How far the server has come: contextCSN values, sorted and joined; `time#usn#invocationId` of a domain controller;
   * '' where neither is served.
   */
  changeToken(): Promise<string>
  /** What changed since a token, or why that cannot be told in full, in a sentence. Throws `DirectoryError`. */
  changes(request: ChangesRequest): Promise<Changes | { readonly why: string }>
  /** Whether the server tells what changed, as far as a change token of now says and the search bases are concerned. Throws `DirectoryError`. */
  tellsChanges(now: string, reads: ChangesRequest['reads']): Promise<boolean>
  /** Who is in scope, and what changed since that was asked before; why it cannot be told, in a sentence. Throws `DirectoryError`. */
  callRoll(request: RollRequest): Promise<Rolled | { readonly why: string }>
  /** Stable ids by DN, of what is at these DNs. Throws `DirectoryError`. */
  idsAt(dns: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Throws `DirectoryError` for the first of these search bases that is not there. */
  assertBases(bases: readonly SearchBase[], subject: 'people' | 'groups'): Promise<void>
  /** Streams pages through every base, following a live cookie to its end. Never throws for a failed page: the proof says it. */
  read(request: ReadRequest): AsyncIterable<ReadItem>
  /** Looks entries up by stable id under every naming context, 100 per search. Throws `DirectoryError` if it cannot be known. */
  lookUp(stableIds: readonly string[], attributes: readonly string[]): Promise<ReadonlyMap<string, Entry>>
  /** Pages of entries that have one of these values, under every naming context. Throws `DirectoryError` if it cannot be known. */
  lookFor(values: readonly AttributeValue[], attributes: readonly string[]): AsyncIterable<readonly Entry[]>
  /** The same whole read, for one entry, as of now; null when it is not there. */
  readOne(target: Target, attributes: readonly string[]): Promise<Entry | null>
  create(dn: string, attributes: EntryValues): Promise<WriteOutcome>
  /** A creation in doubt: done if the entry there is ours by its values, creator and time; null: nothing is there (rule 10). */
  adopt(dn: string, attributes: EntryValues, since: string): Promise<WriteOutcome | null>
  /** Old values deleted and new ones added in one modify; the stable id, and absent → value, asserted (rule 9). */
  update(target: Target, deltas: readonly AttributeDelta[]): Promise<WriteOutcome>
  /** Additions first, at most 500 values per modify, a refused batch bisected; 16 and 20 mean "already so". */
  changeMembers(target: Target, delta: MemberDelta): Promise<MembersOutcome>
  /** New RDN and/or new superior; asserted by stable id. */
  rename(target: Target, newDn: string): Promise<WriteOutcome>
  /** Over TLS (or, by RFC 3062, on this machine); what a policy says is a refusal. Nothing is kept or told of it. */
  setPassword(target: Target, password: string): Promise<WriteOutcome>
  /** One leaf entry, if it still is as `seen`; asserted by stable id and values, but for groups (rule 9). Gone already is done. */
  delete(target: Target, seen: EntryValues): Promise<WriteOutcome>
  close(): Promise<void>
}
