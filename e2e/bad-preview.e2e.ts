import { endpoints } from '@bindery/contract'
import { draftFor, startFaultProxy, type Slapd } from '@bindery/testbed'
import { expect } from '@playwright/test'
import { ask } from './api.ts'
import { searchBase } from './connection-page.ts'
import { test } from './fixtures.ts'
import { countsOf, preview, summary } from './sync-page.ts'
import { expectNothingWritten } from './untouched.ts'

/** A two-way draft for this directory, with one thing wrong. */
function draftWith(slapd: Slapd, spoil: (settings: ReturnType<typeof draftFor>['settings']) => void) {
  const draft = draftFor(slapd)
  draft.settings.policy.direction = 'two_way'
  spoil(draft.settings)
  return draft
}

test('S02 a preview of a base that does not exist fails, says which, and proposes nothing', async ({
  page,
  slapd,
  bindery,
}) => {
  const body = draftWith(slapd, ({ people }) => {
    people.bases = [{ dn: 'ou=nowhere,dc=example,dc=org', scope: 'subtree' }]
  })
  await ask(bindery.url, endpoints.createDirectory, { body })
  await page.goto('/sync')
  await preview(page)
  const failed = page.getByRole('alert').filter({ hasText: 'The preview failed. Nothing was written' })
  await expect(failed.getByText('The search base does not exist: ou=nowhere,dc=example,dc=org')).toBeVisible()
  await expect(failed.getByText('Check the DN, or choose one of the naming contexts shown.')).toBeVisible()
  await expect(failed.getByText('32 noSuchObject')).toBeVisible()
  await failed.getByRole('link', { name: 'Go to “Search bases”' }).click()
  await expect(searchBase(page, 'People')).toBeFocused()
  await expectNothingWritten(slapd, bindery)
})

test('a server that drops in the middle of reading gives a preview that says it is incomplete', async ({
  page,
  keep,
  slapd,
  bindery,
}) => {
  const proxy = await keep(startFaultProxy(slapd.ldapUrl))
  const body = draftWith(slapd, ({ connection }) => {
    connection.urls = [proxy.url]
    connection.pageSize = 50
  })
  await ask(bindery.url, endpoints.createDirectory, { body })
  proxy.cutAfter(200_000)
  await page.goto('/sync')
  await preview(page)
  await expect(page.getByRole('button', { name: /^Snapshot Incomplete: nothing is removed/ })).toBeVisible()
  await expect(page.getByText('Failed: Every page arrived')).toBeVisible()
  await expect(page.getByText(/The connection broke off/).first()).toBeVisible()
  // What was not read may be there: nothing is created in the directory, and nothing is removed anywhere.
  await expect(countsOf(page, 'Directory').getByText('no changes')).toBeVisible()
  await expect(summary(page).getByRole('button', { name: /^(hold|unlink|delete|disable)/ })).toHaveCount(0)
  await expectNothingWritten(slapd, bindery)
})
