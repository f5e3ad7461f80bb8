import type { SampleAccount } from './sample-accounts.ts'

type Row = readonly [given: string, family: string, title: string, department: string]

const rows: readonly Row[] = [
  ['Alba', 'Quintero', 'Contractor', 'Engineering'],
  ['Bram', 'Vanderlinden', 'Contractor', 'Engineering'],
  ['Cosima', 'Hartwell', 'Auditor', 'Finance'],
  ['Dmitra', 'Pavlakis', 'Contractor', 'Workshop'],
  ['Emeka', 'Nwosu', 'Intern', 'Engineering'],
  ['Freya', 'Stormdal', 'Intern', 'Sales'],
  ['Goran', 'Lukovic', 'Contractor', 'Support'],
  ['Hana', 'Morikawa', 'Photographer', 'Sales'],
  ['Ivo', 'Castellan', 'Translator', 'People'],
  ['Jolanta', 'Wrobel', 'Contractor', 'Workshop'],
  ['Kofi', 'Asantewa', 'Advisor', 'Finance'],
  ['Linnea', 'Fjellstad', 'Former intern', 'Engineering'],
  ['Mateus', 'Ferrolho', 'Former contractor', 'Support'],
]

/** People only the application knows: contractors, interns, and two who have left. */
export const localAccounts: readonly SampleAccount[] = rows.map(
  ([given, family, title, department], index) => ({
    username: `${given}.${family}`.toLowerCase(),
    givenName: given,
    familyName: family,
    displayName: `${given} ${family}`,
    email: `${given}.${family}@partners.example`.toLowerCase(),
    ...(index % 3 === 0 ? {} : { phone: `+44 7700 ${902_000 + index}` }),
    title,
    department,
    active: !title.startsWith('Former'),
  }),
)
