import { localAccounts } from './local-accounts.ts'
import { sampleCompany } from './sample-company.ts'

/** An account as the application knows it before its first sync. */
export interface SampleAccount {
  username: string
  employeeNumber?: string
  givenName?: string
  familyName?: string
  displayName?: string
  email?: string
  phone?: string
  title?: string
  department?: string
  active: boolean
}

/** A group of such accounts; members are usernames. */
export interface SampleAccountGroup {
  name: string
  description: string
  members: string[]
}

/**
 * The 40 accounts and 4 groups that exist before the directory is connected: 15 match an entry by employee number,
 * 8 by mail alone, 3 share only the username with somebody else, for 1 the two keys point at two different entries,
 * and 13 exist only here.
 */
export function sampleAccounts(): { people: SampleAccount[]; groups: SampleAccountGroup[] } {
  const byNumber = range(0, 15).map((index) => vary(accountOf(index), index))
  const byMail = range(20, 28).map((index) => {
    const { employeeNumber: _, ...account } = accountOf(index)
    return vary(account, index)
  })
  const clashing = range(40, 43).map((index, turn) => ({
    ...accountOf(index),
    employeeNumber: String(900_001 + turn),
    email: `someone.else.${turn + 1}@example.org`,
    givenName: 'Someone',
    familyName: 'Else',
    displayName: 'Someone Else',
  }))
  const torn = { ...accountOf(50), username: 'torn.between', email: accountOf(51).email ?? '' }
  const people = [...byNumber, ...byMail, ...clashing, torn, ...localAccounts]
  const usernames = people.map(({ username }) => username)
  return {
    people,
    groups: [
      { name: 'on-call', description: 'Answers the phone at night', members: usernames.slice(2, 9) },
      { name: 'vpn-users', description: 'May connect from home', members: usernames.slice(0, 24) },
      { name: 'contractors', description: 'Paid by invoice', members: usernames.slice(27, 35) },
      { name: 'book-club', description: 'One novel a month', members: usernames.slice(18, 32) },
    ],
  }
}

/** The account that agrees with the index-th ordinary person's entry in everything. */
function accountOf(index: number): SampleAccount {
  const attributes = sampleCompany().people[index]?.attributes ?? {}
  const optional = {
    employeeNumber: attributes['employeeNumber']?.[0],
    givenName: attributes['givenName']?.[0],
    familyName: attributes['sn']?.[0],
    displayName: attributes['displayName']?.[0],
    email: attributes['mail']?.[0],
    phone: attributes['mobile']?.[0],
    title: attributes['title']?.[0],
    department: attributes['departmentNumber']?.[0],
  }
  return { username: attributes['uid']?.[0] ?? '', ...withoutEmpty(optional), active: true }
}

function withoutEmpty<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  const present: { [K in keyof T]?: string } = {}
  for (const key in values) if (values[key] !== undefined) present[key] = values[key]
  return present
}

/** Real stores drift: some accounts lack the phone, others hold another title, phone or display name. */
function vary(account: SampleAccount, index: number): SampleAccount {
  const { phone: _, ...withoutPhone } = account
  if (index % 5 === 1) return withoutPhone
  if (index % 5 === 2) return { ...account, title: 'Acting Team Lead' }
  if (index % 5 === 3) return { ...account, phone: `+44 7700 ${901_000 + index}` }
  if (index % 5 === 4)
    return { ...account, displayName: `${account.familyName ?? ''}, ${account.givenName ?? ''}` }
  return account
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset)
}
