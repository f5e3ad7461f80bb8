import { expect, type Page } from '@playwright/test'
import { applyPlan, previewOf } from './api.ts'
import {
  addAccount,
  contestedCompany,
  deleteAccount,
  editAccount,
  personLdif,
  setLdif,
  type ContestedCompany,
} from './contested-company.ts'
import { apply, preview } from './sync-page.ts'
import { test as base } from './sign-in.ts'

const test = base.extend<{ company: ContestedCompany }>({
  company: async ({ browserName: _unused }, use) => {
    const company = await contestedCompany(({ policy }) => (policy.goneFromAccounts = 'delete'))
    await use(company)
    await company.stop()
  },
  baseURL: async ({ company }, use) => use(company.bindery.url),
})

const open = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
const rows = (page: Page) => page.getByRole('list', { name: 'Changes' }).getByRole('listitem')

/** Opens a person from the People page; resolves with where their title stands. */
async function titleOnPage(page: Page, username: string) {
  await open(page, 'People')
  await page.getByRole('list', { name: 'People by username' }).getByRole('link', { name: username }).click()
  return page.locator('dt', { hasText: /^Title$/ }).locator('+ dd')
}

async function applyAll(page: Page, sentence: string) {
  await apply(page)
  await expect(page.getByText(sentence)).toBeVisible()
}

test('S37 a run is undone: what cannot come back is told first, then both sides are as before', async ({
  page,
  company,
}) => {
  const { slapd, bindery, directoryId } = company
  const { url } = bindery
  const titles = async () => {
    const people = await slapd.search(['-b', slapd.usersBase, '(uid=*)', 'uid', 'title'])
    return Object.fromEntries(
      people.map(({ attributes }) => [attributes['uid']?.[0], attributes['title']?.[0]]),
    )
  }
  await slapd.modify(['ada', 'bo', 'cy'].map((uid) => personLdif(uid, { title: ['Old'] })).join(''))
  await applyPlan(url, await previewOf(url, directoryId))
  await slapd.modify(setLdif('ada', 'title', 'Pulled'))
  await editAccount(url, 'bo', { title: 'Pushed' })
  await deleteAccount(url, 'cy')
  await addAccount(url, { username: 'dee', email: 'dee@example.org', familyName: 'Tester', title: 'New' })
  await page.goto('/sync')

  await test.step('a run writes to both sides', async () => {
    await preview(page)
    await applyAll(page, 'Everything that was planned was done.')
    expect(await titles()).toEqual({ ada: 'Pulled', bo: 'Pushed', dee: 'New' })
    await expect(await titleOnPage(page, 'ada')).toHaveText('Pulled')
  })

  await test.step('its way back is a plan that begins with what cannot come back', async () => {
    await open(page, 'Runs')
    await page.getByRole('list', { name: 'Runs, newest first' }).getByRole('link').first().click()
    await page.getByRole('button', { name: 'Undo…' }).click()
    await expect(page.getByText(/^The way back from run \d+$/)).toBeVisible()
    await expect(rows(page).first()).toContainText('cy')
    await expect(rows(page).first()).toContainText('another stable id, and nobody could read its password')
    await expect(rows(page).filter({ hasText: 'Pushed' })).toContainText('Old')
    expect(await titles()).toEqual({ ada: 'Pulled', bo: 'Pushed', dee: 'New' })
  })

  await test.step('once it is applied, ldapsearch and People show the state before', async () => {
    await applyAll(page, 'Everything that was selected was done. Not part of this run: 1 withheld.')
    expect(await titles()).toEqual({ ada: 'Pulled', bo: 'Old', cy: 'Old' })
    await expect(await titleOnPage(page, 'ada')).toHaveText('Old')
  })
})
