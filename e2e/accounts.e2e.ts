import { seedAccounts } from '@bindery/testbed'
import { expect, type Page } from '@playwright/test'
import { test } from './fixtures.ts'

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

test('a person is added, corrected, disabled and deleted', async ({ page, bindery }) => {
  await seedAccounts(bindery.url)
  await page.goto('/people')
  await expect(page.getByText('40 in all')).toBeVisible()

  await page.getByRole('link', { name: 'New person' }).click()
  await field(page, 'Username').fill('alba.quintero')
  await field(page, 'Display name').fill('Ada Winterbourne')
  await field(page, 'Email').fill('not an address')
  await button(page, 'Add person').click()
  await expect(page.getByText('Enter a mail address, such as ada@example.org')).toBeVisible()
  await field(page, 'Email').fill('ada.winterbourne@example.org')
  await button(page, 'Add person').click()
  await expect(field(page, 'Username')).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, 'Username')).toBeFocused()
  await expect(page.getByText(/alba\.quintero/)).toBeVisible()
  await field(page, 'Username').fill('ada.winterbourne')
  await button(page, 'Add person').click()
  await expect(heading(page, 'Ada Winterbourne')).toBeVisible()

  await button(page, 'Edit').click()
  await field(page, 'Title').fill('Optician')
  await button(page, 'Save').click()
  await expect(button(page, 'Edit')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: 'Optician' })).toBeVisible()

  await button(page, 'Disable').click()
  await expect(button(page, 'Enable')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: 'disabled' })).toBeVisible()

  await page.getByRole('link', { name: '← People' }).click()
  await page.getByRole('searchbox', { name: 'Search people' }).fill('winterb')
  await expect(page.getByText('1 found')).toBeVisible()
  await page
    .getByRole('list', { name: 'People by username' })
    .getByRole('link', { name: /ada\.winterbourne/ })
    .click()

  await button(page, 'Delete…').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete ada.winterbourne' }).click()
  await expect(heading(page, 'People')).toBeVisible()
  await expect(page.getByText('40 in all')).toBeVisible()
})

test('a group is added, renamed, filled, emptied and deleted', async ({ page, bindery }) => {
  await seedAccounts(bindery.url)
  await page.goto('/groups')
  await expect(page.getByText('4 in all')).toBeVisible()

  await page.getByRole('link', { name: 'New group' }).click()
  await field(page, 'Name').fill('book-club')
  await button(page, 'Add group').click()
  await expect(field(page, 'Name')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText(/book-club/)).toBeVisible()
  await field(page, 'Name').fill('rowing')
  await button(page, 'Add group').click()
  await expect(heading(page, 'rowing')).toBeVisible()

  await button(page, 'Edit').click()
  await field(page, 'Name').fill('rowing-club')
  await button(page, 'Save').click()
  await expect(heading(page, 'rowing-club')).toBeVisible()

  await page.getByRole('combobox', { name: 'Add a member' }).fill('alba')
  await page.getByRole('option', { name: /alba\.quintero/ }).click()
  const members = page.getByRole('region', { name: /^Members/ })
  await expect(members.getByRole('link', { name: 'alba.quintero' })).toBeVisible()
  await members.getByRole('button', { name: 'Remove alba.quintero' }).click()
  await expect(members.getByText(/Nobody is in this group/)).toBeVisible()

  await button(page, 'Delete…').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete rowing-club' }).click()
  await expect(page.getByText('4 in all')).toBeVisible()
})
