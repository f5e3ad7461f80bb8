import { expect, test } from 'vitest'
import { AbsencePlaces } from './absence-places.ts'

const base = 'ou=users,dc=org'
function places(...absent: [last: string, found: string | null][]) {
  const noted = new AbsencePlaces()
  for (const [last, found] of absent) noted.note(last, found)
  return noted
}
const gone = (...dns: string[]) => places(...dns.map((dn): [string, null] => [dn, null]))

test('the deepest place that most of the gone had, however it was written', () => {
  const found = gone(
    `uid=a,ou=one,ou=Sales,${base}`,
    `uid=b,ou=two,OU=sales, ${base}`,
    `uid=c,ou=sales,${base}`,
    `uid=d,ou=sales,${base}`,
    `uid=e,ou=it,${base}`,
  )
  expect(found.originBelow([base])).toEqual({ dn: `ou=Sales,${base}`, count: 4 })
  expect(found.absent).toEqual({ gone: 5, moved: 0 })
})

test('a search base, and what is above it, tell nothing', () => {
  expect(gone(`uid=a,${base}`, `uid=b,${base}`).originBelow([base])).toBeNull()
  expect(gone(`uid=a,ou=x,${base}`, `uid=b,ou=y,${base}`).originBelow([base])).toBeNull()
})

test('where those went that are outside; whoever only fails the filter has not moved', () => {
  const found = places(
    [`uid=a,${base}`, 'uid=a,ou=old,dc=org'],
    [`uid=b,${base}`, 'uid=b,ou=old,dc=org'],
    [`uid=c,${base}`, `uid=c,${base}`],
  )
  expect(found.destinationOutside([base])).toEqual({ dn: 'ou=old,dc=org', count: 2 })
  expect(found.absent).toEqual({ gone: 0, moved: 2 })
  expect(places([`uid=a,${base}`, `uid=a,ou=deep,${base}`]).destinationOutside([base])).toBeNull()
})
