import { childDn } from '@bindery/contract/ldap-text'
import type { DirectorySession, Target } from '../types.ts'
import type { DirectoryUnderTest } from './directory-under-test.ts'

/** What the tests of the suite share: one directory, one session, and names that nobody else uses. */
export interface DirectoryFixture {
  readonly directory: DirectoryUnderTest
  readonly session: DirectorySession
  /** A name of its own: `w1`, `w2`, … */
  readonly fresh: () => string
  /** A new person with these attributes, named by a uid of its own. */
  readonly person: (attributes?: Record<string, string[]>) => Promise<Target & { readonly uid: string }>
  /** A new person of this name below a base. */
  readonly personAt: (base: string, uid: string, attributes?: Record<string, string[]>) => Promise<Target>
  /** A new group with these members. */
  readonly group: (members: readonly string[]) => Promise<Target>
}

export async function openFixture(open: () => Promise<DirectoryUnderTest>): Promise<DirectoryFixture> {
  const directory = await open()
  const session = await directory.connect()
  let count = 0
  const fresh = () => `w${(count += 1)}`
  const personAt: DirectoryFixture['personAt'] = (base, uid, attributes = {}) => {
    const { naming, somebody } = directory.dialect
    return created(session, childDn(naming, uid, base), { ...somebody(uid), ...attributes })
  }
  return {
    directory,
    session,
    fresh,
    async person(attributes = {}) {
      const uid = fresh()
      return { uid, ...(await personAt(directory.usersBase, uid, attributes)) }
    },
    personAt,
    async group(members) {
      const name = fresh()
      const { groupClass, member, cn } = directory.dialect
      const dn = childDn(cn, name, directory.groupsBase)
      return created(session, dn, { objectClass: [groupClass], [member]: members })
    },
  }
}

/** Creates an entry that must come about. */
export async function created(
  session: DirectorySession,
  dn: string,
  attributes: Readonly<Record<string, readonly string[]>>,
): Promise<Target> {
  const outcome = await session.create(dn, new Map(Object.entries(attributes)))
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
  return { dn: outcome.dn, stableId: outcome.stableId }
}
