import { startNewServer } from '@bindery/testbed'
import { expect, test as base, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import { look } from './look.ts'

const password = 'correct marmot under barrel'

base('the first admin is made by the link of the terminal, which works once', async ({ browser }) => {
  const server = await startNewServer()
  try {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(server.url)
    await expect(page.getByRole('heading', { name: 'Set up Bindery' })).toBeVisible()
    await expect(page.getByText('in the terminal')).toBeVisible()
    await look(page, 'set-up-without-link')

    await page.goto(server.setUpLink)
    await expect(page.getByLabel('Username')).toBeFocused()
    expect(page.url()).not.toContain('#')
    await page.getByLabel('Username').fill('ada')
    await choose(page, 'passwordpassword')
    await expect(page.getByText('This is easily guessed')).toBeVisible()
    await page.getByRole('button', { name: 'Create the admin' }).click()
    await expect(page.getByRole('textbox', { name: 'Password' })).toHaveAccessibleDescription(
      /easily guessed/,
    )
    await look(page, 'set-up-weak-password')
    await choose(page, password)
    await expect(page.getByText('Hard to guess')).toBeVisible()
    await look(page, 'set-up')
    await page.getByRole('button', { name: 'Create the admin' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()

    const other = await (await browser.newContext()).newPage()
    await other.goto(server.setUpLink)
    await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    const again = await fetch(`${server.url}/api/setup`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/json' },
      body: JSON.stringify({ token: new URL(server.setUpLink).hash.slice(1), username: 'eve', password }),
    })
    expect(again.status).toBe(403)
  } finally {
    await server.stop()
  }
})

const choose = (page: Page, text: string) => page.getByRole('textbox', { name: 'Password' }).fill(text)

test('one signs in over the page one came for, and out again', async ({ browser, bindery }) => {
  const { username, password: right } = bindery.admin
  const page = await (await browser.newContext({ baseURL: bindery.url })).newPage()
  await page.goto('/runs?state=failed')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByLabel('Username')).toBeFocused()
  await look(page, 'sign-in')
  await page.getByLabel('Username').fill(username)
  await choose(page, 'not it')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('The username or the password is not right')
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeFocused()
  await look(page, 'sign-in-wrong')
  await choose(page, right)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()

  await page.getByRole('button', { name: `Account of ${username}` }).click()
  await expect(page.getByRole('region', { name: 'Account' })).toContainText('Admin')
  await look(page, 'account-menu')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})
