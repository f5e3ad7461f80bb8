import { describe, expect, test } from 'vitest'
import { DirectoryError } from '../directory-error.ts'
import { readSentEntry } from './sent-entry.ts'

function element(tag: number, ...content: (Buffer | string)[]): Buffer {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)))
  // Always the long form: what servers send of large entries.
  return Buffer.concat([Buffer.from([tag, 0x82, bytes.length >> 8, bytes.length & 0xff]), bytes])
}
const attribute = (type: string, ...values: string[]) =>
  element(0x30, element(0x04, type), element(0x31, ...values.map((value) => element(0x04, value))))
const entry = (dn: string, ...attributes: Buffer[]) =>
  element(0x64, element(0x04, dn), element(0x30, ...attributes))

describe('an entry as it was sent', () => {
  test('shows its name, and its attributes with their values as bytes', () => {
    const sent = readSentEntry(entry('cn=Zoë,dc=org', attribute('cn;lang-nl', 'Zoë', 'Z'), attribute('sn')))
    expect(sent.name).toBe('cn=Zoë,dc=org')
    expect(sent.attributes.map(({ type, isEmpty, values }) => [type, isEmpty, values.map(String)])).toEqual([
      ['cn;lang-nl', false, ['Zoë', 'Z']],
      ['sn', true, []],
    ])
  })

  test('tells types apart that begin and end alike and are as long, however often they come', () => {
    const long = `l${'o'.repeat(200)}ng`
    const types = [
      'cn',
      'mail',
      'mall',
      'mail',
      'mall',
      'member;range=0-9',
      'member;range=1-9',
      long,
      long,
      'cn',
    ]
    const sent = readSentEntry(entry('cn=ada', ...types.map((type) => attribute(type, 'x'))))
    for (let time = 0; time < 2; time += 1) expect(sent.attributes.map(({ type }) => type)).toEqual(types)
  })

  test('has the same digest for as long as it is the same, wherever it stands', () => {
    const ada = entry('cn=ada', attribute('sn', 'b', 'c'))
    const digest = (bytes: Buffer, at = 0) => readSentEntry(bytes, at).digest
    expect(digest(Buffer.concat([Buffer.from('before'), ada]), 6)).toBe(digest(ada))
    for (const other of [
      entry('cn=adb', attribute('sn', 'b', 'c')),
      entry('cn=ada', attribute('sn', 'bc')),
      entry('cn=ada', attribute('sn', 'b'), attribute('sn', 'c')),
      entry('cn=ada', attribute('sm', 'b', 'c')),
    ])
      expect(digest(other)).not.toBe(digest(ada))
  })

  test.each([
    ['another answer', element(0x65, element(0x04, 'cn=ada'), element(0x30))],
    ['no name', element(0x64, element(0x02, 'cn=ada'), element(0x30))],
    ['no list of attributes', element(0x64, element(0x04, 'cn=ada'), element(0x31))],
    ['an attribute that is none', entry('cn=ada', element(0x31))],
    ['values that are no set', entry('cn=ada', element(0x30, element(0x04, 'cn'), element(0x30)))],
  ])('is refused as LDAP with %s', (_, bytes) => {
    expect(() => readSentEntry(bytes).attributes).toThrow(DirectoryError)
  })
})
