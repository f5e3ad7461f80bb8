import { z } from 'zod'
import { checkDn, checkFilter, isUnder, sameDn, tryParseDn } from './ldap-text/index.ts'
import { groupAttributeNames, personAttributeNames } from './words/attributes.ts'
import { guardKinds } from './words/guard-kinds.ts'
import { scheduleSchema } from './schedule.ts'
import { isGlobalCatalog, serviceDomain } from './server-address.ts'

/** A string that must be a distinguished name (RFC 4514). */
export const dnSchema = z.string().superRefine((text, context) => {
  const result = checkDn(text)
  if (text.trim() === '')
    context.addIssue({
      code: 'custom',
      message: 'Enter a distinguished name, such as ou=users,dc=example,dc=org',
    })
  else if (!result.ok) context.addIssue({ code: 'custom', message: result.message })
})

const filterSchema = z.string().superRefine((text, context) => {
  if (text === '') return
  const result = checkFilter(text)
  if (!result.ok) context.addIssue({ code: 'custom', message: result.message })
})

/** An attribute description without options (RFC 4512 §2.5). */
const attributeNameSchema = z
  .string()
  .regex(/^([A-Za-z][A-Za-z0-9-]*|\d+(\.\d+)+)$/, 'Enter an attribute name, such as mail')

const serverUrlSchema = z.string().superRefine((text, context) => {
  if (!/^ldaps?:\/\//i.test(text))
    return context.addIssue({ code: 'custom', message: 'Start the address with ldap:// or ldaps://' })
  const url = URL.parse(text)
  if (!url || url.hostname === '')
    return context.addIssue({
      code: 'custom',
      message: 'Enter a host name or address, such as ldaps://ldap.example.org',
    })
  if ((url.pathname !== '' && url.pathname !== '/') || url.search !== '' || url.username !== '')
    context.addIssue({
      code: 'custom',
      message: 'Give only scheme, host and port; bases and bind names have their own fields',
    })
  const service = wordServiceProblem(url)
  if (service !== undefined) context.addIssue({ code: 'custom', message: service })
})

/** What is wrong with an address whose servers DNS is to name. */
function wordServiceProblem({ hostname, port }: URL): string | undefined {
  if (!hostname.startsWith('_')) return undefined
  const domain = serviceDomain(hostname)
  if (domain === null || domain === '')
    return 'To have DNS name the servers, write _ldap._tcp. before the domain, such as ldaps://_ldap._tcp.example.org'
  return port === '' ? undefined : 'Leave out the port: DNS names it along with the servers'
}

/** A secret on its way in: keep the stored one, or set a new one. It never travels out. */
export const secretInputSchema = z.union([
  z.strictObject({ keep: z.literal(true) }),
  z.strictObject({ set: z.string().max(4096) }),
])
export type SecretInput = z.infer<typeof secretInputSchema>

/** What the API tells of a stored secret: whether and since when (ISO 8601). */
export const secretStateSchema = z.object({ configured: z.boolean(), changedAt: z.string().nullable() })

export const connectionSchema = z.object({
  /** Tried in order; the first that answers serves the whole task. */
  urls: z.array(serverUrlSchema).min(1, 'Add at least one server address'),
  startTls: z.boolean(),
  verifyTls: z.boolean(),
  /** PEM, one or more certificates; empty: the system's. */
  caBundle: z.string().max(262_144),
  /** SHA-256 fingerprint of the server certificate to trust (hex, colons optional); empty: none. */
  pinnedCertificate: z
    .string()
    .regex(/^([0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2}){31})?$/, 'Paste the SHA-256 fingerprint that the test showed'),
  /** PEM; empty: none. Its key is a secret. */
  clientCertificate: z.string().max(65_536),
  bindDn: z.string().max(2048),
  pageSize: z.number().int().min(1).max(10_000),
  connectTimeoutSeconds: z.number().int().min(1).max(120),
  operationTimeoutSeconds: z.number().int().min(1).max(600),
  /** Whether the server works as Active Directory does; `auto`: as its root DSE says. */
  activeDirectory: z.enum(['auto', 'yes', 'no']),
  /** The attribute that never changes for an entry; null: found by the probe. */
  stableIdAttribute: attributeNameSchema.nullable(),
})
export type Connection = z.infer<typeof connectionSchema>

export const searchBaseSchema = z.object({ dn: dnSchema, scope: z.enum(['subtree', 'one_level']) })
export type SearchBase = z.infer<typeof searchBaseSchema>

export const peopleScopeSchema = z.object({
  bases: z.array(searchBaseSchema).min(1, 'Add at least one search base'),
  objectClass: attributeNameSchema,
  additionalObjectClasses: z.array(attributeNameSchema),
  extraFilter: filterSchema,
  usernameAttribute: attributeNameSchema,
  rdnAttribute: attributeNameSchema,
  /** Empty: the first search base. */
  newEntriesUnder: z.union([z.literal(''), dnSchema]),
  /** Empty: the server keeps none. */
  memberOfAttribute: z.union([z.literal(''), attributeNameSchema]),
})

export const nestedGroups = ['flatten', 'keep', 'ignore'] as const

export const groupsScopeSchema = z.object({
  bases: z.array(searchBaseSchema),
  objectClass: attributeNameSchema,
  nameAttribute: attributeNameSchema,
  memberAttribute: attributeNameSchema,
  /** A group among a group's members: its people count as members, or it is shown as such, or it is any foreign value. */
  nested: z.enum(nestedGroups),
  extraFilter: filterSchema,
  newEntriesUnder: z.union([z.literal(''), dnSchema]),
  /** Written where the class demands a member and there is none; ignored on reading. Empty: the empty DN. */
  placeholderMember: z.union([z.literal(''), dnSchema]),
})

export const ruleDirections = ['pull', 'push', 'both'] as const
export const authorities = ['directory', 'accounts', 'ask'] as const

function mappingRuleSchema<Name extends string>(names: readonly Name[]) {
  return z.object({
    /** Stable within the mapping; the base is kept per rule. */
    id: z.string().min(1).max(64),
    local: z.enum(names),
    /** An attribute name, or (one-way rules only) a template such as `{givenName} {sn}`. */
    remote: z.string().min(1, 'Enter a directory attribute').max(512),
    direction: z.enum(ruleDirections),
    when: z.enum(['always', 'on_creation']),
    authority: z.enum(['inherit', ...authorities]),
    ifEmpty: z.enum(['skip', 'default', 'clear']),
    /** Used when `ifEmpty` is `default`; may be a template. */
    defaultValue: z.string().max(1024),
    required: z.boolean(),
  })
}
export const personRuleSchema = mappingRuleSchema(personAttributeNames)
export const groupRuleSchema = mappingRuleSchema(groupAttributeNames)
/** One row of the mapping table, of people or of groups. */
export type MappingRule = z.infer<ReturnType<typeof mappingRuleSchema<string>>>

/** Local attributes that may identify a person at first sight. */
export const matchingKeys = ['employeeNumber', 'email', 'username'] as const
export const matchingRuleSchema = z.object({ local: z.enum(matchingKeys), remote: attributeNameSchema })
export type MatchingRule = z.infer<typeof matchingRuleSchema>

export const mappingSchema = z.object({
  people: z.array(personRuleSchema),
  groups: z.array(groupRuleSchema),
  /** Strongest first; each local attribute at most once. */
  matching: z.array(matchingRuleSchema).min(1),
})

export const directions = ['accounts_to_directory', 'directory_to_accounts', 'two_way'] as const
export type Direction = (typeof directions)[number]
export type Authority = (typeof authorities)[number]

/** The larger of the two is the limit. */
export const guardLimitSchema = z.object({
  count: z.number().int().min(0).max(1_000_000),
  percent: z.number().min(0).max(100),
})

export const policySchema = z.object({
  direction: z.enum(directions),
  authority: z.enum(authorities),
  /** `ask`: in the plan, left out until a person includes it. */
  firstSeenInDirectory: z.enum(['create', 'ask', 'ignore']),
  firstSeenInAccounts: z.enum(['create', 'ask', 'ignore']),
  /** A linked entry cannot be found any more: directory → accounts, and two-way. */
  goneFromDirectory: z.enum(['hold', 'disable', 'delete', 'unlink', 'ignore']),
  /** Days until a hold of someone gone proposes the deletion of the account; fixed when the hold begins. */
  holdDays: z.number().int().min(0).max(3650),
  /** The same in accounts → directory, where the accounts lead. */
  missingEntry: z.enum(['recreate', 'ask', 'ignore']),
  /** A linked entry is there, but outside the bases or the filter. Never a deletion. */
  leftScope: z.enum(['hold', 'unlink', 'ignore']),
  /** A linked account was deleted: accounts → directory, and two-way. */
  goneFromAccounts: z.enum(['disable', 'move', 'delete', 'ignore']),
  /** Where the entries of deleted accounts go, if they are moved. */
  moveGoneTo: z.union([z.literal(''), dnSchema]),
  /** The same in directory → accounts, where the directory leads. */
  missingAccount: z.enum(['recreate', 'ask', 'ignore']),
  /** Whether a password that is set here goes to the directory. */
  passwords: z.enum(['off', 'push_on_set']),
  guard: z.record(z.enum(guardKinds), guardLimitSchema),
  /** DNs of entries and groups that are never removed, disabled or held. */
  protectedDns: z.array(dnSchema),
  /** Names of groups: only people who are in one of them are in scope. None: everybody is. */
  limitToGroups: z.array(z.string().trim().min(1, 'Enter the name of a group').max(256)),
  schedule: scheduleSchema,
})
export type Policy = z.infer<typeof policySchema>

/** Is this place where the search finds what is put there? A DN that cannot be read has its own message. */
const isInside = (place: string, bases: readonly SearchBase[]) =>
  tryParseDn(place) === undefined ||
  bases.some(({ dn, scope }) =>
    tryParseDn(dn) === undefined ? true : scope === 'subtree' ? isUnder(place, dn) : sameDn(place, dn),
  )

/** Everything an admin decides about one directory, secrets apart. */
export const settingsSchema = z
  .object({
    connection: connectionSchema,
    people: peopleScopeSchema,
    groups: groupsScopeSchema,
    mapping: mappingSchema,
    policy: policySchema,
  })
  .superRefine((settings, context) => {
    const { connection, groups, mapping, policy } = settings
    if (connection.startTls && connection.urls.some((url) => /^ldaps:/i.test(url)))
      context.addIssue({
        code: 'custom',
        path: ['connection', 'startTls'],
        message: 'StartTLS goes with ldap:// addresses; ldaps:// is encrypted from the start. Choose one',
      })
    connection.urls.forEach((url, index) => {
      const message = isGlobalCatalog(url) ? wordCatalogProblem(settings) : undefined
      if (message) context.addIssue({ code: 'custom', path: ['connection', 'urls', index], message })
    })
    if (policy.goneFromAccounts === 'move' && policy.moveGoneTo === '')
      context.addIssue({
        code: 'custom',
        path: ['policy', 'moveGoneTo'],
        message: 'Say where the entries of deleted accounts go, such as ou=former,dc=example,dc=org',
      })
    mapping.matching.forEach(({ local }, index) => {
      if (mapping.matching.findIndex((rule) => rule.local === local) < index)
        context.addIssue({
          code: 'custom',
          path: ['mapping', 'matching', index, 'local'],
          message: 'Another matching rule has this account attribute already',
        })
    })
    for (const subject of ['people', 'groups'] as const) {
      const { bases, newEntriesUnder } = settings[subject]
      if (newEntriesUnder !== '' && bases.length > 0 && !isInside(newEntriesUnder, bases))
        context.addIssue({
          code: 'custom',
          path: [subject, 'newEntriesUnder'],
          message: 'New entries would be outside of what is synced: choose a place in a search base',
        })
    }
    if (policy.limitToGroups.length > 0 && groups.bases.length === 0)
      context.addIssue({
        code: 'custom',
        path: ['policy', 'limitToGroups', 0],
        message: 'Groups have no search base: add one on the Connection page, or list no group here',
      })
    for (const subject of ['people', 'groups'] as const)
      mapping[subject].forEach((rule, index) => {
        const template = rule.remote.includes('{')
        const message =
          template && rule.direction === 'both'
            ? 'A template works one way: choose pull or push'
            : template && rule.direction === 'push'
              ? 'To push, name one attribute; use a default value to build text'
              : !template && !attributeNameSchema.safeParse(rule.remote).success
                ? 'Enter an attribute name, such as mail'
                : undefined
        if (message)
          context.addIssue({ code: 'custom', path: ['mapping', subject, index, 'remote'], message })
      })
  })
export type Settings = z.infer<typeof settingsSchema>
export type PeopleScope = Settings['people']
export type GroupsScope = Settings['groups']
export type GuardLimit = z.infer<typeof guardLimitSchema>

/** Why a global catalog cannot serve these settings. */
function wordCatalogProblem({ policy, groups }: Pick<Settings, 'policy' | 'groups'>): string | undefined {
  if (policy.direction !== 'directory_to_accounts')
    return 'A global catalog cannot be written to: use port 389 or 636, or let values flow from the directory only'
  return groups.bases.length > 0
    ? 'A global catalog lacks the members of other domains’ groups, so people would seem to have left them: use port 389 or 636, or sync no groups'
    : undefined
}
