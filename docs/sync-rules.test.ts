import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { absenceTable } from '../packages/sync/src/test-absence-table.ts'

/** Cells without the padding that the formatter gives them. */
const cellsOf = (table: string) =>
  table
    .split('\n')
    .filter((line) => !/^[|\s-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))

test('the table of absences is the one that the cases of the decision are checked against', () => {
  const text = readFileSync(new URL('sync-rules.md', import.meta.url), 'utf8')
  const [, shown = ''] = /<!-- absence -->\n\n([\s\S]*?)\n\n<!-- \/absence -->/.exec(text) ?? []
  expect(cellsOf(shown)).toEqual(cellsOf(absenceTable()))
})
