/** A field that someone else changed while it was being edited. */
export interface ForeignChange {
  readonly field: string
  readonly was: string
  readonly is: string
  /** What was entered here, where it is something else again; null where the field was not touched. */
  readonly mine: string | null
}

type Field = string | boolean | readonly string[] | undefined
type Fields = Readonly<Record<string, Field>>
function word(value: Field): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : (value?.join(', ') ?? '')
}

/** What changed between the version that was opened and the one there is now, beside what was entered. */
export function foreignChanges(opened: Fields, now: Fields, entered: Fields, touched: ReadonlySet<string>) {
  return Object.keys(entered).flatMap((field): ForeignChange[] => {
    const [was, is, mine] = [word(opened[field]), word(now[field]), word(entered[field])]
    return was === is ? [] : [{ field, was, is, mine: touched.has(field) && mine !== is ? mine : null }]
  })
}
