import type { Slapd } from '@bindery/testbed'
import { expect, type Page } from '@playwright/test'
import { applyPlan, previewOf } from './api.ts'
import { test } from './fixtures.ts'
import { connectedCompany } from './synced-company.ts'

const schedule = (page: Page) => page.getByRole('region', { name: 'Schedule' })

async function rename(slapd: Slapd, name: string): Promise<void> {
  const [person] = await slapd.search(['-b', slapd.usersBase, '(uid=alba.quintero)', '1.1'])
  await slapd.modify(
    `dn: ${person?.dn ?? ''}\nchangetype: modify\nreplace: displayName\ndisplayName: ${name}\n`,
  )
}

/** Waits until the account is called so, without anybody pressing anything. */
async function expectName(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'People', exact: true }).first().click()
  await page.getByRole('searchbox', { name: 'Search people' }).fill('alba.quintero')
  const line = page.getByRole('list', { name: 'People by username' }).getByRole('link', { name: /alba/ })
  await expect(async () => {
    await page.reload()
    await expect(line).toContainText(name, { timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Overview' }).click()
}

test('a schedule of ten seconds brings a change by itself; it can be paused and resumed', async ({
  page,
  keep,
}) => {
  test.setTimeout(240_000)
  const { bindery, slapd, directoryId } = await keep(connectedCompany())
  await applyPlan(bindery.url, await previewOf(bindery.url, directoryId))

  await test.step('it is set on Policy, which says what it means', async () => {
    await page.goto(`${bindery.url}/settings/policy`)
    await expect(page.getByText('Previews are made and applied by people only.')).toBeVisible()
    await page.getByRole('radio', { name: 'Every so many seconds' }).check()
    await page.getByRole('textbox', { name: 'Interval' }).fill('10')
    await expect(page.getByText(/A preview is made by itself every 10 seconds/)).toBeVisible()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeHidden()
  })

  await test.step('a change in the directory arrives by itself', async () => {
    await rename(slapd, 'Alba the Navigator')
    await page.getByRole('link', { name: 'Overview' }).click()
    await expect(schedule(page)).toContainText('Every 10 seconds')
    await expectName(page, 'Alba the Navigator')
    await expect(schedule(page).getByText(/^(Applied|Nothing to do)/)).toBeVisible()
    await expect(page.getByRole('region', { name: 'Last run' })).toContainText('by schedule')
  })

  await test.step('paused, nothing comes; resumed, it does', async () => {
    await schedule(page).getByRole('button', { name: 'Pause' }).click()
    await expect(schedule(page)).toContainText('Paused just now by admin')
    await rename(slapd, 'Alba the Astronomer')
    await page.reload()
    await expect(schedule(page)).toContainText('Paused')
    await schedule(page).getByRole('button', { name: 'Resume' }).click()
    await expect(schedule(page)).toContainText(/Nextin \d+ seconds?|Running now/)
    await expectName(page, 'Alba the Astronomer')
  })
})
