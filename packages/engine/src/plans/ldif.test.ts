import { expect, test } from 'vitest'
import { addRecord, modifyRecord, renameRecord } from './ldif-records.ts'
import { ldifComment, ldifLine } from './ldif-text.ts'

test.each([
  ['Ada Lovelace', 'cn: Ada Lovelace\n'],
  ['', 'cn:\n'],
  ['a:b<c d', 'cn: a:b<c d\n'],
  ['Åse', 'cn:: w4VzZQ==\n'],
  [' leading', 'cn:: IGxlYWRpbmc=\n'],
  ['trailing ', 'cn:: dHJhaWxpbmcg\n'],
  [':colon', 'cn:: OmNvbG9u\n'],
  ['<url', 'cn:: PHVybA==\n'],
  ['two\nlines', 'cn:: dHdvCmxpbmVz\n'],
  ['nul\0', 'cn:: bnVsAA==\n'],
  ['base64:/9j/4AAQ', 'cn:: /9j/4AAQ\n'],
])('%j is written as %j (RFC 2849)', (value, line) => {
  expect(ldifLine('cn', value)).toBe(line)
})

test('long lines are folded at 76 columns, and unfold to what they were', () => {
  for (const length of [70, 71, 72, 73, 146, 147, 148, 149, 1000]) {
    const value = 'x'.repeat(length)
    const text = ldifLine('cn', value)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76)
    expect(text.replaceAll('\n ', '')).toBe(`cn: ${value}\n`)
  }
})

test('a comment cannot begin a record', () => {
  expect(ldifComment('one\ndn: cn=x\r\nchangetype: delete')).toBe('# one dn: cn=x changetype: delete\n')
})

test('an add record has every value on a line', () => {
  expect(addRecord('uid=ada,dc=example', { objectClass: ['top', 'person'], sn: ['Åse'] })).toBe(
    'dn: uid=ada,dc=example\nchangetype: add\nobjectClass: top\nobjectClass: person\nsn:: w4VzZQ==\n\n',
  )
})

test('a modify record deletes exactly the old values and adds the new ones', () => {
  const deltas = [
    { attribute: 'title', remove: ['Old'], add: ['New'] },
    { attribute: 'mobile', remove: ['1', '2'], add: [] },
  ]
  expect(modifyRecord('uid=ada,dc=example', deltas)).toBe(
    'dn: uid=ada,dc=example\nchangetype: modify\n' +
      'delete: title\ntitle: Old\n-\nadd: title\ntitle: New\n-\n' +
      'delete: mobile\nmobile: 1\nmobile: 2\n-\n\n',
  )
})

test('a rename names the new parent only when it is another', () => {
  expect(renameRecord('uid=a,ou=x,dc=example', 'uid=b,OU=X,dc=example')).toBe(
    'dn: uid=a,ou=x,dc=example\nchangetype: modrdn\nnewrdn: uid=b\ndeleteoldrdn: 1\n\n',
  )
  expect(renameRecord('uid=a,ou=x,dc=example', 'uid=a,ou=y,dc=example')).toBe(
    'dn: uid=a,ou=x,dc=example\nchangetype: modrdn\nnewrdn: uid=a\ndeleteoldrdn: 1\nnewsuperior: ou=y,dc=example\n\n',
  )
})
