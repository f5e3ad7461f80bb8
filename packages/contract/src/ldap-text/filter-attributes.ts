import type { Filter } from './filter-types.ts'

/** The attributes that a filter compares, as it names them; one that stands there twice comes twice. */
export function filterAttributes(filter: Filter): string[] {
  if ('filters' in filter) return filter.filters.flatMap(filterAttributes)
  if ('filter' in filter) return filterAttributes(filter.filter)
  return 'attribute' in filter && filter.attribute !== undefined ? [filter.attribute] : []
}
