import { openStore } from '@bindery/store'
import type { Slapd } from '@bindery/testbed'
import { storePlace } from '../src/tasks/data-place.ts'
import { dataAt } from '../src/test-data.ts'

/** What the accounts hold and what Bindery remembers of the pairs, without times. */
export async function readAccounts(dataDir: string) {
  const store = await openStore(storePlace(await dataAt(dataDir)))
  const { db } = store
  const people = await db
    .selectFrom('people')
    .select(['id', 'username', 'attributes', 'active'])
    .select(({ eb }) => eb('deleted_at', 'is not', null).as('deleted'))
    .orderBy('id')
    .execute()
  const groups = await db
    .selectFrom('groups')
    .select(['id', 'name'])
    .select(({ eb }) => eb('deleted_at', 'is not', null).as('deleted'))
    .orderBy('id')
    .execute()
  const memberships = await db
    .selectFrom('memberships')
    .selectAll()
    .orderBy('group_id')
    .orderBy('person_id')
    .execute()
  const links = await db
    .selectFrom('links')
    .select(['kind', 'local_id', 'dn', 'state', 'base'])
    .orderBy('kind')
    .orderBy('local_id')
    .execute()
  const bases = await db
    .selectFrom('link_members')
    .innerJoin('links', 'links.id', 'link_members.link_id')
    .select(['links.local_id', 'link_members.person_id'])
    .orderBy('links.local_id')
    .orderBy('link_members.person_id')
    .execute()
  const holds = await db
    .selectFrom('holds')
    .select(['person_id', 'reason', 'outcome'])
    .orderBy('id')
    .execute()
  await store.close()
  return { people, groups, memberships, links, bases, holds }
}

/** The entries without what a server makes up, and every write to them by the access log. */
export async function readDirectory(server: Slapd) {
  const entries = await server.search(['(objectClass=*)', '*'])
  const written = await server.search([
    '-b',
    'cn=accesslog',
    '(&(objectClass=auditWriteObject)(reqResult=0))',
    'reqType',
    'reqDN',
    'reqMod',
  ])
  return {
    entries: entries
      .map(({ dn, attributes }) =>
        JSON.stringify([dn, Object.entries(attributes).map(([name, values]) => [name, values.toSorted()])]),
      )
      .toSorted(),
    written: written
      .map(({ attributes: { reqType, reqDN, reqMod } }) =>
        JSON.stringify([
          reqType,
          reqDN,
          reqType?.[0] === 'modify' ? (reqMod ?? []).filter(isOwn).toSorted() : [],
        ]),
      )
      .toSorted(),
  }
}

/** Asked for, and not written beside it by the server. */
const isOwn = (mod: string) => !/^(entryCSN|modifiersName|modifyTimestamp|memberOf)\b/i.test(mod)
