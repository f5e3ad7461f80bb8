import { directoryInputSchema, groupInputSchema, personInputSchema } from '@bindery/contract'
import { expect, test } from 'vitest'
import { sampleAccounts } from '../company/sample-accounts.ts'
import { draftFor, draftForDomain } from './seed-demo.ts'

test('everything the demo sends is what the API takes', () => {
  const { people, groups } = sampleAccounts()
  for (const account of people) expect(personInputSchema.safeParse(account).error).toBeUndefined()
  for (const { name, description } of groups) {
    expect(groupInputSchema.safeParse({ name, description }).error).toBeUndefined()
  }
  const server = { ldapsUrl: 'ldaps://127.0.0.1:1636', caPem: '', adminDn: 'cn=admin', adminPassword: 'x' }
  expect(directoryInputSchema.safeParse(draftFor(server)).error).toBeUndefined()
  const domain = {
    ...server,
    suffix: 'DC=example,DC=test',
    usersBase: 'OU=users,DC=example,DC=test',
    groupsBase: 'OU=groups,DC=example,DC=test',
    serviceName: 'bindery@example.test',
    servicePassword: 'x',
  }
  expect(directoryInputSchema.safeParse(draftForDomain(domain)).error).toBeUndefined()
})
