import type { Plan } from '@bindery/contract'
import { expect, type Route } from '@playwright/test'
import { test } from './company-fixture.ts'
import { look } from './look.ts'
import { screens } from './screens.ts'

// Many looks at one page; each is short.
test.describe.configure({ timeout: 240_000 })

test('every screen, full', async ({ page, company }) => {
  for (const { name, path, ready } of screens(company))
    await test.step(name, async () => {
      await page.goto(path)
      await expect(ready(page)).toBeVisible()
      await look(page, `${name}.full`)
    })
})

test('every screen, while it loads', async ({ page, company }) => {
  for (const { name, path, needs } of screens(company).filter((screen) => screen.needs.length > 0))
    await test.step(name, async () => {
      const held = Promise.withResolvers<void>()
      for (const address of needs)
        await page.route(address, async (route) => {
          await held.promise
          await route.continue()
        })
      await page.goto(path)
      await expect(page.getByText('Loading', { exact: true }).first()).toBeAttached()
      await look(page, `${name}.loading`)
      held.resolve()
      await page.unrouteAll({ behavior: 'wait' })
    })
})

test('every screen, when the server fails', async ({ page, company }) => {
  const problem = {
    type: 'about:blank',
    title: 'Something went wrong in Bindery',
    status: 500,
    code: 'internal',
    detail: 'The log of the server says more. Request 7f3a.',
  }
  for (const { name, path, needs } of screens(company).filter((screen) => screen.needs.length > 0))
    await test.step(name, async () => {
      for (const address of needs)
        await page.route(address, (route) => route.fulfill({ status: 500, json: problem }))
      await page.goto(path)
      const failure = page.getByRole('alert').filter({ hasText: 'internal' })
      await expect(failure.first()).toBeVisible()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await look(page, `${name}.error`)
      await page.unrouteAll({ behavior: 'wait' })
      // All that stand there at one moment: one that brings another's data back takes its button away.
      const again = page.getByRole('button', { name: 'Try again' })
      await expect(async () => {
        await again.evaluateAll((buttons) => buttons.forEach((button) => button.click()))
        await expect(failure).toHaveCount(0, { timeout: 2_000 })
      }).toPass()
    })
})

test('a short run that ended between two questions: its plan is asked for again', async ({
  page,
  company,
}) => {
  const early = async (route: Route) => {
    const response = await route.fetch()
    const plan = (await response.json()) as Plan
    await route.fulfill({ response, json: { ...plan, state: 'applying' } satisfies Plan })
  }
  await page.route(`**/api/plans/${company.appliedPlan}`, early, { times: 1 })
  await page.goto(`/sync?plan=${company.appliedPlan}`)
  await expect(page.getByRole('button', { name: 'Preview again' })).toBeVisible()
})

test('the plan is worked through by keyboard', async ({ page, company }) => {
  await page.goto(`/sync?plan=${company.waitingPlan}&kind=update`)
  const rows = page.getByRole('list', { name: 'Changes' }).getByRole('listitem')
  const nameIn = (index: number) => rows.nth(index).getByRole('button').first()
  await expect(rows.first()).toBeVisible()
  await page.keyboard.press('j')
  await expect(nameIn(0)).toBeFocused()
  await page.keyboard.press('j')
  await expect(nameIn(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(nameIn(0)).toBeFocused()

  const included = rows.first().getByRole('checkbox')
  await expect(included).toBeChecked()
  await page.keyboard.press('x')
  await expect(included).not.toBeChecked()
  await page.keyboard.press('x')
  await expect(included).toBeChecked()

  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search the changes' })
  await expect(search).toBeFocused()
  await search.fill('nobody-is-called-this')
  await expect(page.getByText('No change fits this filter')).toBeVisible()
})
