import { expect, type Page } from '@playwright/test'
import axe, { type AxeResults } from 'axe-core'
import { join } from 'node:path'

/** Windows to look at a screen in. The last is a wide one at 200 % zoom. */
const windows = [
  { name: 'wide', width: 1440, height: 900, judged: true },
  { name: 'narrow', width: 390, height: 844, judged: true },
  { name: 'zoomed', width: 720, height: 450, judged: false },
] as const
const schemes = ['light', 'dark'] as const

/** Pixels by which the page is wider than the window. */
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
/** Resolves once a change of window or scheme has been drawn. */
const drawn = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))'
/** A long list need not be in the picture to its end. */
const tallest = 2400

/**
 * Looks at what is on screen now, in every window, light and dark: axe finds nothing and nothing scrolls sideways.
 * Pictures go to the folder `BINDERY_PICTURES`, where that is set. The page is left wide and light.
 */
export async function look(page: Page, name: string): Promise<void> {
  for (const window of windows) {
    const { width, height, judged } = window
    await page.setViewportSize({ width, height })
    await page.evaluate(drawn)
    expect.soft(await page.evaluate<number>(overflow), `${name}, ${window.name}: scrolls sideways`).toBe(0)
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
      await page.evaluate(drawn)
      // The elements are the same in both schemes: what may differ is whether they can be read.
      const rules = scheme === 'light' ? [] : ['color-contrast']
      if (judged) expect.soft(await faults(page, rules), `${name}, ${window.name}, ${scheme}`).toEqual([])
      await takePicture(page, `${name}.${window.name}.${scheme}`, window)
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(windows[0])
}

/** What axe finds, by all its rules or only by these. */
async function faults(page: Page, rules: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source)
  const options = {
    resultTypes: ['violations'],
    preload: false,
    ...(rules.length > 0 && { runOnly: { type: 'rule', values: rules } }),
  }
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

/** A picture of all of it, or of what the zoomed window shows. */
async function takePicture(page: Page, name: string, { width, height, judged }: (typeof windows)[number]) {
  const folder = process.env['BINDERY_PICTURES']
  if (folder === undefined) return
  const tall = await page.evaluate<number>('document.documentElement.scrollHeight')
  // A dialog is in the middle of the window, not of the page.
  const isAsked = await page.getByRole('dialog').first().isVisible()
  if (judged && !isAsked)
    await page.setViewportSize({ width, height: Math.min(Math.max(tall, height), tallest) })
  await page.evaluate(drawn)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  await page.setViewportSize({ width, height })
}
