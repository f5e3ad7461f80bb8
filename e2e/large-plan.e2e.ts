import { endpoints } from '@bindery/contract'
import { draftFor, startSlapd } from '@bindery/testbed'
import { expect } from '@playwright/test'
import { ask, previewOf } from './api.ts'
import { test } from './fixtures.ts'
import { summary } from './sync-page.ts'

test('a plan of thousands is walked, filtered and selected without a hitch', async ({
  page,
  keep,
  bindery,
}) => {
  test.setTimeout(120_000)
  const size = { people: 5000, groups: 200, memberships: 20_000 }
  const slapd = await keep(startSlapd({ load: size }))
  const body = draftFor(slapd)
  body.settings.policy.direction = 'two_way'
  const { id } = await ask(bindery.url, endpoints.createDirectory, { body })
  const plan = await previewOf(bindery.url, id)
  await page.goto(`/sync?plan=${plan.id}`)
  const rows = page.getByRole('list', { name: 'Changes' }).getByRole('listitem')
  await expect(rows.first()).toHaveAttribute('aria-setsize', '5400')

  // Time of this thread alone: what else runs on the machine does not count.
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const scriptMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN)
  }
  const nameAt = (place: number) => page.locator(`[aria-posinset="${place}"]`).getByRole('button').first()
  const steps = 250
  const before = await scriptMs()
  for (let step = 1; step <= steps; step++) {
    await page.keyboard.press('j')
    // Faster than any hand: the next rows have to have come.
    if (step % 10 === 0) await expect(nameAt(step + 10)).toBeAttached()
  }
  expect((await scriptMs()) - before).toBeLessThan(steps * 20)
  await expect(nameAt(250)).toBeFocused()
  await expect(nameAt(250)).toBeInViewport()
  expect(await rows.count()).toBeLessThan(80)
  await page.keyboard.press('k')
  await expect(nameAt(249)).toBeFocused()

  await page.getByRole('searchbox', { name: 'Search the changes' }).fill('greta')
  await expect(rows.first()).not.toHaveAttribute('aria-setsize', '5400')
  await expect(rows.first()).toContainText(/greta/i)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('button', { name: 'Exclude all' }).click()
  await expect(summary(page).getByText('Nothing is selected.')).toBeVisible()
  await page.getByRole('button', { name: 'Include all' }).click()
  await expect(summary(page).getByText('5,400 of 5,400 selected')).toBeVisible()
})
