/** The fields whose values differ from those that were opened. */
export function touchedFields<Values extends object>(
  opened: Values,
  entered: Values,
): Set<keyof Values & string> {
  const fields = Object.keys(entered) as (keyof Values & string)[]
  return new Set(fields.filter((field) => JSON.stringify(opened[field]) !== JSON.stringify(entered[field])))
}

/** Only the touched fields: what a directory filled in oddly and nobody touched is neither judged nor sent. */
export function onlyFields<Values extends object>(
  values: Values,
  fields: ReadonlySet<string>,
): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.has(field))) as Partial<Values>
}
