import { expect, test } from 'vitest'
import { isActiveDirectory, serverKind } from './server-kind.ts'

const capability = '1.2.840.113556.1.4.800'

test.each([
  ['active_directory', { supportedCapabilities: ['1.2.840.113556.1.4.1670', capability] }],
  ['samba', { supportedCapabilities: [capability], vendorName: ['Samba Team (https://www.samba.org)'] }],
  ['openldap', { objectClass: ['top', 'OpenLDAProotDSE'] }],
  ['389', { vendorName: ['389 Project'], namingContexts: ['dc=example,dc=org'] }],
  ['freeipa', { vendorName: ['389 Project'], namingContexts: ['dc=example,dc=org', 'o=ipaca'] }],
  ['other', { vendorName: ['Somebody'] }],
  ['other', {}],
] as const)('%s is told by its root DSE', (kind, root: Record<string, readonly string[]>) => {
  expect(serverKind((name) => root[name] ?? [])).toBe(kind)
})

test('only domain controllers work as Active Directory does', () => {
  expect((['active_directory', 'samba'] as const).map(isActiveDirectory)).toEqual([true, true])
  expect((['openldap', '389', 'freeipa', 'other'] as const).map(isActiveDirectory)).not.toContain(true)
})
