import { endpoints } from '@bindery/contract'
import { seedAccounts } from '@bindery/testbed'
import { expect } from '@playwright/test'
import { ask } from './api.ts'
import { fillConnection, rightFor, runTest, step, testPanel } from './connection-page.ts'
import { test } from './fixtures.ts'
import { apply, countsOf, preview, summary } from './sync-page.ts'
import { writesTo } from './untouched.ts'

test('S01 S24 from an empty console to two sides that agree', async ({ page, slapd, bindery }) => {
  test.setTimeout(180_000)
  await seedAccounts(bindery.url)
  const open = (name: string) =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true })

  await test.step('the overview leads to the connection', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Connect a directory' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Connect a directory' })).toBeVisible()
  })

  await test.step('every step of the test passes', async () => {
    await fillConnection(page, rightFor(slapd))
    await runTest(page)
    await expect(testPanel(page).getByText('Everything works.')).toBeVisible()
    await expect(testPanel(page).getByText(/^(Failed|Warning|Not reached)$/)).toHaveCount(0)
    await expect(step(page, 'People').getByText('250 people match.')).toBeVisible()
    await expect(step(page, 'Groups').getByText('25 groups match.')).toBeVisible()
  })

  await test.step('what was tested can be enabled and saved', async () => {
    await page.getByRole('switch', { name: 'Enabled' }).press('Space')
    await page.getByRole('button', { name: 'Create directory' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Connection' })).toBeVisible()
    await expect(page.getByText(/^Configured /).first()).toBeVisible()
  })

  await test.step('the mapping shows a real person', async () => {
    await open('Mapping').click()
    await expect(page.getByRole('combobox', { name: 'Directory attribute of Username' })).toHaveValue('uid')
    await expect(page.getByRole('region', { name: 'Sample person' })).toContainText('ou=users')
  })

  await test.step('the policy is set to two-way', async () => {
    await open('Policy').click()
    await page.getByRole('radio', { name: 'Two-way' }).check()
    await expect(page.getByText('Who wins when both sides have different values?')).toBeVisible()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeHidden()
  })

  await test.step('the preview shows both sides, and writes nothing', async () => {
    await open('Sync').click()
    await preview(page)
    for (const side of ['Accounts', 'Directory'] as const)
      await expect(countsOf(page, side).getByRole('button', { name: /create/ })).toBeVisible()
    for (const kind of [/update/, /link/])
      await expect(summary(page).getByRole('button', { name: kind }).first()).toBeVisible()
    for (const kind of [/skipped/, /conflict/])
      await expect(countsOf(page, 'Not applied').getByRole('button', { name: kind })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Snapshot Complete/ })).toBeVisible()
    expect(await writesTo(slapd)).toBe(0)
    expect((await ask(bindery.url, endpoints.listPeople)).total).toBe(40)
  })

  await test.step('a row tells both sides and why', async () => {
    await countsOf(page, 'Directory')
      .getByRole('button', { name: /create/ })
      .click()
    const rows = page.getByRole('list', { name: 'Changes' })
    await rows
      .getByRole('button', { name: /alba\.quintero/ })
      .first()
      .click()
    await expect(page.getByRole('dialog')).toContainText('alba.quintero@partners.example')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  await test.step('applying does exactly that', async () => {
    await apply(page)
    const outcome = page.getByRole('region', { name: 'Outcome' })
    await expect(outcome.getByText('Refused')).toHaveCount(0)
    await expect(outcome.getByText('Drifted')).toHaveCount(0)
  })

  await test.step('ldapsearch and the People page tell the same', async () => {
    const [created] = await slapd.search(['-b', slapd.usersBase, '(uid=alba.quintero)'])
    expect(created?.attributes['mail']).toEqual(['alba.quintero@partners.example'])
    await open('People').click()
    const people = page.getByRole('list', { name: 'People by username' })
    for (const username of ['alba.quintero', 'john.doe']) {
      await page.getByRole('searchbox', { name: 'Search people' }).fill(username)
      const line = people.getByRole('link', { name: new RegExp(username) })
      await expect(line).toContainText('linked')
    }
    const [pulled] = await slapd.search(['-b', slapd.usersBase, '(uid=john.doe)', 'mail'])
    await expect(people.getByRole('link', { name: /john\.doe/ })).toContainText(
      pulled?.attributes['mail']?.[0] ?? '?',
    )
  })

  await test.step('the second preview has nothing to apply', async () => {
    await open('Sync').click()
    await preview(page)
    for (const side of ['Accounts', 'Directory'] as const)
      await expect(countsOf(page, side).getByText('no changes')).toBeVisible()
    await expect(summary(page).getByText('Nothing to apply.')).toBeVisible()
  })
})
