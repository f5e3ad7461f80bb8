import type { GroupsScope, PeopleScope } from '@bindery/contract'
import { andFilter, writeFilter } from '@bindery/contract/ldap-text'

/** The filter of the people in scope: object class and extra filter (RFC 4515). Throws `FilterSyntaxError`. */
export function peopleFilter(scope: Pick<PeopleScope, 'objectClass' | 'extraFilter'>): string {
  return scopeFilter(scope.objectClass, scope.extraFilter)
}

/** The filter of the groups in scope: object class and extra filter (RFC 4515). Throws `FilterSyntaxError`. */
export function groupsFilter(scope: Pick<GroupsScope, 'objectClass' | 'extraFilter'>): string {
  return scopeFilter(scope.objectClass, scope.extraFilter)
}

function scopeFilter(objectClass: string, extraFilter: string): string {
  const ofClass = writeFilter({ kind: 'equality', attribute: 'objectClass', value: objectClass })
  return extraFilter.trim() === '' ? ofClass : andFilter(ofClass, extraFilter)
}
