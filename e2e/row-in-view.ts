import { expect, type Page } from '@playwright/test'

/** The row at this place, counted from 1, is wholly seen: nothing of it is outside the window or under a bar. */
export async function expectWhole(page: Page, place: number): Promise<void> {
  const row = page.locator(`[aria-posinset="${place}"]`)
  const height = page.viewportSize()?.height ?? 0
  const keys = page.locator('p', { hasText: 'leave out, take in' })
  await expect(async () => {
    const box = await row.boundingBox()
    const header = await page.getByRole('banner').boundingBox()
    // Where the window is wide, the summary and the keys stay while the rows pass under them.
    const bar = await page.getByRole('region', { name: 'Summary' }).boundingBox()
    const foot = await keys.boundingBox()
    if (!box || !header || !bar) throw new Error('The row, or what stands above it, is not drawn')
    expect(box.y).toBeGreaterThanOrEqual(Math.max(header.y + header.height, bar.y + bar.height) - 1)
    expect(box.y + box.height).toBeLessThanOrEqual((foot?.y ?? height) + 1)
    expect(box.y + box.height).toBeLessThanOrEqual(height)
  }).toPass({ timeout: 10_000 })
}
