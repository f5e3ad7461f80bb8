import { endpoints } from '@bindery/contract'
import { expect, type Page } from '@playwright/test'
import { applyPlan, ask, previewOf } from './api.ts'
import { peopleFilter, runTest, searchBase } from './connection-page.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { connectedCompany } from './synced-company.ts'

const bar = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Unsaved changes' })
const warning = (page: Page) => dialog(page).getByRole('alert')

test('what a change of filter or mapping would do is seen before it is saved; who makes linked people leave says so', async ({
  page,
  keep,
}) => {
  test.setTimeout(300_000)
  const { bindery, directoryId } = await keep(connectedCompany())
  const { url } = bindery
  await applyPlan(url, await previewOf(url, directoryId))
  const { people } = await ask(url, endpoints.overview)
  const saved = () => ask(url, endpoints.getDirectory, { id: directoryId })
  const { version } = await saved()
  await page.goto(`${url}/settings/connection`)

  await test.step('a mistyped filter shows everybody leaving before Save', async () => {
    await peopleFilter(page).fill('(title=Enginer)')
    await bar(page).getByRole('button', { name: 'Save' }).click()
    await expect(warning(page).getByText(`${people.linked} linked people would leave the scope`)).toBeVisible(
      { timeout: 60_000 },
    )
    await expect(warning(page).getByText('The next sync proposes to put them on hold')).toBeVisible()
    const leaving = dialog(page).getByRole('region', { name: /^\d+ people would leave/ })
    await expect(leaving.getByText(/^and \d+ more$/)).toBeVisible()
    await expect(leaving.getByText(/^uid=.*dc=example,dc=org$/).first()).toBeVisible()
    await expect(dialog(page).getByRole('button', { name: 'Save' })).toBeDisabled()
    await look(page, 'impact.leaving')
    await dialog(page).getByRole('button', { name: 'Back' }).click()
    await expect(bar(page).getByText(/\d+ people leave the scope/)).toBeVisible()
    expect((await saved()).version).toBe(version)
  })

  await test.step('a base that is not there leads to its field', async () => {
    await searchBase(page, 'People').fill('ou=nowhere,dc=example,dc=org')
    await bar(page).getByRole('button', { name: 'Review and impact' }).click()
    await expect(warning(page).getByText('The search base does not exist')).toBeVisible({ timeout: 60_000 })
    await look(page, 'impact.failed')
    await warning(page).getByRole('link', { name: 'Go to “Search bases”' }).click()
    await expect(dialog(page)).toBeHidden()
    await expect(searchBase(page, 'People')).toBeFocused()
    await bar(page).getByRole('button', { name: 'Discard' }).click()
  })

  await test.step('one linked person leaves: saved once that was said in words', async () => {
    await peopleFilter(page).fill('(!(uid=alba.quintero))')
    await runTest(page)
    await bar(page).getByRole('button', { name: 'Save' }).click()
    await expect(warning(page).getByText('1 linked person would leave the scope')).toBeVisible({
      timeout: 60_000,
    })
    await expect(dialog(page).getByText('Alba Quintero')).toBeVisible()
    await dialog(page).getByRole('checkbox', { name: 'Yes, 1 linked person shall leave the scope' }).check()
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await expect(bar(page)).toBeHidden()
    expect(await saved()).toMatchObject({
      version: version + 1,
      settings: { people: { extraFilter: '(!(uid=alba.quintero))' } },
    })
  })

  await test.step('a rule that points elsewhere: which values change', async () => {
    await page.goto(`${url}/settings/mapping`)
    await page.getByRole('combobox', { name: 'Directory attribute of Title' }).fill('employeeType')
    await bar(page).getByRole('button', { name: 'Review and impact' }).click()
    const values = dialog(page).getByRole('region', {
      name: /^Title changes for \d+ people in the Directory$/,
    })
    await expect(values.getByRole('listitem')).toHaveCount(6, { timeout: 60_000 })
    await expect(warning(page)).toHaveCount(0)
    await look(page, 'impact.values')
    await dialog(page).getByRole('button', { name: 'Back' }).click()
    await expect(bar(page).getByText(/^Title changes for/)).toBeVisible()
    await bar(page).getByRole('button', { name: 'Discard' }).click()
    await expect(bar(page)).toBeHidden()
  })
})
