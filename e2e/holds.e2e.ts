import { writeLdifEntry, type Slapd } from '@bindery/testbed'
import { expect, type Page } from '@playwright/test'
import { applyPlan, previewOf } from './api.ts'
import { connectedCompany } from './synced-company.ts'
import { apply, countsOf, preview } from './sync-page.ts'
import { test as base } from './sign-in.ts'

type Company = Awaited<ReturnType<typeof connectedCompany>>
const test = base.extend<{ company: Company }>({
  company: async ({ browserName: _unused }, use) => {
    const company = await connectedCompany()
    await applyPlan(company.bindery.url, await previewOf(company.bindery.url, company.directoryId))
    await use(company)
    await company.stop()
  },
  baseURL: async ({ company }, use) => use(company.bindery.url),
})

const held = (page: Page) => page.getByRole('list', { name: 'People on hold, by their deadline' })
const applied = async (page: Page) => {
  await apply(page)
  const sentence =
    'Everything that was selected was done. Not part of this run: 7 in conflict, 2 withheld, 5 skipped.'
  await expect(page.getByText(sentence)).toBeVisible({ timeout: 60_000 })
}
const navigate = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()

/** Deletes the entry of this username; what comes back puts it there again, as a backup does. */
async function vanish(slapd: Slapd, uid: string): Promise<() => Promise<void>> {
  const [entry] = await slapd.search([`(uid=${uid})`, '*', 'entryUUID'])
  if (!entry) throw new Error(`There is no entry of ${uid}`)
  await slapd.modify(`dn: ${entry.dn}\nchangetype: delete\n`)
  return () => slapd.restore(writeLdifEntry(entry))
}

async function groupsOf(slapd: Slapd, uid: string): Promise<string[]> {
  const [entry] = await slapd.search([`(uid=${uid})`, 'memberOf'])
  return [...(entry?.attributes['memberOf'] ?? [])].toSorted()
}

test('S47 a vanished person is held, reappears, and is restored with their memberships', async ({
  page,
  company,
}) => {
  const { slapd } = company
  const name = 'alba.quintero'
  const before = await groupsOf(slapd, name)
  expect(before.length).toBeGreaterThan(1)
  const comeBack = await vanish(slapd, name)
  await page.goto('/sync')
  await preview(page)
  await expect(countsOf(page, 'Accounts')).toContainText(/hold\s*1/)
  await applied(page)

  await navigate(page, 'Holds')
  await expect(held(page).getByRole('listitem')).toHaveCount(1)
  await expect(held(page).getByRole('listitem')).toContainText('30 days left')
  await held(page).getByRole('link', { name }).click()
  await expect(page.getByRole('status').getByText('On hold')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: 'suspended' })).toBeVisible()
  const groups = page.getByRole('link').filter({ hasText: /^book-club$/ })
  await expect(groups).toBeVisible()

  await comeBack()
  expect(await groupsOf(slapd, name)).toEqual([])
  await navigate(page, 'Sync')
  await preview(page)
  await expect(countsOf(page, 'Accounts')).toContainText(/release\s*1/)
  await applied(page)

  await navigate(page, 'Holds')
  await expect(page.getByRole('heading', { name: 'Nobody is on hold' })).toBeVisible()
  await page.getByText('Ended', { exact: true }).click()
  await expect(page.getByRole('list', { name: 'Ended holds, newest first' })).toContainText('released')
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('definition').filter({ hasText: /^✓.*active/ })).toBeVisible()
  await expect(groups).toBeVisible()
  expect(await groupsOf(slapd, name)).toEqual(before)
  await navigate(page, 'Sync')
  await preview(page)
  await expect(countsOf(page, 'Accounts')).toContainText('no changes')
  await expect(countsOf(page, 'Directory')).toContainText('no changes')
})

test('one held person is released, another deleted once the username is typed', async ({ page, company }) => {
  const names = ['alba.quintero', 'clara.copperfield']
  for (const name of names) await vanish(company.slapd, name)
  await applyPlan(company.bindery.url, await previewOf(company.bindery.url, company.directoryId))
  await page.goto('/holds')
  await expect(held(page).getByRole('listitem')).toHaveCount(2)

  await page.getByRole('button', { name: 'Release… alba.quintero' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click()
  await expect(held(page).getByRole('listitem')).toHaveCount(1)

  await page.getByRole('button', { name: 'Delete now… clara.copperfield' }).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Delete the account' })
  await dialog.getByRole('textbox').fill('clara.copperpot!!')
  await expect(dialog.getByText('That is another username')).toBeVisible()
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox').fill('clara.copperfield')
  await confirm.click()
  await expect(page.getByRole('heading', { name: 'Nobody is on hold' })).toBeVisible()

  await page.getByText('Ended', { exact: true }).click()
  const ended = page.getByRole('list', { name: 'Ended holds, newest first' })
  await expect(ended.getByRole('listitem').filter({ hasText: 'alba.quintero' })).toContainText('released')
  await expect(ended.getByRole('listitem').filter({ hasText: 'clara.copperfield' })).toContainText(
    'account deleted',
  )
  const plan = await previewOf(company.bindery.url, company.directoryId)
  expect(plan.included).toBe(0)
})
