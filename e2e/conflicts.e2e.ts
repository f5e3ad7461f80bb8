import { expect, type Page } from '@playwright/test'
import { applyPlan, previewOf } from './api.ts'
import {
  accountOf,
  contestedCompany,
  dnOf,
  editAccount,
  personLdif,
  setLdif,
  type ContestedCompany,
} from './contested-company.ts'
import { test as base } from './fixtures.ts'
import { look } from './look.ts'
import { apply, preview } from './sync-page.ts'

const test = base.extend<{ company: ContestedCompany }>({
  company: async ({ keep }, use) => use(await keep(contestedCompany())),
  baseURL: async ({ company }, use) => use(company.bindery.url),
})

const conflicts = (page: Page) => page.getByRole('list', { name: 'Conflicts' })
const detail = (page: Page) => page.getByRole('article', { name: /^Conflict about/ })
const openCount = (page: Page) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Conflicts/ })

/** Previews on the Sync page and applies what it proposes. */
async function syncOnPage(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sync' }).click()
  await preview(page)
  await apply(page)
}

test('S20 values that both sides changed: one is decided for the accounts, one for the directory, all others alike', async ({
  page,
  company,
}) => {
  test.setTimeout(180_000)
  const { slapd, directoryId } = company
  const { url } = company.bindery
  const uids = ['ada', 'bo', 'cy', 'di']
  await slapd.modify(uids.map((uid) => personLdif(uid, { title: ['Engineer'], mobile: ['1'] })).join(''))
  await applyPlan(url, await previewOf(url, directoryId))
  await slapd.modify(
    [...uids.map((uid) => setLdif(uid, 'title', 'Lead')), setLdif('ada', 'mobile', '2')].join(''),
  )
  for (const uid of uids)
    await editAccount(url, uid, { title: 'Senior', ...(uid === 'ada' ? { phone: '3' } : {}) })
  const plan = await previewOf(url, directoryId)

  await test.step('a conflict of the plan leads to the inbox', async () => {
    await page.goto(`/sync?plan=${plan.id}&kind=conflict&text=bo`)
    await page.getByRole('list', { name: 'Changes' }).getByRole('button').first().click()
    await page.getByRole('dialog').getByRole('link', { name: 'Decide it in Conflicts' }).click()
    await expect(detail(page)).toContainText('bo')
    await expect(openCount(page)).toHaveAccessibleName(/Conflicts 4 open/)
    await look(page, 'conflicts.open')
  })

  await test.step('one attribute for the accounts, by a click', async () => {
    await page.goto('/conflicts?text=bo')
    await expect(detail(page).getByRole('row', { name: /^Title/ })).toContainText('Engineer')
    await detail(page).getByRole('button', { name: 'Title of accounts: Senior' }).click()
    const last = page.getByRole('region', { name: 'Last decision' })
    await expect(last).toContainText('bo: Title: accounts.')
    await expect(
      page.getByText('Everything', { exact: false }).or(page.getByText('No conflict fits')),
    ).toBeVisible()
    await last.getByRole('button', { name: 'Take back' }).click()
    await expect(detail(page)).toBeVisible()
    await detail(page).getByRole('button', { name: 'Title of accounts: Senior' }).click()
    await expect(openCount(page)).toHaveAccessibleName(/Conflicts 3 open/)
  })

  await test.step('two attributes by the keys 1 and 2, walking with j', async () => {
    await page.goto('/conflicts')
    await expect(conflicts(page).getByRole('listitem')).toHaveCount(3)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(detail(page)).toHaveAccessibleName('Conflict about ada')
    await page.keyboard.press('1')
    await expect(detail(page).getByText('The rest is still open.')).toBeVisible()
    await page.keyboard.press('2')
    await expect(page.getByRole('region', { name: 'Last decision' })).toContainText(
      'ada: Phone: accounts, Title: directory.',
    )
  })

  await test.step('the others alike', async () => {
    await detail(page)
      .getByRole('button', { name: /^Title of directory/ })
      .click()
    await page.getByRole('button', { name: 'Decide all like this…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Decide all like this' })
    await expect(dialog).toContainText('This lets Title of the directory stand, for 1 open conflict')
    await dialog.getByRole('button', { name: 'Decide 1 open conflict' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('heading', { name: 'Nothing to decide' })).toBeVisible()
    await expect(page.getByText('The next plan carries out 4 decisions.')).toBeVisible()
  })

  await test.step('the next plan carries them out', async () => {
    await syncOnPage(page)
    const titleOf = async (uid: string) => {
      const [entry] = await slapd.search([
        '-b',
        dnOf(uid),
        '-s',
        'base',
        '(objectClass=*)',
        'title',
        'mobile',
      ])
      return [(await accountOf(url, uid)).title, ...(entry?.attributes['title'] ?? [])]
    }
    expect(await titleOf('bo')).toEqual(['Senior', 'Senior'])
    for (const uid of ['ada', 'cy', 'di']) expect(await titleOf(uid)).toEqual(['Lead', 'Lead'])
    expect((await accountOf(url, 'ada')).phone).toBe('3')
    await previewOf(url, directoryId)
    await page.goto('/conflicts?state=settled')
    await expect(conflicts(page).getByRole('listitem')).toHaveCount(4)
  })
})
