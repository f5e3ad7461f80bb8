import { endpoints } from '@bindery/contract'
import { expect } from '@playwright/test'
import { applyPlan, ask, previewOf } from './api.ts'
import { test as base } from './fixtures.ts'
import { look } from './look.ts'
import { apply, preview } from './sync-page.ts'
import { connectedCompany, type ConnectedCompany } from './synced-company.ts'

const test = base.extend<{ company: ConnectedCompany }>({
  company: async ({ keep }, use) => use(await keep(connectedCompany())),
  baseURL: async ({ company }, use) => use(company.bindery.url),
})

test('a server rebuilt from an export: the preview says so and does nothing; everybody is re-linked, and the next one is empty', async ({
  page,
  company,
}) => {
  test.setTimeout(240_000)
  const { slapd, directoryId } = company
  const { url } = company.bindery
  await applyPlan(url, await previewOf(url, directoryId))
  const idOf = async () => {
    const { items } = await ask(url, endpoints.listPeople, { query: { text: 'alba.quintero' } })
    return items[0]?.id
  }
  const before = await idOf()
  await slapd.rebuild()

  await test.step('the preview says what happened, and proposes nothing', async () => {
    await page.goto('/sync')
    await preview(page)
    const notice = page.getByRole('alert').filter({ hasText: 'The directory looks rebuilt' })
    await expect(notice).toContainText('nobody is held, disabled, deleted')
    await expect(page.getByText('Nothing to apply.')).toBeVisible()
    await look(page, 'plan.restored')
  })

  await test.step('the offer leads to a preview of its own, whose rows can be left out', async () => {
    const offer = page.getByRole('button', { name: /^Re-link \d+ people and \d+ groups…$/ })
    await offer.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status').filter({ hasText: 'This preview re-links' })).toBeVisible()
    await expect(page.getByRole('checkbox', { name: /^Include/ }).first()).toBeChecked()
    await look(page, 'plan.relink')
  })

  await test.step('applied, everybody is who they were, and nothing is left to do', async () => {
    await apply(page)
    await page.goto('/sync')
    await preview(page)
    await expect(page.getByText('The directory looks rebuilt')).toBeHidden()
    await expect(page.getByText('Nothing to apply.')).toBeVisible()
    expect(await idOf()).toBe(before)
  })
})
