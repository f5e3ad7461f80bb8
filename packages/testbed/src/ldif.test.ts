import { describe, expect, test } from 'vitest'
import { parseLdif, writeLdifEntry } from './ldif.ts'

describe('LDIF', () => {
  test.each(['plain', '', ' leading', 'trailing ', ': colon', '< less', 'Åsa', 'two\nlines', 'a: b'])(
    'the value %j survives',
    (value) => {
      const entry = { dn: 'cn=Žofie,dc=org', attributes: { cn: [value, 'other'] } }
      expect(parseLdif(writeLdifEntry(entry))).toEqual([entry])
    },
  )

  test('joins folded lines, leaves out comments and references', () => {
    const text = '# x\ndn: uid=a,\n dc=org\nuid: a\n\n# refldap://other\n\ndn: uid=b,dc=org\nuid: b\n'
    expect(parseLdif(text)).toEqual([
      { dn: 'uid=a,dc=org', attributes: { uid: ['a'] } },
      { dn: 'uid=b,dc=org', attributes: { uid: ['b'] } },
    ])
  })
})
