import type { LdifEntry } from '../ldif.ts'
import { names } from './write-config.ts'

/** The entries every server starts with: the tree, a reader account and the password policy. */
export function baseEntries(): LdifEntry[] {
  return [
    {
      dn: names.suffix,
      attributes: { objectClass: ['dcObject', 'organization'], dc: ['example'], o: ['Lumenworks'] },
    },
    ...['users', 'groups', 'services', 'policies'].map((ou) => ({
      dn: `ou=${ou},${names.suffix}`,
      attributes: { objectClass: ['organizationalUnit'], ou: [ou] },
    })),
    {
      dn: names.readerDn,
      attributes: {
        objectClass: ['organizationalRole', 'simpleSecurityObject'],
        cn: ['reader'],
        userPassword: [names.readerPassword],
      },
    },
    {
      dn: names.policyDn,
      attributes: {
        objectClass: ['device', 'pwdPolicy'],
        cn: ['default'],
        pwdAttribute: ['userPassword'],
        // Failures are recorded on the entry (and change its entryCSN); the count is out of a test's reach.
        pwdLockout: ['TRUE'],
        pwdMaxFailure: ['1000'],
      },
    },
  ]
}
