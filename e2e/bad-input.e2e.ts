import { foreignAuthorityPem, freePort, startFakeServer, startSlapd } from '@bindery/testbed'
import { expect } from '@playwright/test'
import {
  expectFailure,
  fillConnection,
  peopleFilter,
  rightFor,
  runTest,
  searchBase,
  step,
  testPanel,
} from './connection-page.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { expectNothingWritten } from './untouched.ts'

test.describe('said at the field, before anything is sent', () => {
  test('an address that is none', async ({ page, slapd, bindery }) => {
    await fillConnection(page, { ...rightFor(slapd), url: 'http://127.0.0.1' })
    await testPanel(page).getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText('Start the address with ldap:// or ldaps://')).toBeVisible()
    await expect(page.getByLabel('Server addresses 1')).toBeFocused()
    await expect(page.getByLabel('Server addresses 1')).toHaveAttribute('aria-invalid', 'true')
    await expectNothingWritten(slapd, bindery)
  })

  test('a filter that does not parse', async ({ page, slapd, bindery }) => {
    await fillConnection(page, { ...rightFor(slapd), peopleFilter: '(&(mail=*)' })
    await testPanel(page).getByRole('button', { name: 'Test connection' }).click()
    await expect(peopleFilter(page)).toBeFocused()
    await expect(peopleFilter(page)).toHaveAttribute('aria-invalid', 'true')
    await expectNothingWritten(slapd, bindery)
  })

  test('a search base that is no DN', async ({ page, slapd, bindery }) => {
    await fillConnection(page, { ...rightFor(slapd), peopleBase: 'users, example' })
    await testPanel(page).getByRole('button', { name: 'Test connection' }).click()
    await expect(searchBase(page, 'People')).toBeFocused()
    await expect(searchBase(page, 'People')).toHaveAttribute('aria-invalid', 'true')
    await expectNothingWritten(slapd, bindery)
  })
})

test.describe('said at the step of the test, with the fix', () => {
  test('a port where nothing listens', async ({ page, slapd, bindery }) => {
    await fillConnection(page, { ...rightFor(slapd), url: `ldaps://127.0.0.1:${await freePort()}` })
    await runTest(page)
    await expectFailure(page, 'Network connection', 'Nothing listens at this address', /Check the port/)
    await step(page, 'Network connection').getByRole('link', { name: 'Go to “Server addresses”' }).click()
    await expect(page.getByLabel('Server addresses 1')).toBeFocused()
    await expectNothingWritten(slapd, bindery)
  })

  test('a CA that did not sign the certificate', async ({ page, slapd, bindery }) => {
    await fillConnection(page, { ...rightFor(slapd), caPem: await foreignAuthorityPem() })
    await runTest(page)
    const title = 'Encryption and certificate'
    await expectFailure(page, title, /not signed by anyone Bindery trusts/, /Paste the CA certificate/)
    await expect(step(page, title).getByText('SHA-256').first()).toBeVisible()
    await expectNothingWritten(slapd, bindery)
  })

  test('an expired certificate', async ({ page, keep, bindery }) => {
    const slapd = await keep(startSlapd({ certificate: 'expired' }))
    await fillConnection(page, rightFor(slapd))
    await runTest(page)
    await expectFailure(page, 'Encryption and certificate', /has expired/, /Renew the certificate/)
    await expectNothingWritten(slapd, bindery)
  })

  test('a certificate of another name', async ({ page, keep, bindery }) => {
    const slapd = await keep(startSlapd({ certificate: 'misnamed' }))
    await fillConnection(page, rightFor(slapd))
    await runTest(page)
    await expectFailure(page, 'Encryption and certificate', /another name/, /name that is in the certificate/)
    await expectNothingWritten(slapd, bindery)
  })

  test('a wrong password', async ({ page, slapd, bindery }) => {
    await fillConnection(page, { ...rightFor(slapd), password: 'mistyped' })
    await runTest(page)
    await expectFailure(page, 'Sign-in', 'The bind DN or the password is wrong', /Check both/)
    await step(page, 'Sign-in').getByRole('link', { name: 'Go to “Bind password”' }).click()
    await expect(page.getByLabel('Bind password')).toBeFocused()
    await expect(page.getByRole('switch', { name: 'Enabled' })).toBeDisabled()
    await expectNothingWritten(slapd, bindery)
  })

  test('S02 a search base that does not exist', async ({ page, slapd, bindery }) => {
    await fillConnection(page, { ...rightFor(slapd), peopleBase: 'ou=nowhere,dc=example,dc=org' })
    await runTest(page)
    await expectFailure(
      page,
      'Search bases of people',
      'The search base does not exist: ou=nowhere,dc=example,dc=org',
      /Check the DN/,
    )
    await step(page, 'Search bases of people')
      .getByRole('link', { name: /^Go to/ })
      .click()
    await expect(searchBase(page, 'People')).toBeFocused()
    await expectNothingWritten(slapd, bindery)
  })

  test('an attribute the server does not know', async ({ page, slapd, bindery }) => {
    await fillConnection(page, rightFor(slapd))
    await page.getByRole('combobox', { name: 'Username attribute' }).fill('loginName')
    await runTest(page)
    await expectFailure(
      page,
      'People',
      'The server does not know the attribute loginName',
      /Choose an attribute/,
    )
    await step(page, 'People').getByRole('link', { name: 'Go to “Username attribute”' }).click()
    await expect(page.getByRole('combobox', { name: 'Username attribute' })).toBeFocused()
    await expectNothingWritten(slapd, bindery)
  })

  test('a username attribute that the mapping does not read is warned of', async ({
    page,
    slapd,
    bindery,
  }) => {
    await fillConnection(page, rightFor(slapd))
    await page.getByRole('combobox', { name: 'Username attribute' }).fill('mail')
    await runTest(page)
    await expect(testPanel(page).getByText('It works, but read the warnings.')).toBeVisible()
    const sample = step(page, 'A sample person')
    await expect(sample).toContainText(
      'The username attribute is mail, but the mapping takes usernames from uid',
    )
    await look(page, 'connection.username-warning')
    await sample.getByRole('link', { name: 'Go to “Username attribute”' }).click()
    await expect(page.getByRole('combobox', { name: 'Username attribute' })).toBeFocused()
    await expectNothingWritten(slapd, bindery)
  })

  test('an attribute of a rule, which is on another page: what is unsaved comes along', async ({
    page,
    slapd,
    bindery,
  }) => {
    await fillConnection(page, rightFor(slapd))
    await page.getByRole('link', { name: 'Mapping', exact: true }).click()
    const attribute = page.getByRole('combobox', { name: 'Directory attribute of Title' })
    await attribute.fill('jobTitle')
    await page.getByRole('link', { name: 'Connection', exact: true }).click()
    await runTest(page)
    await expectFailure(
      page,
      'People',
      'The server does not know the attribute jobTitle',
      /Choose an attribute/,
    )
    await step(page, 'People').getByRole('link', { name: 'Go to “Title” in Mapping' }).click()
    await expect(attribute).toBeFocused()
    await expect(attribute).toBeInViewport()
    await attribute.fill('title')
    await page.getByRole('link', { name: 'Connection', exact: true }).click()
    await expect(page.getByLabel('Server addresses 1')).toHaveValue(slapd.ldapsUrl)
    await expect(testPanel(page).getByText(/You changed something since/)).toBeVisible()
    await runTest(page)
    await expect(testPanel(page).getByText('Everything works.')).toBeVisible()
    await expectNothingWritten(slapd, bindery)
  })

  test('a server that goes silent', async ({ page, keep, slapd, bindery }) => {
    const silent = await keep(startFakeServer({ search: () => ({ entries: [], ending: 'hang' }) }))
    await fillConnection(page, { ...rightFor(slapd), url: silent.url, caPem: '' })
    await page.getByLabel('Operation timeout').fill('1')
    await runTest(page)
    await expect(testPanel(page).getByText('The server took too long')).toBeVisible()
    await expect(testPanel(page).getByText(/Raise the operation timeout/)).toBeVisible()
    expect(silent.requests.some(({ kind }) => kind === 'bind')).toBe(true)
    await expectNothingWritten(slapd, bindery)
  })
})
