import type { Schedule, ScheduleState } from '@bindery/contract'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createTestClock } from '../src/schedule/test-clock.ts'
import { dnOf, modifyLdif, personLdif, useSlapd } from './company.ts'
import { openCompany, type Company } from './harness.ts'

const { server, change, values } = useSlapd()

const uids = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`)
const titled = (uid: string, title: string) => modifyLdif(dnOf(uid), 'replace: title', `title: ${title}`)

/** A company of twenty after its first sync, previewed every ten seconds of a clock that the test moves. */
async function scheduled(schedule: Partial<Schedule> = {}) {
  await change(...uids(20).map((uid) => personLdif(uid)))
  const clock = createTestClock(new Date())
  const lab = await openCompany(server(), undefined, clock)
  onTestFinished(() => lab.close())
  await lab.sync()
  await lab.save(({ policy }) => {
    policy.schedule = { mode: 'interval', seconds: 10, cron: '', apply: 'within_guard', ...schedule }
  })
  const params = { id: lab.directoryId }
  const state = () => lab.verbs.getSchedule({ ...lab.call, params })
  /** Lets the next preview come due, and waits for its end. */
  async function turn(seconds = 10): Promise<ScheduleState> {
    const before = (await state()).last?.at
    clock.advance(seconds)
    await vi.waitFor(async () => expect((await state()).last?.at ?? before).not.toBe(before), {
      timeout: 20_000,
      interval: 50,
    })
    return state()
  }
  return { lab, clock, state, turn, params }
}

const plansOf = async (lab: Company) =>
  (await lab.verbs.listPlans({ ...lab.call, query: { limit: 100 } })).items

describe('a schedule', () => {
  test('applies by itself what the guard lets pass, as nobody but the schedule', async () => {
    const { lab, turn, clock, state } = await scheduled()
    expect(await state()).toMatchObject({ running: false, last: null, failures: 0, paused: null })
    expect(Date.parse((await state()).nextAt ?? '') - clock.now().getTime()).toBe(10_000)
    await change(titled('p3', 'New'), personLdif('zoe'))
    const { last, nextAt } = await turn()
    expect(last).toMatchObject({
      outcome: 'applied',
      sentence: expect.stringMatching(/^2 of 2 changes done/),
    })
    expect(Date.parse(nextAt ?? '') - clock.now().getTime()).toBe(10_000)
    expect((await lab.person('p3')).title).toBe('New')
    expect((await lab.person('zoe')).badge).toBe('linked')
    const run = await lab.verbs.getRun({ ...lab.call, params: { id: last?.runId ?? 0 } })
    expect(run.actor).toBe('schedule')
    expect((await turn()).last).toMatchObject({ outcome: 'nothing' })
  })

  test('S44 lets removals wait while the rest is applied, and applies them once a person approved', async () => {
    const { lab, turn } = await scheduled()
    await lab.save((settings) => {
      settings.people.extraFilter = '(!(uid=p0))'
    })
    await change(titled('p3', 'New'))
    expect((await turn()).last).toMatchObject({
      outcome: 'waits',
      sentence: expect.stringContaining('1 wait for approval'),
    })
    expect((await lab.person('p3')).title).toBe('New')
    const waits = await turn()
    expect(waits.last).toMatchObject({ outcome: 'waits', runId: null })
    expect(await lab.person('p0')).toMatchObject({ badge: 'linked' })

    // The same plan goes on waiting, however often it is found again.
    const later = await turn()
    expect(later.last?.planId).toBe(waits.last?.planId)
    const plan = await lab.verbs.getPlan({ ...lab.call, params: { id: waits.last?.planId ?? 0 } })
    const newest = (await plansOf(lab))[0]
    expect(newest?.id).toBe(plan.id)
    const { planHash, selectionHash } = plan
    const body = { planHash, selectionHash, reason: 'The filter is right' }
    await lab.verbs.approvePlan({ ...lab.call, params: { id: plan.id }, body })
    // Another change in between: the approval is of the removal, and is carried on.
    await change(titled('p4', 'Newer'))
    expect((await turn()).last?.outcome).toBe('applied')
    expect(await lab.person('p0')).toMatchObject({ badge: 'held' })
    expect((await lab.person('p4')).title).toBe('Newer')
  })

  test('that is told to wait applies nothing by itself', async () => {
    const { lab, turn } = await scheduled({ apply: 'wait' })
    await change(titled('p3', 'New'))
    const { last } = await turn()
    expect(last).toMatchObject({ outcome: 'waits', runId: null })
    expect((await lab.person('p3')).title).toBe('')
    const plan = await lab.verbs.getPlan({ ...lab.call, params: { id: last?.planId ?? 0 } })
    expect(plan).toMatchObject({ state: 'ready', actor: 'schedule', included: 1 })
    expect((await lab.apply(plan)).run.state).toBe('succeeded')
  })

  test('S22 backs off while the directory is away; on its return, what was created meanwhile goes out', async () => {
    const { lab, turn, clock, state } = await scheduled()
    await server().stopServer()
    onTestFinished(() => server().startServer())
    const first = await turn()
    expect(first).toMatchObject({
      failures: 1,
      last: { outcome: 'failed' },
      failure: { code: 'connection_refused' },
    })
    expect(Date.parse(first.nextAt ?? '') - clock.now().getTime()).toBe(20_000)
    expect((await turn(20)).failures).toBe(2)
    await lab.addPerson({ username: 'zoe', email: 'zoe@example.org', familyName: 'Zander' })
    await server().startServer()
    await change(titled('p4', 'New'))
    expect((await turn(40)).last?.outcome).toBe('applied')
    expect(await state()).toMatchObject({ failures: 0, failure: null })
    expect((await lab.person('p4')).title).toBe('New')
    expect(await lab.person('zoe')).toMatchObject({ badge: 'linked', familyName: 'Zander' })
    expect(await values(dnOf('zoe'), 'mail')).toEqual(['zoe@example.org'])
  })

  test('passes over a directory that somebody is previewing', async () => {
    const { lab, turn, params } = await scheduled()
    server().pause()
    onTestFinished(() => server().resume())
    const { planId } = await lab.verbs.startPreview({ ...lab.call, params, body: {} })
    expect((await turn()).last).toMatchObject({ outcome: 'skipped', planId: null })
    server().resume()
    await Array.fromAsync(lab.verbs.planEvents({ ...lab.call, params: { id: planId } }))
    expect((await turn()).last?.outcome).toBe('nothing')
  })

  test('pauses and goes on', async () => {
    const { lab, turn, clock, state, params } = await scheduled()
    const paused = await lab.verbs.pauseSchedule({ ...lab.call, params })
    expect(paused).toMatchObject({ nextAt: null, paused: { by: 'tester', why: '' } })
    clock.advance(3600)
    expect(await state()).toMatchObject({ running: false, last: null })
    const resumed = await lab.verbs.resumeSchedule({ ...lab.call, params })
    expect(resumed.paused).toBeNull()
    await change(titled('p3', 'New'))
    expect((await turn()).last?.outcome).toBe('applied')
  })

  test('S31 does not try what is refused every time every ten seconds', async () => {
    const { lab, turn, clock } = await scheduled()
    await lab.save(({ mapping: { people } }) => {
      // Whose values must be DNs.
      for (const rule of people) if (rule.local === 'phone') rule.remote = 'manager'
    })
    await lab.addPerson({ username: 'zoe', email: 'zoe@example.org', familyName: 'Zander', phone: '+1' })
    const { last, failures, nextAt } = await turn()
    expect(last).toMatchObject({ outcome: 'failed', sentence: expect.stringContaining('1 refused') })
    expect(failures).toBe(1)
    expect(Date.parse(nextAt ?? '') - clock.now().getTime()).toBe(20_000)
  })
})
