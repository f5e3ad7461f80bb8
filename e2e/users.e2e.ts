import { expect, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { totpCode } from './totp-code.ts'

const password = 'correct marmot under barrel'

test('one changes the password, and adds an authenticator app whose codes and recovery codes sign one in', async ({
  page,
  browser,
  bindery,
}) => {
  const { username, password: first } = bindery.admin
  // A session elsewhere, which the new password ends.
  const other = await (await browser.newContext({ baseURL: bindery.url })).newPage()
  await other.goto('/account')
  await enter(other, username, first)
  await expect(other.getByRole('region', { name: 'Sessions' })).toContainText('This one')

  await page.goto('/account')
  const change = page.getByRole('region', { name: 'Password' })
  await change.getByRole('textbox', { name: 'Current password' }).fill('not it')
  await change.getByRole('textbox', { name: 'New password' }).fill(password)
  await expect(change.getByText('Hard to guess')).toBeVisible()
  await change.getByRole('button', { name: 'Change password' }).click()
  await expect(change.getByRole('textbox', { name: 'Current password' })).toHaveAccessibleDescription(
    /Not your password/,
  )
  await look(page, 'account-wrong-password')
  await change.getByRole('textbox', { name: 'Current password' }).fill(first)
  await change.getByRole('button', { name: 'Change password' }).click()
  await expect(change.getByText('Your other sessions have ended.')).toBeVisible()
  await other.reload()
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  const app = page.getByRole('region', { name: 'Authenticator app' })
  await app.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const setUp = page.getByRole('dialog', { name: 'Set up an authenticator app' })
  await expect(setUp.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
  const secret = (await setUp.locator('code').innerText()).replaceAll(' ', '')
  await expect(setUp.getByRole('textbox', { name: 'Code that the app shows' })).toBeFocused()
  await look(page, 'account-app')
  await setUp.getByRole('textbox').fill('000000')
  await page.keyboard.press('Enter')
  await expect(setUp.getByRole('textbox')).toHaveAccessibleDescription(/Not the code of just now/)
  await setUp.getByRole('textbox').fill(totpCode(secret))
  await page.keyboard.press('Enter')

  const kept = page.getByRole('dialog', { name: 'Keep your recovery codes' })
  await expect(kept.getByRole('listitem')).toHaveCount(10)
  await page.keyboard.press('Escape')
  await expect(kept.getByRole('button', { name: 'Done' })).toBeDisabled()
  await look(page, 'account-recovery-codes')
  const download = page.waitForEvent('download')
  await kept.getByRole('button', { name: 'Download as text' }).click()
  const codes = await kept.getByRole('listitem').allInnerTexts()
  const text = await readFile(await (await download).path(), 'utf8')
  for (const code of codes) expect(text).toContain(code)
  await kept.getByRole('checkbox', { name: 'I have kept them' }).check()
  await kept.getByRole('button', { name: 'Done' }).click()
  await expect(app).toContainText('You have 10 recovery codes left')
  await look(page, 'account-with-app')

  for (const code of [totpCode(secret, 1), codes[0] ?? '']) {
    await page.getByRole('button', { name: `Account of ${username}` }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await enter(page, username, password)
    await page.getByRole('textbox', { name: 'Code' }).fill(code)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  }
  await page.getByRole('button', { name: `Account of ${username}` }).click()
  await page.getByRole('link', { name: 'Your account' }).click()
  await expect(app).toContainText('You have 9 recovery codes left')
  await app.getByRole('button', { name: 'New recovery codes' }).click()
  await page.getByRole('button', { name: 'Get new codes' }).click()
  await expect(kept.getByRole('listitem')).toHaveCount(10)
  expect(await kept.getByRole('listitem').allInnerTexts()).not.toContain(codes[1])
  await kept.getByRole('checkbox', { name: 'I have kept them' }).check()
  await kept.getByRole('button', { name: 'Done' }).click()

  await app.getByRole('button', { name: 'Remove the app' }).click()
  await look(page, 'account-remove-app')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the app' }).click()
  await expect(app).toContainText('your password alone signs you in')
})

test('an admin invites a viewer, who comes in by the link; then makes an operator of them, and keeps them out', async ({
  page,
  browser,
  bindery,
}) => {
  await page.goto('/admin/users')
  const list = page.getByRole('list', { name: 'Users by username' })
  await expect(list.getByRole('link', { name: bindery.admin.username })).toBeVisible()
  await page.getByRole('button', { name: 'Add user' }).click()
  const add = page.getByRole('dialog', { name: 'Add a user' })
  await add.getByRole('textbox', { name: 'Username' }).fill(bindery.admin.username)
  await page.keyboard.press('Enter')
  await expect(add.getByRole('textbox', { name: 'Username' })).toHaveAccessibleDescription(/taken|already/i)
  await add.getByRole('textbox', { name: 'Username' }).fill('vera')
  await add.getByRole('textbox', { name: 'Name', exact: true }).fill('Vera Viewer')
  await look(page, 'users-add')
  await add.getByRole('button', { name: 'Add and invite' }).click()
  const invitation = page.getByRole('dialog', { name: 'The invitation of vera' })
  const link = await invitation.locator('code').innerText()
  await look(page, 'users-invitation')
  await invitation.getByRole('button', { name: 'I have the link' }).click()
  await expect(list.getByRole('link', { name: 'vera' })).toContainText('invited')

  const viewer = await (await browser.newContext()).newPage()
  await viewer.goto(link)
  await viewer.getByRole('textbox', { name: 'Password' }).fill(password)
  await viewer.getByRole('button', { name: 'Set the password' }).click()
  await expect(viewer.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expect(viewer.getByRole('navigation').getByRole('link', { name: 'Users' })).toHaveCount(0)
  await viewer.goto(`${bindery.url}/admin/users`)
  await expect(viewer.getByText('This page takes the role Admin.')).toBeVisible()
  await viewer.goto(bindery.url)
  await expect(viewer.getByRole('heading', { name: 'No directory is connected yet' })).toBeVisible()
  await expect(viewer.getByText('Whoever has the role Admin connects one')).toBeVisible()
  await look(viewer, 'overview.viewer')
  await viewer.goto(`${bindery.url}/sync`)
  await expect(viewer.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(viewer.getByRole('button', { name: /Preview|Apply/ })).toHaveCount(0)

  await list.getByRole('link', { name: 'vera' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'vera' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Sessions' })).toContainText('Chrome on Linux')
  await look(page, 'user')
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('radio', { name: 'Operator' }).check()
  await expect(page.getByText('Their sessions end when you save')).toBeVisible()
  await look(page, 'user-edit')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'User', exact: true })).toContainText('Operator')
  await expect(page.getByRole('region', { name: 'Sessions' })).toContainText('signed in nowhere')
  await page.getByRole('button', { name: 'Disable…' }).click()
  await look(page, 'user-disable')
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
  await expect(page.getByRole('region', { name: 'User', exact: true })).toContainText('disabled')
  await viewer.goto(bindery.url)
  await enter(viewer, 'vera', password)
  await expect(viewer.getByRole('alert')).toBeVisible()

  await page.getByRole('button', { name: 'Enable…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click()
  await page.getByRole('button', { name: 'Reset the password…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reset and make a link' }).click()
  expect(await invitation.locator('code').innerText()).not.toBe(link)
  await invitation.getByRole('button', { name: 'I have the link' }).click()
  await expect(page.getByRole('button', { name: 'Invite again…' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete vera' }).click()
  await expect(list).toBeVisible()
  await expect(list.getByRole('link', { name: 'vera' })).toHaveCount(0)

  // Nobody would be left to let the others in.
  await list.getByRole('link', { name: bindery.admin.username }).click()
  await expect(page.getByText('The last admin with a password here')).toBeVisible()
  await expect(page.getByRole('button', { name: /Disable|Delete|Reset/ })).toHaveCount(0)
  await look(page, 'user-last-admin')
})

test('a token is made, lets a program in, and is refused once it is revoked', async ({ page, bindery }) => {
  await page.goto('/admin/tokens')
  await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible()
  await look(page, 'tokens-none')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const make = page.getByRole('dialog', { name: 'Make a token' })
  await make.getByRole('textbox', { name: 'Name' }).fill('monitoring')
  await make.getByRole('checkbox', { name: 'See' }).uncheck()
  await expect(make.getByRole('button', { name: 'Make the token' })).toBeDisabled()
  await make.getByRole('checkbox', { name: 'See' }).check()
  await make.getByRole('checkbox', { name: 'Preview' }).check()
  await look(page, 'tokens-make')
  await make.getByRole('button', { name: 'Make the token' }).click()
  const made = page.getByRole('dialog', { name: 'The token monitoring' })
  const secret = await made.locator('code').first().innerText()
  expect(secret).toMatch(/^bindery_/)
  await look(page, 'tokens-made')
  await made.getByRole('button', { name: 'I have kept it' }).click()
  const list = page.getByRole('list', { name: 'Tokens, newest first' })
  await expect(list).toContainText('May see and preview')
  await expect(list).toContainText('never used')

  const ask = async (path: string) =>
    (await fetch(`${bindery.url}${path}`, { headers: { authorization: `Bearer ${secret}` } })).status
  expect(await ask('/api/overview')).toBe(200)
  expect(await ask('/api/users')).toBe(403)
  await page.reload()
  await expect(list).toContainText('from 127.0.0.1')
  await look(page, 'tokens')
  await page.getByRole('button', { name: 'Revoke monitoring' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible()
  expect(await ask('/api/overview')).toBe(401)
})

async function enter(page: Page, username: string, secret: string): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByRole('textbox', { name: 'Password' }).fill(secret)
  await page.keyboard.press('Enter')
}
