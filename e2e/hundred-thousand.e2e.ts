import { endpoints } from '@bindery/contract'
import { draftFor, startSlapd } from '@bindery/testbed'
import { expect } from '@playwright/test'
import { ask, previewOf } from './api.ts'
import { test } from './fixtures.ts'
import { longestTask, rested } from './longest-task.ts'
import { expectWhole } from './row-in-view.ts'

/** A phone, a tablet and a desk. */
const windows = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
]
const size = { people: 100_000, groups: 100, memberships: 2_000 }

test('a plan of a hundred thousand rows is walked to its end and back, and filtered while a preview runs', async ({
  page,
  keep,
  bindery,
}) => {
  test.setTimeout(400_000)
  const slapd = await keep(startSlapd({ load: size }))
  const body = draftFor(slapd)
  body.settings.policy.direction = 'two_way'
  const { id } = await ask(bindery.url, endpoints.createDirectory, { body })
  const plan = await previewOf(bindery.url, id, 200_000)
  await page.goto(`/sync?plan=${plan.id}`)
  const rows = page.getByRole('list', { name: 'Changes' }).getByRole('listitem')
  const nameAt = (place: number) => page.locator(`[aria-posinset="${place}"]`).getByRole('button').first()
  const count = plan.counts.reduce((sum, { total }) => sum + total, 0)
  expect(count).toBeGreaterThan(size.people)
  await expect(page.getByText(`${count.toLocaleString('en')} rows`)).toBeVisible()

  await test.step('End goes to the last row in every window, and all of it is seen', async () => {
    for (const window of windows) {
      await page.setViewportSize(window)
      await page.keyboard.press('End')
      await expect(nameAt(count)).toBeFocused()
      await expectWhole(page, count)
      await page.keyboard.press('Home')
      await expect(nameAt(1)).toBeFocused()
    }
  })

  await test.step('no task is long while somebody scrolls', async () => {
    const { width, height } = windows[2] as (typeof windows)[number]
    await page.mouse.move(width / 2, height / 2)
    // To look for something by its role takes the page longer than to draw it, and would be measured too.
    const isThere = (selector: string) =>
      page.locator(selector).first().waitFor({ state: 'attached', timeout: 20_000 })
    const scroll = async (times: number, pixels: number) => {
      for (let time = 0; time < times; time++) await page.mouse.wheel(0, pixels)
      await isThere('li[aria-posinset]:last-child button')
    }
    const longest = await longestTask(page, async () => {
      await scroll(150, 600)
      // As one drags the scroll bar: each time to rows that have yet to come.
      for (let part = 0; part < 25; part++) await scroll(2, 80_000)
      await scroll(60, -600)
      await page.evaluate(rested)
      await page.keyboard.press('End')
      await isThere(`[aria-posinset="${count}"] button:focus`)
      await page.keyboard.press('Home')
      await isThere('[aria-posinset="1"] button:focus')
    })
    test.info().annotations.push({ type: 'longest task', description: `${longest.toFixed(1)} ms` })
    expect(longest).toBeLessThan(50)
  })

  await test.step('the keyboard goes on from the last row, after a reload too', async () => {
    await page.keyboard.press('End')
    await expect(nameAt(count)).toBeFocused()
    await expect(nameAt(count)).toBeInViewport()
    expect(await rows.count()).toBeLessThan(80)
    await page.keyboard.press('k')
    await expect(nameAt(count - 1)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    const name = (await page.getByRole('dialog').getByRole('heading').first().textContent()) ?? ''
    await page.reload()
    await expect(page.getByRole('dialog').getByRole('heading').first()).toHaveText(name)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(nameAt(count - 1)).toBeInViewport()
    await page.keyboard.press('Home')
    await expect(nameAt(1)).toBeFocused()
  })

  await test.step('what is typed goes to the search, whichever row the keyboard was on', async () => {
    await page.keyboard.press('j')
    await page.mouse.wheel(0, 40_000)
    await expect(nameAt(2)).toHaveCount(0)
    await page.keyboard.press('/')
    const search = page.getByRole('searchbox', { name: 'Search the changes' })
    await search.pressSequentially('marlow', { delay: 150 })
    await expect(search).toHaveValue('marlow')
    await expect(search).toBeFocused()
    await expect(page.getByText(`${count.toLocaleString('en')} rows`)).toHaveCount(0)
    await search.fill('')
    await expect(page.getByText(`${count.toLocaleString('en')} rows`)).toBeVisible()
  })

  await test.step('filters answer while a preview runs', async () => {
    const { planId } = await ask(bindery.url, endpoints.startPreview, { id, body: { full: true } })
    const search = page.getByRole('searchbox', { name: 'Search the changes' })
    const waits: number[] = []
    for (const word of ['greta', 'mar', 'nobody like this', 'sm']) {
      const asked = page.waitForResponse(
        (response) => new URL(response.url()).searchParams.get('text') === word,
      )
      await search.fill(word)
      const answer = await asked
      await answer.finished()
      waits.push(answer.request().timing().responseEnd)
    }
    expect((await ask(bindery.url, endpoints.getPlan, { id: planId })).state).toBe('running')
    // The machine has two cores for a server, a preview, a directory and a browser.
    expect(Math.max(...waits)).toBeLessThan(1_000)
  })
})
