import { describe, expect, it } from 'vitest'
import { canSelect, countChanges, nextStep } from './plan-actions.ts'

type Judged = Parameters<typeof nextStep>[0]
const guard = {
  verdict: 'within' as const,
  stops: [],
  limits: [],
  settingsChanged: false,
  waiting: 0,
  causes: [],
}
const plan: Judged = {
  state: 'ready',
  settingsVersion: 3,
  stale: '',
  guard,
  approval: null,
  included: 4,
  counts: [{ side: 'accounts', subjectKind: 'person', kind: 'create', total: 4, included: 4 }],
}
const over = { ...guard, verdict: 'needs_approval' as const, waiting: 3 }

describe('nextStep', () => {
  it('applies what is within limits', () => expect(nextStep(plan).step).toBe('apply'))
  it('asks for approval, then applies', () => {
    expect(nextStep({ ...plan, guard: over })).toEqual({ step: 'approve', rest: 1 })
    const approval = { actor: 'admin', at: '2026-01-01T00:00:00Z', reason: 'agreed', carriedFrom: null }
    expect(nextStep({ ...plan, guard: over, approval }).step).toBe('apply')
  })
  it('asks a person about a stop too, and nothing goes ahead of it', () =>
    expect(nextStep({ ...plan, guard: { ...over, verdict: 'stopped', waiting: 4 } })).toEqual({
      step: 'approve',
      rest: 0,
    }))
  it.each([
    ['a draft', { settingsVersion: null }],
    ['stale', { stale: 'The settings changed' }],
    ['nothing selected', { included: 0 }],
    ['applied', { state: 'applied' as const }],
  ])('offers nothing when it is %s, and says why', (_, part) => {
    expect(nextStep({ ...plan, ...part })).toEqual({ step: 'nothing', why: expect.stringMatching(/\.$/) })
  })
})

it('lets rows be chosen only where choosing has an effect', () => {
  expect(canSelect(plan)).toBe(true)
  expect(canSelect({ ...plan, settingsVersion: null })).toBe(false)
  const conflict = {
    side: 'accounts',
    subjectKind: 'person',
    kind: 'conflict',
    total: 4,
    included: 0,
  } as const
  expect(canSelect({ ...plan, counts: [conflict] })).toBe(false)
})

it('counts in words', () => expect([1, 1204].map(countChanges)).toEqual(['1 change', '1,204 changes']))
