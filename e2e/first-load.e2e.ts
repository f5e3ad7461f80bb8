import { gzipSync } from 'node:zlib'
import { endpoints } from '@bindery/contract'
import { draftFor } from '@bindery/testbed'
import { expect, type Page } from '@playwright/test'
import { ask } from './api.ts'
import { test } from './fixtures.ts'

/** What a first visit may fetch before it can be used, in kB of gzip. */
const most = 230

test('the first load is small, and what is seldom used comes when it is asked for', async ({
  page,
  bindery,
  slapd,
}) => {
  // Two of them, so that there is one to choose.
  for (const name of ['North', 'South'])
    await ask(bindery.url, endpoints.createDirectory, { body: { ...draftFor(slapd), name } })
  const scripts = watchScripts(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Directory' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const first = await scripts()
  expect(first.size).toBeGreaterThan(3)
  expect(kilobytes(first), [...first.keys()].join('\n')).toBeLessThan(most)

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
  expect(kilobytes(await scripts())).toBeGreaterThan(kilobytes(first))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: /Search pages/ }).click()
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible()
})

/** Gzipped sizes of the scripts that the page has fetched so far, by address. */
function watchScripts(page: Page): () => Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' || new URL(response.url()).pathname.endsWith('.js'))
      sizes.set(
        response.url(),
        response.body().then((body) => gzipSync(body).length),
      )
  })
  return async () =>
    new Map(await Promise.all([...sizes].map(async ([url, size]) => [url, await size] as const)))
}

const kilobytes = (sizes: ReadonlyMap<string, number>) =>
  [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000
