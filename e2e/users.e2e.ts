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

  await page.getByRole('button', { name: `Account of ${username}` }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  const [one = ''] = codes
  await enter(page, username, password)
  await page.getByRole('textbox', { name: 'Code' }).fill(one)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
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

async function enter(page: Page, username: string, secret: string): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByRole('textbox', { name: 'Password' }).fill(secret)
  await page.keyboard.press('Enter')
}
