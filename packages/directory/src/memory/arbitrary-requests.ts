import * as fc from 'fast-check'
import {
  AddRequest,
  Attribute,
  Change,
  DeleteRequest,
  ModifyDNRequest,
  ModifyRequest,
  type Message,
} from 'ldapts'
import { places } from './plant-tree.ts'

/** A request that can be sent to several servers, with words for a failing example. */
interface Request {
  readonly words: string
  build(messageId: number): Message
  toString(): string
}

const [users = '', groups = '', services = ''] = places
const uids = ['a', 'b', 'A', 'c d', 'Ü, x']
const rdn = fc.constantFrom(
  ...uids.map((uid) => `uid=${uid.replace(',', '\\,')}`),
  'cn=One',
  'cn=one',
  'cn=Two+uid=b',
  'commonName=One',
)
const personDn = fc.tuple(rdn, fc.constantFrom(users, services)).map((parts) => parts.join(','))
const groupDn = fc.constantFrom('g', 'h', 'G').map((cn) => `cn=${cn},${groups}`)
const anyDn = fc.oneof(
  { weight: 4, arbitrary: personDn },
  { weight: 2, arbitrary: groupDn },
  fc.constantFrom(...places),
)
const member = fc.oneof(
  { weight: 6, arbitrary: personDn },
  groupDn,
  fc.constantFrom('', 'no dn', `UID=A , ${users.toUpperCase()}`),
)
const text = fc.constantFrom('x', 'X', 'y  z', 'Y Z', '')

const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  title: text,
  description: text,
  displayName: text,
  sn: text,
  cn: text,
  shoeSize: text,
  jpegPhoto: text,
  employeeNumber: fc.constantFrom('1', '2'),
  uid: fc.constantFrom(...uids),
  mail: fc.constantFrom('a@x.org', 'A@X.org', 'b@x.org', 'ü@x.org'),
  mobile: fc.constantFrom('+1 2', '+12', '+3'),
  objectClass: fc.constantFrom('person', 'inetOrgPerson', 'groupOfNames', 'nobody', 'dcObject', 'top'),
  dc: fc.constantFrom('x', 'y'),
  uniqueMember: member,
  member,
  manager: member,
  memberOf: groupDn,
}
const valueOf = (attribute: string) => values[attribute] ?? text

const request = (words: string, build: Request['build']): Request => ({
  words,
  build,
  toString: () => words,
})

const change = fc.constantFrom(...Object.keys(values)).chain((attribute) =>
  fc.record({
    attribute: fc.constant(attribute),
    operation: fc.constantFrom('add', 'delete', 'replace'),
    given: fc.array(valueOf(attribute), { maxLength: 2 }),
  }),
)

const add = fc
  .oneof(
    fc.record({
      dn: personDn,
      objectClass: fc.constant('inetOrgPerson'),
      cn: fc.constant('C'),
      sn: fc.option(fc.constant('S'), { freq: 5, nil: undefined }),
      title: fc.option(text, { nil: undefined }),
      mail: fc.option(valueOf('mail'), { nil: undefined }),
      uid: fc.option(valueOf('uid'), { nil: undefined }),
    }),
    fc.record({
      dn: groupDn,
      objectClass: fc.constant('groupOfUniqueNames'),
      uniqueMember: fc.uniqueArray(member, { maxLength: 3 }),
    }),
    fc.record({
      dn: groupDn,
      objectClass: fc.constant('groupOfNames'),
      member: fc.uniqueArray(member, { maxLength: 3 }),
    }),
  )
  .map(({ dn, ...given }) => {
    const attributes = Object.entries(given).flatMap(([type, value]) =>
      value === undefined || value.length === 0 ? [] : [new Attribute({ type, values: [value].flat() })],
    )
    return request(
      `add ${dn} ${JSON.stringify(given)}`,
      (messageId) => new AddRequest({ messageId, dn, attributes }),
    )
  })

const modify = fc
  .record({ dn: anyDn, changes: fc.array(change, { minLength: 1, maxLength: 3 }) })
  .map(({ dn, changes: wanted }) => {
    const changes = wanted
      .filter(({ operation, given }) => operation !== 'add' || given.length > 0)
      .map(
        ({ operation, attribute: type, given }) =>
          new Change({ operation, modification: new Attribute({ type, values: given }) }),
      )
    return request(
      `modify ${dn} ${JSON.stringify(wanted)}`,
      (messageId) => new ModifyRequest({ messageId, dn, changes }),
    )
  })

const rename = fc
  .record({
    dn: fc.oneof({ weight: 2, arbitrary: personDn }, groupDn),
    newRdn: fc.oneof(rdn, fc.constantFrom('cn=g', 'cn=h', 'cn=k')),
    newSuperior: fc.constantFrom('', '', '', ...places),
    deleteOldRdn: fc.boolean(),
  })
  .map((to) =>
    request(`rename ${JSON.stringify(to)}`, (messageId) => new ModifyDNRequest({ messageId, ...to })),
  )

const remove = fc
  .oneof(personDn, groupDn)
  .map((dn) => request(`delete ${dn}`, (messageId) => new DeleteRequest({ messageId, dn })))

/** A history of requests on few names and values, so that they meet. */
export const requests = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: add },
    { weight: 5, arbitrary: modify },
    { weight: 3, arbitrary: rename },
    { weight: 1, arbitrary: remove },
  ),
  { minLength: 1, maxLength: 30, size: 'max' },
)
