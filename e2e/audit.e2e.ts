import { endpoints } from '@bindery/contract'
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { ask } from './api.ts'
import { test } from './company-fixture.ts'
import { look } from './look.ts'

test('the audit log tells who applied a run, what was set, and goes into a file', async ({
  page,
  company,
}) => {
  const entries = page.getByRole('list', { name: 'Audit entries, newest first' }).getByRole('listitem')
  const dialog = page.getByRole('dialog')

  await test.step('from a run to who did what in it', async () => {
    await page.goto(`/runs/${company.run}`)
    await page.getByRole('link', { name: 'Who did what' }).click()
    await expect(entries).toHaveText([/^admin applied a plan to /])
    await entries.first().getByRole('button').click()
    await expect(dialog).toContainText('admin (user)')
    await look(page, 'audit-entry.full')
    await dialog.getByRole('link', { name: 'Show the run' }).click()
    await expect(page.getByRole('heading', { level: 1, name: `Run ${company.run}` })).toBeVisible()
  })

  await test.step('by what was done, to what was set', async () => {
    await page.getByRole('link', { name: 'Audit', exact: true }).click()
    await page.getByRole('combobox', { name: 'Action' }).selectOption({ label: 'Added the directory' })
    await expect(entries).toHaveText([/^admin added the directory /])
    await entries.first().getByRole('button').click()
    await expect(dialog.getByText('Connection · Server addresses')).toBeVisible()
    await expect(dialog).toContainText('Bind password')
    await look(page, 'audit-settings.full')
    await page.reload()
    await expect(dialog.getByText('Connection · Server addresses')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('searchbox', { name: 'Search the audit log' }).fill('nothing is called so')
    await expect(page.getByRole('heading', { name: 'No entry fits' })).toBeVisible()
    await look(page, 'audit.empty')
    await page.getByRole('button', { name: 'Clear filters' }).click()
  })

  await test.step('what was refused reads as what did not happen', async () => {
    const { bindery } = company
    const { username } = bindery.admin
    const refused = await fetch(`${bindery.url}/api/session`, {
      method: 'POST',
      headers: { origin: bindery.url, 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: 'not it' }),
    })
    expect(refused.status).toBe(401)
    await ask(bindery.url, endpoints.createUser, {
      body: { username: 'vera', displayName: 'Vera', role: 'viewer' },
    })
    await page.reload()
    await expect(entries.nth(1)).toContainText(`tried to sign in as ${username}`)
    await expect(entries.nth(1)).toContainText('Refused')
    await expect(page.getByLabel('From', { exact: true })).toBeVisible()
    await look(page, 'audit.refused')
    await entries.first().getByRole('button').click()
    await expect(dialog).toContainText('Vera')
    await page.keyboard.press('Escape')
  })

  await test.step('as a file, which is an entry itself', async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export CSV' }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    expect(text).toContain('plan.applied')
    await page.reload()
    await expect(entries.first()).toContainText('admin exported the audit log')
  })
})
