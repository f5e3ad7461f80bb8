import type { Judged, Limit, Unit } from './judge.ts'

const heads = ['figure', 'measured', 'beside', 'ratio', 'limit', ''] as const

/** The figures as a table of plain text. */
export function writeTable(figures: readonly Judged[]): string {
  const rows = [heads, ...figures.map(cellsOf)]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => pad(cell, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return `${rows.map(line).join('\n')}\n`
}

/** The same in Markdown, in columns as the formatter leaves them. */
export function writeMarkdownTable(figures: readonly Judged[]): string {
  const rows = figures.map(cellsOf)
  const widths = heads.map((head, column) =>
    Math.max(3, head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => pad(cell, column, widths[column] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (isNumber(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`
  return `${[line(heads), rule, ...rows.map(line)].join('\n')}\n`
}

const isNumber = (column: number) => column === 1 || column === 3 || column === 4
const pad = (cell: string, column: number, width: number) =>
  isNumber(column) ? cell.padStart(width) : cell.padEnd(width)

function cellsOf({ name, unit, measured, beside, reference, ratio, limit, verdict }: Judged): string[] {
  return [
    name,
    amount(measured, unit),
    beside && reference !== null ? `${amount(reference, unit)} ${beside.name}` : '',
    ratio === null ? '' : `${ratio.toFixed(2)} x`,
    limit ? wordLimit(limit, unit) : '',
    verdict === 'told' ? '' : verdict,
  ]
}

const wordLimit = (limit: Limit, unit: Unit) =>
  'times' in limit ? `${round(limit.times)} x` : `${round(limit.most)} ${unit}`
const round = (value: number) => String(Math.round(value * 100) / 100)
const amount = (value: number, unit: Unit) => `${value.toFixed({ s: 2, ms: 1, MB: 0 }[unit])} ${unit}`
