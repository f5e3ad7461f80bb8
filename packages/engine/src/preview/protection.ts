import { dnKey } from '@bindery/contract/ldap-text'

/** Somebody a row would take something away from: by the names of the entry, and as an account. */
export interface Subject {
  readonly dns: readonly string[]
  readonly localId: number | null
}

/** A listed group, and who is in it on either side. */
export interface ProtectedGroup {
  readonly dn: string
  readonly members: readonly string[]
  readonly people: readonly number[]
}

/**
 * Who is never removed, disabled or held (rule 8): the bind account, whoever is listed, and whoever is in a listed group.
 * Members of such a group are not taken out of it either, unless something else protects them.
 */
export class Protection {
  /** DN key → why. */
  readonly #listed = new Map<string, string>()
  /** DN key, or local id, of a member → DN keys of the groups that protect it. */
  readonly #groups = new Map<string | number, Set<string>>()
  readonly #names = new Map<string, string>()

  constructor(bindDns: readonly string[], listed: readonly string[], groups: readonly ProtectedGroup[]) {
    for (const dn of listed) this.#listed.set(dnKey(dn), 'It is listed as protected.')
    for (const dn of bindDns)
      if (dn !== '') this.#listed.set(dnKey(dn), 'It is the account that Bindery signs in with.')
    for (const { dn, members, people } of groups) {
      const group = dnKey(dn)
      this.#names.set(group, dn)
      for (const member of [...members.map((one) => dnKey(one)), ...people]) {
        const known = this.#groups.get(member)
        if (known) known.add(group)
        else this.#groups.set(member, new Set([group]))
      }
    }
  }

  /** Why a person or a group is protected, in a sentence; '' when it is not. */
  why(subject: Subject): string {
    const listed = this.#whyListed(subject)
    if (listed !== '') return listed
    const [group] = this.#groupsOf(subject)
    return group === undefined ? '' : `It is in ${this.#names.get(group) ?? ''}, which is protected.`
  }

  /** Whether it is a listed group, which protects its members. */
  isGroup(dn: string): boolean {
    return this.#names.has(dnKey(dn))
  }

  /**
   * Whether a member may be taken out of a group. Out of a protected one only if something else goes on protecting them;
   * a membership that may go protects nobody from then on, so that the last one is found out.
   */
  mayLeave(groupDn: string, member: Subject): boolean {
    const group = dnKey(groupDn)
    if (!this.#names.has(group) || this.#whyListed(member) !== '') return true
    const protecting = this.#groupsOf(member)
    if (protecting.has(group) && protecting.size === 1) return false
    for (const key of this.#keysOf(member)) this.#groups.get(key)?.delete(group)
    return true
  }

  #whyListed({ dns }: Subject): string {
    return dns.map((dn) => this.#listed.get(dnKey(dn)) ?? '').find((why) => why !== '') ?? ''
  }

  #groupsOf(subject: Subject): Set<string> {
    return new Set(this.#keysOf(subject).flatMap((key) => [...(this.#groups.get(key) ?? [])]))
  }

  #keysOf({ dns, localId }: Subject): (string | number)[] {
    return [...dns.map((dn) => dnKey(dn)), ...(localId === null ? [] : [localId])]
  }
}
