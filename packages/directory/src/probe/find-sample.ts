import type { SamplePerson, Settings } from '@bindery/contract'
import { andFilter, dnKey, isUnder, tryParseDn, writeFilter, type Schema } from '@bindery/contract/ldap-text'
import { DirectoryError } from '../directory-error.ts'
import { peopleFilter } from '../scope-filters.ts'
import { isSecretAttribute } from '../secret-attributes.ts'
import type { DirectorySession, Entry } from '../types.ts'
import { attributesOfRule } from '../unknown-names.ts'

/**
 * The person that a text names: by username, mail, common name or DN, whole or by its beginning; of an empty text the
 * first in scope. Null when nobody is found. Secret attributes are not read. Rejects with `DirectoryError`.
 */
export async function findSample(
  session: DirectorySession,
  settings: Settings,
  text: string,
): Promise<Entry | null> {
  const found = await findPerson(session, settings, text.trim())
  if (found?.stableId == null) return found
  const schema = await session.schema()
  const classes = found.attributes.get('objectclass') ?? []
  // By name comes what is only worked out when asked for (MS-ADTS §3.1.1.4.5), and by `*` what no class of its schema names.
  const named = [...schema.mustOf(classes), ...schema.mayOf(classes)]
  const { memberOfAttribute } = settings.people
  const backLink = memberOfAttribute === '' ? [] : [memberOfAttribute]
  const wanted = new Set(['*', ...named, ...mappedNames(settings), ...backLink])
  return (await session.readOne({ dn: found.dn, stableId: found.stableId }, [...wanted])) ?? found
}

/** The person as the screen shows it: what the server sent, and what the sync rules make of it. */
export function toSamplePerson(
  entry: Entry,
  schema: Schema,
  settings: Settings,
  described: Pick<SamplePerson, 'mapped' | 'skipReason'>,
): SamplePerson {
  const shown = [...entry.attributes].filter(([name]) => !isSecretAttribute(name))
  return {
    dn: entry.dn,
    stableId: entry.stableId,
    attributes: shown.map(([name, values]) => ({ name: schema.canonicalName(name), values: [...values] })),
    memberOf: [...(entry.attributes.get(settings.people.memberOfAttribute.toLowerCase()) ?? [])],
    ...described,
  }
}

async function findPerson(
  session: DirectorySession,
  settings: Settings,
  text: string,
): Promise<Entry | null> {
  // String preparation drops control characters (RFC 4518 §2.2): a beginning of nothing else would fit everyone.
  if (/\p{Cc}/u.test(text)) return null
  if (text === '') return firstOf(session, settings, peopleFilter(settings.people))
  if (text.includes('=') && tryParseDn(text) !== undefined) return personAt(session, settings, text)
  const names = [...new Set([settings.people.usernameAttribute, 'mail', 'cn'])]
  const whole = names.map((attribute) => writeFilter({ kind: 'equality', attribute, value: text }))
  const begins = names.map((attribute) =>
    writeFilter({ kind: 'substring', attribute, initial: text, any: [] }),
  )
  for (const parts of [whole, begins]) {
    const filter = andFilter(peopleFilter(settings.people), `(|${parts.join('')})`)
    const found = await firstOf(session, settings, filter)
    if (found !== null) return found
  }
  return null
}

async function personAt(session: DirectorySession, settings: Settings, dn: string): Promise<Entry | null> {
  if (!settings.people.bases.some((base) => isUnder(dn, base.dn))) return null
  const filter = peopleFilter(settings.people)
  const attributes = ['objectClass', ...mappedNames(settings)]
  const bases = [{ dn, scope: 'subtree' as const }]
  for await (const item of session.read({ bases, filter, attributes })) {
    if ('proof' in item) break
    const found = item.entries.find((entry) => dnKey(entry.dn) === dnKey(dn))
    if (found !== undefined) return found
  }
  return null
}

async function firstOf(session: DirectorySession, settings: Settings, filter: string): Promise<Entry | null> {
  const attributes = ['objectClass', ...mappedNames(settings)]
  for await (const item of session.read({ bases: settings.people.bases, filter, attributes })) {
    if ('entries' in item && item.entries[0] !== undefined) return item.entries[0]
    if ('proof' in item && item.proof.error !== null) throw new DirectoryError(item.proof.error)
  }
  return null
}

function mappedNames({ mapping, people }: Settings): string[] {
  return [
    people.usernameAttribute,
    ...mapping.people.flatMap(({ remote }) => attributesOfRule(remote)),
    ...mapping.matching.map(({ remote }) => remote),
  ]
}
