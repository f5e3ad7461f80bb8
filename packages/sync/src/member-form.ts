import type { Schema } from '@bindery/contract/ldap-text'

/** How a member attribute names people: by DN, by DN with an optional unique identifier (RFC 4517 §3.3.21), or by username. */
export type MemberForm = 'dn' | 'dn_and_uid' | 'username'

const dnSyntax = '1.3.6.1.4.1.1466.115.121.1.12'
const dnAndUidSyntax = '1.3.6.1.4.1.1466.115.121.1.34'
const uid = /#'[01]*'B$/

/** Taken from the attribute's syntax; where the schema does not say, from its name. */
export function memberFormOf(schema: Schema, attribute: string): MemberForm {
  const syntax = schema.attribute(attribute)?.syntax
  if (syntax === undefined) return formByName(attribute.toLowerCase())
  return syntax === dnSyntax ? 'dn' : syntax === dnAndUidSyntax ? 'dn_and_uid' : 'username'
}

function formByName(attribute: string): MemberForm {
  return attribute === 'memberuid' ? 'username' : attribute === 'uniquemember' ? 'dn_and_uid' : 'dn'
}

/** The DN in a member value that has one: `uid=ada,dc=example#'0101'B` is `uid=ada,dc=example`. */
export function dnInMember(form: MemberForm, value: string): string {
  return form === 'dn_and_uid' ? value.replace(uid, '') : value
}
