import type { Slapd } from '@bindery/testbed'
import { expect, type Locator, type Page } from '@playwright/test'

/** What one types into the connection form; what is left out stays as the form offers it. */
export interface ConnectionInput {
  url: string
  caPem?: string
  bindDn?: string
  password?: string
  peopleBase?: string
  groupsBase?: string
  peopleFilter?: string
}

/** The right answers for this directory. */
export function rightFor(slapd: Slapd): Required<Omit<ConnectionInput, 'peopleFilter'>> {
  return {
    url: slapd.ldapsUrl,
    caPem: slapd.caPem,
    bindDn: slapd.adminDn,
    password: slapd.adminPassword,
    peopleBase: slapd.usersBase,
    groupsBase: slapd.groupsBase,
  }
}

/** Opens the form and fills it in. */
export async function fillConnection(page: Page, input: ConnectionInput): Promise<void> {
  await page.goto('/settings/connection')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Sample company')
  await page.getByLabel('Server addresses 1').fill(input.url)
  const fills: [Locator, string | undefined][] = [
    [page.getByLabel('CA certificates'), input.caPem],
    [page.getByLabel('Bind DN'), input.bindDn],
    [page.getByLabel('Bind password'), input.password],
    [searchBase(page, 'People'), input.peopleBase],
    [searchBase(page, 'Groups'), input.groupsBase],
    [peopleFilter(page), input.peopleFilter],
  ]
  for (const [field, text] of fills) if (text !== undefined) await field.fill(text)
}

export const searchBase = (page: Page, section: 'People' | 'Groups') =>
  page
    .getByRole('region', { name: section, exact: true })
    .getByRole('combobox', { name: 'Search bases 1', exact: true })

export const peopleFilter = (page: Page) =>
  page.getByRole('region', { name: 'People', exact: true }).getByLabel('Extra filter')

export const testPanel = (page: Page) => page.getByRole('region', { name: 'Test connection' })

/** Presses the button; resolves when the test has ended. */
export async function runTest(page: Page): Promise<void> {
  await testPanel(page)
    .getByRole('button', { name: /^Test (connection|again)$/ })
    .click()
  await expect(testPanel(page).getByRole('button', { name: 'Test again' })).toBeVisible({ timeout: 30_000 })
}

/** The line of the checklist with this title. */
export const step = (page: Page, title: string) =>
  testPanel(page)
    .getByRole('listitem')
    .filter({ has: page.getByText(title, { exact: true }) })

/** The step failed with these words, and later ones say they were not reached. */
export async function expectFailure(
  page: Page,
  title: string,
  message: string | RegExp,
  fix: string | RegExp,
) {
  const line = step(page, title)
  await expect(line.getByText('Failed', { exact: true })).toBeVisible()
  await expect(line.getByText(message).first()).toBeVisible()
  await expect(line.getByText(fix).first()).toBeVisible()
  await expect(step(page, 'A sample person').getByText('Not reached', { exact: true })).toBeVisible()
}
