/** Many rows as a table of PostgreSQL's, of one array for each column: the text is the same however many there are. */
export interface ArrayRows {
  /** Selects the rows, all columns in order. */
  readonly text: string
  readonly parameters: readonly string[]
}

export type ArrayRow = Readonly<Record<string, string | number | null | undefined>>

/** `columns` are of whole numbers or of texts, each alone; one that is null in every row may be of either. */
export function arrayRows(columns: readonly string[], rows: readonly ArrayRow[]): ArrayRows {
  const parameters: string[] = []
  const arrays: string[] = []
  const selected = columns.map((column) => {
    const sample = rows.find((row) => row[column] != null)?.[column]
    if (sample === undefined) return 'null'
    parameters.push(arrayOf(rows, column))
    arrays.push(`$${parameters.length}::${typeof sample === 'number' ? 'integer' : 'text'}[]`)
    return `c${parameters.length}`
  })
  const names = arrays.map((_, index) => `c${index + 1}`)
  return {
    text: `select ${selected.join()} from unnest(${arrays.join()}) as rows (${names.join()})`,
    parameters,
  }
}

/** The text of an array, as the manual has it: Arrays, 8.15.6. */
function arrayOf(rows: readonly ArrayRow[], column: string): string {
  let text = '{'
  for (const [index, row] of rows.entries()) {
    if (index > 0) text += ','
    text += elementOf(row[column])
  }
  return `${text}}`
}

function elementOf(value: ArrayRow[string]): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number') return value.toString()
  return `"${/["\\]/.test(value) ? value.replaceAll(/["\\]/g, '\\$&') : value}"`
}
