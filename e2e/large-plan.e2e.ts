import { endpoints } from '@bindery/contract'
import { draftFor, startSlapd } from '@bindery/testbed'
import { expect } from '@playwright/test'
import { ask, previewOf } from './api.ts'
import { test } from './fixtures.ts'
import { expectWhole } from './row-in-view.ts'
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

test('the last row is seen whole, also where rows are taller than the list expected', async ({
  page,
  keep,
  bindery,
}) => {
  const people = 2000
  const slapd = await keep(startSlapd({ load: { people, groups: 0, memberships: 0 } }))
  const body = draftFor(slapd)
  body.settings.policy.direction = 'two_way'
  // Nobody has one, so each row says why it is skipped: in a narrow window that takes several lines.
  for (const rule of body.settings.mapping.people)
    if (rule.local === 'phone') Object.assign(rule, { remote: 'carLicense', required: true })
  const { id } = await ask(bindery.url, endpoints.createDirectory, { body })
  const plan = await previewOf(bindery.url, id)
  const nameAt = (place: number) => page.locator(`[aria-posinset="${place}"]`).getByRole('button').first()
  for (const window of [
    { width: 320, height: 700 },
    { width: 390, height: 844 },
    { width: 768, height: 1024 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(window)
    await page.goto(`/sync?plan=${plan.id}`)
    await expect(nameAt(1)).toBeVisible()
    await page.keyboard.press('End')
    await expect(nameAt(people)).toBeFocused()
    await expectWhole(page, people)
    // Pressed again, it goes there again, wherever somebody has scrolled to.
    await page.mouse.move(window.width / 2, window.height / 2)
    await page.mouse.wheel(0, -20_000)
    await expect(nameAt(people)).toHaveCount(0)
    await page.keyboard.press('End')
    await expect(nameAt(people)).toBeFocused()
    await expectWhole(page, people)
  }
})

test('a click anywhere on a row opens it, but not on what is a control or a selection', async ({
  page,
  bindery,
  slapd,
}) => {
  const body = draftFor(slapd)
  body.settings.policy.direction = 'two_way'
  const { id } = await ask(bindery.url, endpoints.createDirectory, { body })
  const plan = await previewOf(bindery.url, id)
  await page.goto(`/sync?plan=${plan.id}`)
  const row = page.locator('[aria-posinset="3"]')
  const name = (await row.getByRole('button').first().textContent()) ?? ''
  const text = row.getByText('Create account')
  const dialog = page.getByRole('dialog')
  await text.click()
  await expect(dialog.getByRole('heading').first()).toBeVisible()
  expect(name).toContain(await dialog.getByRole('heading').first().textContent())
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  const box = await text.boundingBox()
  if (!box) throw new Error('The text is not drawn')
  await page.mouse.move(box.x + 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  expect(await page.evaluate('String(document.getSelection())')).toContain('reate acc')
  await row.getByRole('checkbox').click()
  await expect(row.getByRole('checkbox')).not.toBeChecked()
  await row.getByRole('button', { name: /^Show values/ }).click()
  await expect(row.getByRole('button', { name: /^Hide values/ })).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await expect(page).not.toHaveURL(/row=/)
})
