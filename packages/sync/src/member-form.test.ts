import { buildSchema } from '@bindery/contract/ldap-text'
import { describe, expect, it } from 'vitest'
import { dnInMember, memberFormOf, type MemberForm } from './member-form.ts'

const schema = buildSchema({
  attributeTypes: [
    "( 2.5.4.49 NAME 'distinguishedName' SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )",
    "( 2.5.4.31 NAME 'member' SUP distinguishedName )",
    "( 2.5.4.50 NAME 'uniqueMember' SYNTAX 1.3.6.1.4.1.1466.115.121.1.34 )",
    "( 1.3.6.1.1.1.1.12 NAME 'memberUid' SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )",
    "( 1.2.3 NAME 'teamNick' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
  ],
  objectClasses: [],
})
const nothingKnown = buildSchema({ attributeTypes: [], objectClasses: [] })

describe('how a member attribute names people', () => {
  it.each<[string, MemberForm]>([
    ['member', 'dn'],
    ['UNIQUEMEMBER', 'dn_and_uid'],
    ['memberUid', 'username'],
    ['teamNick', 'username'],
  ])('%s: %s', (attribute, form) => expect(memberFormOf(schema, attribute)).toBe(form))
  it.each<[string, MemberForm]>([
    ['member', 'dn'],
    ['uniqueMember', 'dn_and_uid'],
    ['memberUID', 'username'],
    ['roleOccupant', 'dn'],
  ])('%s of an unreadable schema: %s', (attribute, form) =>
    expect(memberFormOf(nothingKnown, attribute)).toBe(form),
  )
})

describe('the DN in a member value', () => {
  it.each([
    ["uid=ada,dc=org#'0101'B", 'uid=ada,dc=org'],
    ["uid=ada,dc=org#''B", 'uid=ada,dc=org'],
    ['uid=ada,dc=org', 'uid=ada,dc=org'],
    ["uid=#'01'B,dc=org", "uid=#'01'B,dc=org"],
  ])('%s', (value, dn) => expect(dnInMember('dn_and_uid', value)).toBe(dn))
  it('is the whole value where the syntax knows no identifier', () =>
    expect(dnInMember('dn', "o=a#'01'B")).toBe("o=a#'01'B"))
})
