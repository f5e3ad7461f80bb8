import type { Generated, Selectable } from 'kysely'

/**
 * The tables, as both dialects have them. Ids are integers from `sequences`, so that a plan can reserve the ids
 * of what it will create. Documents are JSON text; booleans are 0 and 1; instants are ISO 8601 text in UTC.
 */
export interface Tables {
  /** Who did what, in order; only ever added to, each entry with the hash of the one before. */
  audit: {
    /** 1, 2, 3… without a gap. */
    id: number
    at: string
    actor: string
    /** user, token, schedule, nobody or system. */
    actor_kind: string
    /** Where the request came from; '' when it was none. */
    address: string
    action: string
    subject_kind: string
    subject_id: number | null
    subject_label: string
    directory_id: number | null
    plan_id: number | null
    run_id: number | null
    /** done or refused. */
    outcome: string
    /** As in `people`: what the list searches in. */
    search_text: string
    previous_hash: string
    hash: string
    /** JSON: what it was before and is after, and why. */
    details: string
  }
  /** The end of the log, in one row: whoever adds to it waits for this. */
  audit_head: {
    id: number
    last_id: number
    hash: string
    /** `last_id` and `hash`, sealed: without the key the log cannot be cut off or written anew. '' before the first entry. */
    seal: string
  }
  sequences: { name: string; next: number }
  directories: {
    id: number
    name: string
    enabled: number
    version: number
    /** Sealed secrets by name: {"bindPassword":{"sealed":"…","changedAt":"…"}}. */
    secrets: string
    deleted_at: string | null
  }
  /** A row for each key that the database may hold something of, by whose sealed words a start tells that key from others. */
  key_checks: { key_id: string; sealed: string }
  /** The last test of any settings, saved or not, by their hash: a draft's test counts when it is then saved. */
  tests: { settings_hash: string; at: string; passed: number; failed_step: string | null }
  settings_versions: {
    directory_id: number
    version: number
    settings: string
    /** Hash of scope, mapping and policy of absence: removals wait when it changes. */
    scope_hash: string
    saved_at: string
    actor: string
  }
  people: {
    id: number
    row_version: number
    username: string
    /** caseIgnoreKey of each matching key; null when empty. */
    username_key: string | null
    employee_number_key: string | null
    email_key: string | null
    /** {"employeeNumber":["…"],"email":["…"],…}: account form of every attribute but username and active. */
    attributes: string
    /** Lower-cased username, names and mail addresses, a line each: what lists search in and are ordered by. */
    search_text: string
    active: number
    created_at: string
    updated_at: string
    deleted_at: string | null
  }
  groups: {
    id: number
    /** Also moves when a membership changes. */
    row_version: number
    name: string
    name_key: string | null
    description: string
    /** As in `people`: name and description. */
    search_text: string
    created_at: string
    updated_at: string
    deleted_at: string | null
  }
  memberships: { group_id: number; person_id: number }
  links: {
    id: number
    directory_id: number
    kind: string
    local_id: number
    stable_id: string
    dn: string
    dn_key: string
    state: string
    state_since: string
    change_token: string
    /** Hash of the entry (DN, mapped raw values, members) and of the rules, as last agreed; '' forces a compare. */
    hash: string
    /** row_version of the local object as last agreed. */
    local_version: number
    /** {ruleId: {fingerprint, values, raw}}: the base of each rule. */
    base: string
    /** What its link_members belong to; '' before there are any. */
    members_fingerprint: string
  }
  link_members: { link_id: number; person_id: number }
  snapshots: {
    id: number
    directory_id: number
    started_at: string
    finished_at: string | null
    complete: number
    people: number
    groups: number
    /** Attribute → how many entries had it: {"person":{"mail":250},"group":{}}. */
    attribute_counts: string
    /** Referrals and the scope hash, to tell new ones from known ones. */
    scope_hash: string
    referrals: string
    token: string
    proof: string
  }
  staged_entries: {
    id: Generated<number>
    snapshot_id: number
    kind: string
    stable_id: string | null
    link_id: number | null
    dn: string
    dn_key: string
    hash: string
    username_key: string | null
    employee_number_key: string | null
    email_key: string | null
    /** Set by matching: the local object this unlinked entry is to be linked to, or will create. */
    local_id: number | null
    /** '' or why it is skipped, withheld or in conflict: {"reason":…,"detail":…}. */
    verdict: string
    /** {"values":{ruleId:{values,raw}},"members":[dn]}. */
    data: string
  }
  /** How far the last preview of a directory read, where the server tells what changed since. */
  marks: {
    directory_id: number
    /** The server's change token of before that read. */
    token: string
    /** The URL of the server that was read. */
    server: string
    bound_as: string
    /** Hash of the settings that say who is in scope and what of them is compared. */
    settings_hash: string
    /** When that preview began, and the last one that read everything. */
    at: string
    full_at: string
    /** Why the next preview cannot go by it, in a sentence; '' when it can. */
    problem: string
    /**
     * The known entries, counted, as JSON; `unsettled_entries` is then whole. '' after a read of everything: who needs
     * that finds both out.
     */
    tally: string
    /**
     * 1: what may be unsettled is noted as it is written, since `unsettled_entries` is whole, or is made so by the preview
     * under way. After a read of everything nobody asks for it before it is found anew.
     */
    notes_unsettled: number
  }
  /**
   * Entries that may not be settled: a preview of what changed looks at them although they did not. The database itself
   * notes those of links that were written, or what they link.
   */
  unsettled_entries: {
    directory_id: number
    kind: string
    stable_id: string
    /** 1: noted before the preview under way, which looks at it. */
    taken: number
  }
  /** The entries in scope as last read, for a preview that reads only what changed. */
  known_entries: {
    directory_id: number
    kind: string
    stable_id: string
    /** The order in which they were read first. */
    place: number
    dn: string
    /** As in `links`: of the entry as it was read. */
    hash: string
    /** It could not be read as a person or a group. */
    skipped: number
    /** One 0 or 1 for each attribute that is asked for: whether the entry has it. */
    attributes: string
    /** Which of the search bases it counts for; -1: none. */
    base: number
    /** How many people are in it as their primary group. */
    primary_members: number
  }
  /** What stands above them: renaming one renames all below, and marks none of them as changed. */
  known_places: { directory_id: number; stable_id: string; dn: string }
  /** Of a server that does not tell what changed: all ids in scope with a mark of how the entries were, in parts. */
  rolls: { directory_id: number; kind: string; part: number; entries: string }
  /** What people's entries are called in groups that name their members by username; `former`: once were. */
  staged_names: { snapshot_id: number; name_key: string; dn_key: string; name: string; former: number }
  /** Who is named by a group that is nested in another. */
  staged_members: { snapshot_id: number; entry_id: number; person_id: number }
  /** Whom the groups name that synchronization is limited to: by DN key or username key, with the place of the group in that list. */
  limit_members: { snapshot_id: number; member_key: string; place: number }
  schedules: {
    directory_id: number
    /** The schedule that `next_at` was computed for, as JSON: another one makes it anew. */
    rule: string
    next_at: string | null
    paused_at: string | null
    paused_by: string
    /** Why, when it was no person's own wish. */
    paused_why: string
    last_at: string | null
    last_outcome: string
    last_sentence: string
    last_plan_id: number | null
    last_run_id: number | null
    /** In a row. */
    failures: number
    failure: string | null
  }
  plans: {
    id: number
    directory_id: number
    settings_version: number | null
    scope_hash: string
    state: string
    created_at: string
    finished_at: string | null
    actor: string
    snapshot_id: number | null
    plan_hash: string
    progress: string
    guard_input: string
    proof: string | null
    failure: string | null
    approval: string | null
    sentence: string
    run_id: number | null
    /** The run whose inverse this is; null: a preview. */
    undoes_run: number | null
    /** The run of which only what failed is included; null: everything. */
    retries_run: number | null
    /** A person asked for links to be given new stable ids, if the directory turns out to be restored. */
    relinks: number
    /** A person asked for everything to be read, not only what changed. */
    reads_all: number
    /** What such a read found, as JSON (`Restored`); null: it was none. */
    restored: string | null
    /** Applied with every loss it proposed, or with a person's approval: what later plans are measured by. */
    passed_whole: number
    /** The plan that stands for this one, whose own rows are gone: it proposes exactly the same, and waited before. */
    same_as: number | null
  }
  plan_changes: {
    id: number
    plan_id: number
    /** Order within the plan, and of its application. */
    seq: number
    side: string
    subject_kind: string
    kind: string
    reason: string
    name: string
    display_name: string
    search_text: string
    dn: string | null
    new_dn: string | null
    local_id: number | null
    link_id: number | null
    stable_id: string | null
    /** Of the conflict that this row tells of, or that people decided so. */
    conflict_key: string | null
    row_version: number | null
    effect: string
    why: string
    /** Comma-joined, with a comma at both ends, so that one can be found by LIKE. */
    warnings: string
    attributes: string
    /** PlanValue[]: what both sides hold of each attribute, and what the row leaves behind. */
    values: string
    applicable: number
    /** As the policy proposes; `plan_selection` holds what people decided otherwise. */
    included: number
    depends_on: number | null
    /** What the guard counts this row as: {"removals":1,"cleared_values":["phone"]}. */
    guard: string
    /** Everything the application needs: hash, base, entry attributes. */
    payload: string
    added: number
    removed: number
    unchanged: number
    unmanaged: number
    nested: number
  }
  /** How many rows a plan proposes that are alike in everything that is counted; from when its preview has ended. */
  plan_tallies: Pick<
    Tables['plan_changes'],
    | 'plan_id'
    | 'side'
    | 'subject_kind'
    | 'kind'
    | 'attributes'
    | 'warnings'
    | 'guard'
    | 'applicable'
    | 'included'
  > & {
    count: number
    /** How many of them people decided otherwise. */
    decided: number
  }
  plan_members: { change_id: number; op: string; person_id: number; name: string; dn: string | null }
  plan_selection: { plan_id: number; change_id: number; included: number }
  runs: {
    id: number
    directory_id: number
    plan_id: number
    state: string
    started_at: string
    /** When it last went on after it was cut short; null: it never was. */
    resumed_at: string | null
    finished_at: string | null
    actor: string
    progress: string
    planned: string
    failure: string | null
  }
  journal: {
    id: number
    run_id: number
    change_id: number
    state: string
    side: string
    subject_kind: string
    kind: string
    name: string
    dn: string | null
    effect: string
    atomic: number
    at: string
    /** What will be done, and what was there before (sealed); what came of it. */
    intent: string
    before_image: string | null
    failure: string | null
    /** For the guard's sum over 24 hours, as in plan_changes. */
    guard: string
    directory_id: number
  }
  conflicts: {
    id: number
    directory_id: number
    /** family:subjectKind:identity, one conflict each; the identity is the entry's stable id, else `local:ID`. */
    key: string
    family: string
    reason: string
    subject_kind: string
    state: string
    name: string
    display_name: string
    /** As in `people`: what the inbox searches in. */
    search_text: string
    dn: string | null
    local_id: number | null
    link_id: number | null
    stable_id: string | null
    why: string
    /** What was seen: {"values":[…],"candidates":[…]}. */
    details: string
    /** What a decision rests on: {"fact":"its value"}. */
    facts: string
    decision: string | null
    /** The facts that the decision was made on. */
    decision_facts: string | null
    decided_by: string
    decided_at: string | null
    first_seen_at: string
    /** The plan that saw it last. */
    plan_id: number
  }
  holds: {
    id: number
    directory_id: number
    person_id: number
    link_id: number
    /** `gone_from_directory` or `left_scope`. */
    cause: string
    /** In words. */
    reason: string
    opened_at: string
    /** When the deletion of the account is proposed; null: never. */
    due_at: string | null
    ended_at: string | null
    /** '' while open, then `released` or `deleted`, and by whom. */
    outcome: string
    ended_by: string
  }
  /** Who may sign in to the console. Two never share a name, wherever they sign in: it stands in rows as the actor. */
  users: {
    id: Generated<number>
    row_version: number
    username: string
    /** caseIgnoreKey of the username. */
    username_key: string
    display_name: string
    role: string
    /** Where they sign in: `local`, `directory` or `oidc`. */
    origin: string
    /** What tells them there for ever: a stable id, or issuer and subject. */
    external_id: string | null
    /** argon2id, as a PHC string; null: no password. */
    password_hash: string | null
    disabled: number
    created_at: string
    updated_at: string
    signed_in_at: string | null
    /** The secret of their authenticator app; null: they have none. */
    totp_sealed: string | null
    /** Null: no code of it was given yet, and none is asked for. */
    totp_confirmed_at: string | null
    /** The 30 seconds, since 1970, of the last code that was taken: neither it nor one before is taken again. */
    totp_last_step: number | null
    /** JSON: the SHA-256 hashes of the recovery codes that are not used up. */
    recovery_codes: string | null
  }
  /** Open sessions; one that ended is gone. */
  sessions: {
    id: Generated<number>
    user_id: number
    /** SHA-256 of what the cookie holds, which is kept nowhere. */
    secret_hash: string
    created_at: string
    seen_at: string
    /** When the user last showed a password or a code. */
    proved_at: string
    /** The absolute end. */
    ends_at: string
    address: string
    agent: string
  }
  /** How people sign in besides with a password of their own: one row, id 1; none: never saved. */
  sign_in_settings: {
    id: number
    version: number
    /** JSON: SignInSettings. */
    document: string
    /** Sealed for `sign_in_settings:1:client_secret`. */
    client_secret: string | null
    client_secret_changed_at: string | null
    saved_at: string
    saved_by: string
  }
  /** Sign-ins that are under way at the provider, until they are taken up or ten minutes old. */
  oidc_attempts: {
    id: Generated<number>
    /** SHA-256 of what the browser's cookie holds, which is kept nowhere. */
    secret_hash: string
    issuer: string
    redirect_uri: string
    return_to: string
    started_at: string
    /** The session from which it began, which is to be proved or else ended when another is opened; null: there was none. */
    session_id: number | null
    user_id: number | null
    is_proof: number
  }
  /** Links by which a user chooses a password: one for each, and gone once it was used. */
  invitations: {
    user_id: number
    /** SHA-256 of what the link holds, which is kept nowhere. */
    token_hash: string
    created_at: string
    expires_at: string
    /** Whether using it also takes the authenticator app away. */
    removes_totp: number
  }
  /** Tokens for programs; one that was revoked is gone. */
  api_tokens: {
    id: Generated<number>
    /** Whoever made it: it may never do more than they may. */
    user_id: number
    name: string
    name_key: string
    /** SHA-256 of the token, which is kept nowhere. */
    secret_hash: string
    /** JSON: a list. */
    permissions: string
    created_at: string
    expires_at: string
    used_at: string | null
    used_address: string
  }
  /** Names, of users or of nobody, that were tried in vain. */
  failed_sign_ins: { username_key: string; failures: number; locked_until: string; last_at: string }
}

/** A row of `users`. */
export type User = Selectable<Tables['users']>
