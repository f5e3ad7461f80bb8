import { describe, expect, test } from 'vitest'
import { buildSchema, parseAttributeType, parseObjectClass, SchemaSyntaxError } from './index.ts'

const PRINTABLE = '1.3.6.1.4.1.1466.115.121.1.15'

// As OpenLDAP 2.5 publishes them in cn=Subschema, among them some of core.schema, cosine.schema and nis.schema.
const attributeTypes = [
  `( 2.5.4.0 NAME 'objectClass' DESC 'RFC4512: object classes of the entity' EQUALITY objectIdentifierMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.38 )`,
  `( 2.5.4.41 NAME 'name' DESC 'RFC4519: common supertype of name attributes' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX ${PRINTABLE}{32768} )`,
  `( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC 'RFC4519: common name(s) for which the entity is known by' SUP name )`,
  `( 2.5.4.4 NAME ( 'sn' 'surname' ) DESC 'RFC2256: last (family) name(s) for which the entity is known by' SUP name )`,
  `( 0.9.2342.19200300.100.1.3
	NAME ( 'mail' 'rfc822Mailbox' )
	DESC 'RFC1274: RFC822 Mailbox'
    EQUALITY caseIgnoreIA5Match
    SUBSTR caseIgnoreIA5SubstringsMatch
    SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )`,
  `( 1.3.6.1.1.16.4 NAME 'entryUUID' DESC 'UUID of the entry' EQUALITY UUIDMatch ORDERING UUIDOrderingMatch SYNTAX 1.3.6.1.1.16.1 SINGLE-VALUE NO-USER-MODIFICATION USAGE directoryOperation )`,
  `( 2.16.840.1.113730.3.1.3 NAME 'employeeNumber' DESC 'RFC2798: numerically identifies an employee within an organization' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX ${PRINTABLE} SINGLE-VALUE )`,
]
const objectClasses = [
  `( 2.5.6.0 NAME 'top' DESC 'top of the superclass chain' ABSTRACT MUST objectClass )`,
  `( 2.5.6.6 NAME 'person' DESC 'RFC2256: a person' SUP top STRUCTURAL MUST ( sn $ cn ) MAY ( userPassword $ telephoneNumber $ seeAlso $ description ) )`,
  `( 2.5.6.7 NAME 'organizationalPerson' DESC 'RFC2256: an organizational person' SUP person STRUCTURAL MAY ( title $ x121Address $ ou $ st $ l ) )`,
  `( 2.16.840.1.113730.3.2.2
    NAME 'inetOrgPerson'
	DESC 'RFC2798: Internet Organizational Person'
    SUP organizationalPerson
    STRUCTURAL
	MAY ( displayName $ employeeNumber $ rfc822Mailbox $ uid ) )`,
  `( 1.3.6.1.1.1.2.0 NAME 'posixAccount' DESC 'Abstraction of an account with POSIX attributes' SUP top AUXILIARY MUST ( cn $ uid $ uidNumber ) MAY ( userPassword $ loginShell ) )`,
]

const bare = {
  names: [],
  description: undefined,
  obsolete: false,
  sup: undefined,
  equality: undefined,
  ordering: undefined,
  substring: undefined,
  syntax: undefined,
  syntaxLength: undefined,
  singleValue: false,
  noUserModification: false,
  usage: 'userApplications',
}

test.each([
  ['( 1.2.3 )', { ...bare, oid: '1.2.3' }],
  [
    attributeTypes[4] ?? '',
    {
      ...bare,
      oid: '0.9.2342.19200300.100.1.3',
      names: ['mail', 'rfc822Mailbox'],
      description: 'RFC1274: RFC822 Mailbox',
      equality: 'caseIgnoreIA5Match',
      substring: 'caseIgnoreIA5SubstringsMatch',
      syntax: '1.3.6.1.4.1.1466.115.121.1.26',
      syntaxLength: 256,
    },
  ],
  [
    attributeTypes[5] ?? '',
    {
      ...bare,
      oid: '1.3.6.1.1.16.4',
      names: ['entryUUID'],
      description: 'UUID of the entry',
      equality: 'UUIDMatch',
      ordering: 'UUIDOrderingMatch',
      syntax: '1.3.6.1.1.16.1',
      singleValue: true,
      noUserModification: true,
      usage: 'directoryOperation',
    },
  ],
  [
    `( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' SYNTAX '${PRINTABLE}' SINGLE-VALUE )`,
    {
      ...bare,
      oid: '1.2.840.113556.1.4.221',
      names: ['sAMAccountName'],
      syntax: PRINTABLE,
      singleValue: true,
    },
  ],
  [
    `( nsUniqueId-oid NAME 'nsUniqueId' DESC 'Netscape's own (internal) id' SYNTAX 1.2{9} NO-USER-MODIFICATION X-ORIGIN ( 'Netscape' 'SUP' ) X-ORDERED 'VALUES' SINGLE-VALUE )`,
    {
      ...bare,
      oid: 'nsUniqueId-oid',
      names: ['nsUniqueId'],
      description: `Netscape's own (internal) id`,
      syntax: '1.2',
      syntaxLength: 9,
      noUserModification: true,
      singleValue: true,
    },
  ],
  [
    `{12}( 1.2 name x desc '' obsolete )`,
    { ...bare, oid: '1.2', names: ['x'], description: '', obsolete: true },
  ],
  [`(1.2 NAME('a' 'b')SUP 'c')`, { ...bare, oid: '1.2', names: ['a', 'b'], sup: 'c' }],
  [`( NAME 'nameless' )`, { ...bare, oid: 'nameless', names: ['nameless'] }],
  [`( 1.2 DESC 'it\\27s a \\5C and \\5c27' )`, { ...bare, oid: '1.2', description: `it's a \\ and \\27` }],
])('reads the attribute type %s', (text, expected) => {
  expect(parseAttributeType(text)).toEqual(expected)
})

test.each([
  ['( 1.2.3 )', { oid: '1.2.3', names: [], sup: [], kind: 'structural', must: [], may: [] }],
  [
    objectClasses[1] ?? '',
    {
      oid: '2.5.6.6',
      names: ['person'],
      description: 'RFC2256: a person',
      sup: ['top'],
      kind: 'structural',
      must: ['sn', 'cn'],
      may: ['userPassword', 'telephoneNumber', 'seeAlso', 'description'],
    },
  ],
  [
    `( 1.2 NAME 'x' SUP ( a $ b ) AUXILIARY OBSOLETE MUST 'cn' MAY ( 2.5.4.4 $ 'mail' ) X-NDS_NAME 'Y' )`,
    {
      oid: '1.2',
      names: ['x'],
      sup: ['a', 'b'],
      kind: 'auxiliary',
      obsolete: true,
      must: ['cn'],
      may: ['2.5.4.4', 'mail'],
    },
  ],
  [
    objectClasses[0] ?? '',
    { kind: 'abstract', must: ['objectClass'], description: 'top of the superclass chain' },
  ],
])('reads the object class %s', (text, expected) => {
  expect(parseObjectClass(text)).toMatchObject(expected)
})

test.each(['', '1.2.3', '( )', ') 1.2 (', `( DESC`])('refuses %j', (text) => {
  expect(() => parseAttributeType(text)).toThrow(SchemaSyntaxError)
  expect(() => parseObjectClass(text)).toThrow(SchemaSyntaxError)
})

describe('a schema', () => {
  const schema = buildSchema({ attributeTypes, objectClasses })

  test.each(['cn', 'CN', 'commonname', '2.5.4.3', 'cn;lang-en'])('finds the attribute %s', (name) => {
    expect(schema.attribute(name)?.names).toEqual(['cn', 'commonName'])
    expect(schema.canonicalName(name)).toBe('cn')
  })

  test('fills in what a type inherits', () => {
    expect(schema.attribute('sn')).toMatchObject({
      names: ['sn', 'surname'],
      equality: 'caseIgnoreMatch',
      substring: 'caseIgnoreSubstringsMatch',
      syntax: PRINTABLE,
      syntaxLength: 32768,
    })
  })

  test('says nothing of what it does not know', () => {
    expect(schema.attribute('nope')).toBeUndefined()
    expect(schema.objectClass('nope')).toBeUndefined()
    expect(schema.canonicalName('noPe')).toBe('noPe')
    expect(schema.mustOf(['nope'])).toEqual([])
  })

  test('knows classes by name and OID', () => {
    expect(schema.objectClass('INETORGPERSON')?.oid).toBe('2.16.840.1.113730.3.2.2')
    expect(schema.objectClass('2.5.6.6')?.names).toEqual(['person'])
  })

  test('adds up what classes must and may have', () => {
    expect(schema.mustOf(['inetOrgPerson'])).toEqual(['cn', 'objectClass', 'sn'])
    expect(schema.mustOf(['inetorgperson', 'posixAccount'])).toEqual([
      'cn',
      'objectClass',
      'sn',
      'uid',
      'uidNumber',
    ])
    expect(schema.mayOf(['inetOrgPerson'])).toEqual(
      [
        'description',
        'displayName',
        'employeeNumber',
        'l',
        'mail',
        'ou',
        'seeAlso',
        'st',
        'telephoneNumber',
      ].concat(['title', 'uid', 'userPassword', 'x121Address']),
    )
    expect(schema.mayOf(['inetOrgPerson', 'posixAccount'])).not.toContain('uid')
  })

  test('lists each attribute and class once', () => {
    expect(schema.attributeNames()).toEqual([
      'cn',
      'employeeNumber',
      'entryUUID',
      'mail',
      'name',
      'objectClass',
      'sn',
    ])
    expect(schema.objectClassNames()).toEqual([
      'inetOrgPerson',
      'organizationalPerson',
      'person',
      'posixAccount',
      'top',
    ])
  })

  test('survives one unreadable definition and a circle of supertypes', () => {
    const odd = buildSchema({
      attributeTypes: ['nonsense', `( 1.1 NAME 'a' SUP b )`, `( 1.2 NAME 'b' SUP a EQUALITY x )`],
      objectClasses: [`( 2.1 NAME 'p' SUP q MUST a )`, `( 2.2 NAME 'q' SUP p MAY B )`],
    })
    expect(odd.unreadable).toEqual(['nonsense'])
    expect(odd.attribute('a')?.equality).toBe('x')
    expect([odd.mustOf(['p']), odd.mayOf(['p'])]).toEqual([['a'], ['b']])
  })
})
