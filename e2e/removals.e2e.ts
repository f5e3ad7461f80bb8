import { endpoints } from '@bindery/contract'
import type { Slapd } from '@bindery/testbed'
import { expect } from '@playwright/test'
import { applyPlan, ask, previewOf } from './api.ts'
import { test } from './fixtures.ts'
import { preview, summary } from './sync-page.ts'
import { connectedCompany } from './synced-company.ts'

const dnOf = async (slapd: Slapd, uid: string) => (await slapd.search([`(uid=${uid})`, 'dn']))[0]?.dn ?? ''

test('what takes people and memberships away is applied only after their number was typed', async ({
  page,
  keep,
}) => {
  const { slapd, bindery, directoryId } = await keep(connectedCompany())
  await applyPlan(bindery.url, await previewOf(bindery.url, directoryId))
  const found = await ask(bindery.url, endpoints.listGroups, { query: { text: 'book-club' } })
  const [group] = found.items
  const members = await ask(bindery.url, endpoints.listMembers, { id: group?.id ?? 0 })
  const [leaver, gone] = members.items.map(({ username }) => username)
  const [entry] = await slapd.search(['(cn=book-club)', 'dn'])
  await slapd.modify(
    `dn: ${entry?.dn}\nchangetype: modify\ndelete: uniqueMember\nuniqueMember: ${await dnOf(slapd, leaver ?? '')}\n\n` +
      `dn: ${await dnOf(slapd, gone ?? '')}\nchangetype: delete\n\n`,
  )
  await page.goto(`${bindery.url}/sync`)
  await preview(page)
  await expect(summary(page).getByText(/, 2 removals$/)).toBeVisible()
  await summary(page)
    .getByRole('button', { name: /^Apply / })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Apply 2 changes?' })
  await expect(dialog.getByText('1 person will be put on hold and 1 membership removed.')).toBeVisible()
  const go = dialog.getByRole('button', { name: /^Apply / })
  const number = dialog.getByRole('textbox', { name: 'Type 2 to apply' })
  await number.fill('1')
  await expect(go).toBeDisabled()
  await number.fill('2')
  await go.click()
  await expect(page.getByRole('region', { name: 'Outcome' })).toBeVisible({ timeout: 60_000 })
  const left = await ask(bindery.url, endpoints.listMembers, { id: group?.id ?? 0 })
  expect(left.items.map(({ username }) => username)).not.toContain(leaver)
  expect(left.items.map(({ username }) => username)).toContain(gone)
})
