import { endpoints, type PersonRow } from '@bindery/contract'
import { call } from './http.ts'

/** The people of Bindery with these usernames. */
export async function peopleNamed(url: string, usernames: ReadonlySet<string>): Promise<PersonRow[]> {
  const people: PersonRow[] = []
  for (let after: string | null = ''; after !== null;) {
    const query: Record<string, string> = { limit: '500', ...(after !== '' && { after }) }
    const page = endpoints.listPeople.response.parse(await call(url, endpoints.listPeople, { query }))
    people.push(...page.items.filter(({ username }) => usernames.has(username)))
    after = page.next
  }
  return people
}

/** Gives people another title, in Bindery. */
export async function changeTitles(url: string, people: readonly PersonRow[], title: string): Promise<void> {
  for (const { id, version } of people)
    await call(url, endpoints.updatePerson, { id, version, body: { title } })
}
