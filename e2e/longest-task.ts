import { expect, type Page } from '@playwright/test'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds on the clock, and of these what the thread was computing. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** A loop that is run to see that the measure sees it: so much work, whoever else has the core in between. */
const known = 'let x = 1; for (let turn = 0; turn < 3e7; turn += 1) x = Math.imul(x, 1103515245) + 12345; x'
/** Milliseconds that it takes at least. */
const least = 20
/** Resolves once the page has stood still for some frames: a wheel is answered before the page has moved. */
export const rested = `new Promise((rested) => {
  let [at, frames] = [scrollY, 0]
  const look = () => {
    frames = scrollY === at ? frames + 1 : 0
    at = scrollY
    if (frames === 12) rested()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})`

/**
 * The most that one task kept the page's main thread computing while `act` ran, in milliseconds.
 *
 * A PerformanceObserver tells long tasks by the clock, so that a task which waits for a processor is a long one too: on a
 * machine whose cores also carry the server, a directory and other tests it says as much of them as of the page. A trace
 * has the thread's own time beside the clock's. With a core to itself a task takes hardly longer than that, and nothing
 * that the page does in it is left out: script, style, layout, painting and collecting garbage.
 */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  const seen = await tasksDuring(page, async () => void (await page.evaluate(known)))
  expect(Math.max(...seen)).toBeGreaterThan(least)
  const tasks = await tasksDuring(page, act)
  expect(tasks.length).toBeGreaterThan(100)
  return Math.max(...tasks)
}

async function tasksDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser()
  if (!browser) throw new Error('This page has no browser of its own')
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] })
  // The page's process hears of it a little later, and writes what it has at its next rest.
  await page.evaluate(rested)
  await act()
  await page.evaluate(rested)
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const main = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  )
  return trace.traceEvents.flatMap((event) =>
    event.name === 'RunTask' && event.ph === 'X' && event.tdur !== undefined && main.has(threadOf(event))
      ? [event.tdur / 1000]
      : [],
  )
}
