import { expect, type Locator, type Page } from '@playwright/test'

export const summary = (page: Page) => page.getByRole('region', { name: 'Summary' })

/** The counts of one side in the summary; `Not applied` for what is only told. */
export const countsOf = (page: Page, line: 'Accounts' | 'Directory' | 'Not applied'): Locator =>
  summary(page)
    .locator('div')
    .filter({ has: page.getByText(line, { exact: true }) })
    .last()

/** Presses "Preview" or "Preview again" on the Sync page; resolves when the new plan is on screen. */
export async function preview(page: Page): Promise<void> {
  const before = new URL(page.url()).searchParams.get('plan')
  await page
    .getByRole('button', { name: /^Preview( again)?$/ })
    .first()
    .click()
  await expect.poll(() => new URL(page.url()).searchParams.get('plan')).not.toBe(before)
  await expect(summary(page).or(page.getByRole('alert')).first()).toBeVisible({ timeout: 60_000 })
}

/** Takes the step the summary offers, through approval and confirmation, until the outcome is shown. */
export async function apply(page: Page): Promise<void> {
  const approve = summary(page).getByRole('button', { name: /^Approve / })
  const go = summary(page).getByRole('button', { name: /^Apply / })
  await expect(approve.or(go)).toBeVisible()
  if (await approve.isVisible()) {
    await approve.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The first sync, reviewed row by row')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(dialog).toBeHidden()
  }
  await go.click()
  const confirmation = page.getByRole('dialog')
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(confirmation.or(outcome)).toBeVisible({ timeout: 60_000 })
  if (await confirmation.isVisible()) await confirmRemovals(page)
  await expect(outcome).toBeVisible({ timeout: 60_000 })
}

/** Types the number that the dialog asks for. */
export async function confirmRemovals(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  const asked = /\d+/.exec((await dialog.getByText(/^Type \d+ to apply$/).textContent()) ?? '')
  await dialog.getByRole('textbox').fill(asked?.[0] ?? '')
  await dialog.getByRole('button', { name: /^Apply / }).click()
}
