import { endpoints } from '@bindery/contract'
import { draftFor, startFaultProxy, type Slapd } from '@bindery/testbed'
import { expect } from '@playwright/test'
import { ask } from './api.ts'
import { test } from './fixtures.ts'
import { preview, summary } from './sync-page.ts'
import { expectNothingWritten } from './untouched.ts'

/** A two-way draft for this directory, with one thing wrong. */
function draftWith(slapd: Slapd, spoil: (settings: ReturnType<typeof draftFor>['settings']) => void) {
  const draft = draftFor(slapd)
  draft.settings.policy.direction = 'two_way'
  spoil(draft.settings)
  return draft
}

test('S02 a preview of a base that does not exist says which, and proposes nothing', async ({
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
  const alert = page.getByRole('alert')
  await expect(alert.getByText('The preview failed. Nothing was written')).toBeVisible()
  await expect(alert.getByText(/does not exist.*ou=nowhere,dc=example,dc=org/)).toBeVisible()
  await expect(alert.getByText(/Check the DN/)).toBeVisible()
  await expect(alert.getByText(/32 noSuchObject/)).toBeVisible()
  await alert.getByRole('link', { name: 'Open the setting' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Connection' })).toBeVisible()
  await expectNothingWritten(slapd, bindery)
})

test('a mapping to an attribute the server does not know stops the preview with its name', async ({
  page,
  slapd,
  bindery,
}) => {
  const body = draftWith(slapd, ({ mapping }) => {
    for (const rule of mapping.people) if (rule.local === 'phone') rule.remote = 'carrierPigeon'
  })
  await ask(bindery.url, endpoints.createDirectory, { body })
  await page.goto('/sync')
  await preview(page)
  await expect(page.getByRole('alert')).toContainText('carrierPigeon')
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
  const failed = page.getByText('The preview failed. Nothing was written')
  const incomplete = page.getByText('Incomplete: nothing is removed')
  await expect(failed.or(incomplete).first()).toBeVisible()
  await expect(page.getByText(/connection broke off/).first()).toBeVisible()
  await expect(summary(page).getByRole('button', { name: /^Apply/ })).toHaveCount(0)
  await expectNothingWritten(slapd, bindery)
})
