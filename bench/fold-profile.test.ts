import { expect, test } from 'vitest'
import { foldProfile, writeFolded, type CpuProfile } from './fold-profile.ts'

const frame = (id: number, functionName: string, url: string, lineNumber = 0) => ({
  id,
  callFrame: { functionName, url, lineNumber },
})
const merge = 'file:///home/ada/bindery/packages/sync/src/merge-rule.ts'
const kysely = 'file:///home/ada/bindery/node_modules/.pnpm/kysely@1/node_modules/kysely/dist/query.js'
const profile: CpuProfile = {
  nodes: [
    frame(1, '(idle)', ''),
    frame(2, 'mergeRule', merge),
    frame(3, '', merge, 9),
    frame(4, 'compile', kysely),
    frame(5, '(garbage collector)', ''),
    frame(6, 'run', ''),
    frame(7, 'mergeRule', merge),
    frame(8, 'emit', 'node:events'),
  ],
  samples: [1, 2, 3, 4, 5, 6, 7, 8],
  timeDeltas: [9_000_000, 300_000, 100_000, 200_000, 50_000, 150_000, 150_000, 50_000],
}

test('self time is summed by package and by function, idle time left out', () => {
  const { milliseconds, packages, functions } = foldProfile(profile, '/home/ada/bindery/')
  expect(milliseconds).toBe(1000)
  expect(packages.map(({ name, share }) => [name, share])).toEqual([
    ['packages/sync', 0.55],
    ['kysely', 0.2],
    ['native code', 0.15],
    ['(garbage collector)', 0.05],
    ['node', 0.05],
  ])
  expect(functions.slice(0, 4).map(({ name, milliseconds: own }) => [name, own])).toEqual([
    ['mergeRule packages/sync/src/merge-rule.ts', 450],
    ['compile kysely/dist/query.js', 200],
    ['run', 150],
    ['(anonymous, line 10) packages/sync/src/merge-rule.ts', 100],
  ])
})

test('a summary names the packages and the functions that took most', () => {
  expect(writeFolded('Preview, worker', foldProfile(profile, '/home/ada/bindery/'), 1)).toBe(
    [
      'Preview, worker: 1.00 s at work',
      '',
      ' 55.0 %      550 ms  packages/sync',
      ' 20.0 %      200 ms  kysely',
      ' 15.0 %      150 ms  native code',
      '  5.0 %       50 ms  (garbage collector)',
      '  5.0 %       50 ms  node',
      '',
      ' 45.0 %      450 ms  mergeRule packages/sync/src/merge-rule.ts',
      '',
    ].join('\n'),
  )
})
