import { endpoints } from '@bindery/contract'
import type { Slapd } from '@bindery/testbed'
import { expect, type Page } from '@playwright/test'
import { applyPlan, ask, previewOf } from './api.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { countsOf, preview, summary } from './sync-page.ts'
import { connectedCompany, saveTested } from './synced-company.ts'

const guard = (page: Page) => page.getByRole('region', { name: 'Guard' })

async function retitle(slapd: Slapd, uid: string): Promise<void> {
  const [person] = await slapd.search(['-b', slapd.usersBase, `(uid=${uid})`, '1.1'])
  await slapd.modify(`dn: ${person?.dn ?? ''}\nchangetype: modify\nreplace: title\ntitle: Navigator\n`)
}

test('S06 S44 a mistyped filter is stopped with the cause named; removals wait while the rest is applied; one plan is approved', async ({
  page,
  keep,
}) => {
  test.setTimeout(240_000)
  const { bindery, slapd, directoryId } = await keep(connectedCompany())
  const { url } = bindery
  await applyPlan(url, await previewOf(url, directoryId))

  await test.step('a filter that finds nobody stops the plan, and the filter is named', async () => {
    await saveTested(url, directoryId, ({ people }) => (people.extraFilter = '(title=nobody)'))
    await page.goto(`${url}/sync`)
    await preview(page)
    await expect(page.getByText('Stopped: this looks like a mistake, so everything waits')).toBeVisible()
    const cause = guard(page).getByRole('region', { name: 'Likeliest cause' })
    await expect(cause.getByRole('link', { name: 'People · Extra filter' })).toBeVisible()
    await expect(cause).toContainText('+ (title=nobody)')
    await expect(cause).toContainText('just now by admin, version')
    await expect(summary(page).getByRole('button', { name: /^Apply / })).toHaveCount(0)
  })

  await test.step('a filter that leaves one out: the removal waits, an update need not', async () => {
    await saveTested(url, directoryId, ({ people }) => (people.extraFilter = '(!(uid=alba.quintero))'))
    await retitle(slapd, 'john.doe')
    await preview(page)
    await expect(guard(page)).toContainText('Needs approval')
    await summary(page)
      .getByRole('button', { name: /^Apply \d+ changes?, let 1 wait$/ })
      .click()
    const outcome = page.getByRole('region', { name: 'Outcome' })
    await expect(outcome).toBeVisible({ timeout: 60_000 })
    await expect(outcome).toContainText(
      'Everything that was selected was done. Not part of this run: 1 left out, 7 in conflict, 2 withheld, 5 skipped.',
    )
    await look(page, 'run.left-out')
    await outcome
      .getByRole('region', { name: 'Not part of this run' })
      .getByRole('link', { name: /hold\s*1/ })
      .click()
    await expect(page.getByRole('list', { name: 'Changes' })).toContainText('alba.quintero')
  })

  await test.step('it still waits in the next plan, and nobody is on hold', async () => {
    await preview(page)
    await expect(countsOf(page, 'Accounts').getByRole('button', { name: /hold 1/ })).toBeVisible()
    const { items } = await ask(url, endpoints.listPeople, { query: { text: 'alba.quintero' } })
    expect(items[0]?.badge).toBe('linked')
    await summary(page)
      .getByRole('button', { name: /^Approve / })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Alba left, the filter is right')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('the approval is carried on to the next plan, which says so', async () => {
    await retitle(slapd, 'sam.okonjo')
    await preview(page)
    await expect(guard(page)).toContainText('Approved')
    await guard(page).getByRole('button').first().click()
    await expect(guard(page)).toContainText('Alba left, the filter is right')
    await expect(guard(page)).toContainText(/Carried on from preview \d+/)
  })
})
