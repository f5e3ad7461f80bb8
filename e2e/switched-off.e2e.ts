import { expect, type Page } from '@playwright/test'
import { previewOf } from './api.ts'
import { addAccount, contestedCompany } from './contested-company.ts'
import { look } from './look.ts'
import { test } from './fixtures.ts'
import { summary } from './sync-page.ts'
import { changeDirectory } from './synced-company.ts'

const reason = /^The directory is switched off, so nothing is written\./
const step = (page: Page) => summary(page).getByRole('button', { name: /^Apply / })

test('what a directory that is switched off waits for is said beside the step that it blocks', async ({
  page,
  keep,
}) => {
  const { bindery, directoryId, slapd } = await keep(contestedCompany())
  const { url } = bindery
  await addAccount(url, { username: 'ada', email: 'ada@example.org', familyName: 'Tester' })
  await changeDirectory(url, directoryId, (directory) => (directory.enabled = false))
  const plan = await previewOf(url, directoryId)
  await page.goto(`${url}/sync?plan=${plan.id}`)

  await test.step('the step can be reached but not taken, by mouse or by key', async () => {
    await expect(step(page)).toBeDisabled()
    await expect(step(page)).toHaveAccessibleDescription(reason)
    await step(page).focus()
    await expect(step(page)).toBeFocused()
    await page.keyboard.press('Enter')
    await step(page).click({ force: true })
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await look(page, 'plan.switched-off')
  })

  await test.step('its link leads to the switch, and once it is on the same plan is applied', async () => {
    await summary(page).getByRole('link', { name: 'Connection' }).click()
    const enabled = page.getByRole('switch', { name: 'Enabled' })
    await expect(enabled).toBeFocused()
    await enabled.press('Space')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved', { exact: true })).toBeAttached()
    await page.goto(`${url}/sync?plan=${plan.id}`)
    await expect(step(page)).toBeEnabled()
    await expect(summary(page).getByText(reason)).toHaveCount(0)
    expect(await slapd.search(['(uid=ada)', '1.1'])).toEqual([])
    await step(page).click()
    await expect(page.getByText('Everything that was planned was done.')).toBeVisible()
    expect(await slapd.search(['(uid=ada)', '1.1'])).toHaveLength(1)
  })
})
