import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import { syncedCompany, type SyncedCompany } from './synced-company.ts'

const test = base.extend<object, { company: SyncedCompany }>({
  company: [
    async ({ browserName: _unused }, use) => {
      const company = await syncedCompany()
      await use(company)
      await company.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ company }, use) => use(company.bindery.url),
})

/** Each screen: its address, and something that is there once it has loaded. */
function screens({ appliedPlan, waitingPlan, run, person, group }: SyncedCompany) {
  const title = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { level: 1, name })
  const region = (name: string | RegExp) => (page: Page) => page.getByRole('region', { name })
  const list = (name: string) => (page: Page) => page.getByRole('list', { name })
  return [
    { path: '/', ready: title('Overview') },
    { path: '/settings/connection', ready: region('Test connection') },
    { path: '/settings/mapping', ready: (page: Page) => page.getByText(/ou=users/).first() },
    { path: '/settings/policy', ready: (page: Page) => page.getByRole('radio', { name: 'Two-way' }) },
    { path: `/sync?plan=${waitingPlan}`, ready: list('Changes') },
    { path: `/sync?plan=${appliedPlan}`, ready: region('Outcome') },
    {
      path: `/sync?plan=${waitingPlan}&tab=ldif`,
      ready: (page: Page) => page.getByRole('textbox', { name: 'LDIF text' }),
    },
    {
      path: '/conflicts?state=settled',
      ready: (page: Page) => page.getByText('No conflict fits this filter'),
    },
    { path: '/runs', ready: list('Runs, newest first') },
    { path: `/runs/${run}`, ready: title(`Run ${run}`) },
    { path: '/people', ready: list('People by username') },
    { path: '/people/new', ready: title('New person') },
    { path: `/people/${person}`, ready: title('Alba Quintero') },
    { path: '/groups', ready: list('Groups by name') },
    { path: '/groups/new', ready: title('New group') },
    { path: `/groups/${group}`, ready: list('Members by username') },
    { path: '/nowhere', ready: title(/.+/) },
  ]
}

/** Pixels by which the page is wider than the window. */
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 390])
    test(`axe finds nothing on any screen, ${colorScheme} at ${width}`, async ({ page, company }) => {
      test.setTimeout(180_000)
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const { path, ready } of screens(company))
        await test.step(path, async () => {
          await page.goto(path)
          await expect(ready(page)).toBeVisible()
          expect.soft(await faults(page), path).toEqual([])
          expect
            .soft(await page.evaluate<number>(overflow), `${path} scrolls sideways`)
            .toBeLessThanOrEqual(0)
        })
      await test.step('a row in its drawer', async () => {
        await page.goto(`/sync?plan=${company.waitingPlan}&kind=update`)
        await page
          .getByRole('list', { name: 'Changes' })
          .getByRole('listitem')
          .first()
          .getByRole('button')
          .first()
          .click()
        await expect(page.getByRole('dialog')).toBeVisible()
        expect.soft(await faults(page), 'drawer').toEqual([])
      })
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
