import { z } from 'zod'
import { dnSchema, secretInputSchema, secretStateSchema } from '../settings.ts'
import { roles } from './permissions.ts'

const roleSchema = z.enum(roles)

/** Sign-in with the name and password of a directory's person. */
const directorySignInSchema = z.object({
  enabled: z.boolean(),
  /** Null: none chosen yet. */
  directoryId: z.number().int().positive().nullable(),
  /** Whoever is in several has the highest role; whoever is in none may not come in. */
  groups: z.array(z.object({ dn: dnSchema, role: roleSchema })).max(50),
})

/** A provider's own address, from which the place of what it says of itself follows (OpenID Connect Discovery §4). */
const issuerSchema = z
  .string()
  .max(2048)
  .superRefine((text, context) => {
    const message = text === '' ? undefined : wordIssuerProblem(text)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })

function wordIssuerProblem(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    return 'Enter the provider’s address, such as https://login.example.org'
  if (url.protocol === 'http:' && !/^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(url.hostname))
    return 'Enter an https:// address; http:// is for a provider on this machine only'
  if (url.search !== '' || url.hash !== '' || url.username !== '')
    return 'Give the address without a question mark, # or user name'
  // The library takes such an address for the document itself, and then does not check who it is of.
  if (url.pathname.includes('/.well-known/')) return 'Leave out /.well-known/ and what follows'
  return undefined
}

/** Sign-in through a provider of OpenID Connect. */
const oidcSignInSchema = z.object({
  enabled: z.boolean(),
  issuer: issuerSchema,
  clientId: z.string().max(512),
  /** What the button says after “Sign in with”. */
  label: z.string().trim().max(60),
  /** Asked for besides `openid profile email`, separated by blanks. */
  extraScopes: z
    .string()
    .trim()
    .max(512)
    .regex(/^[\x21\x23-\x5b\x5d-\x7e ]*$/, 'Scopes are words separated by blanks'),
  /** The claim of the ID token that says the role; dots lead into objects, as in `realm_access.roles`. */
  claim: z.string().trim().max(256),
  /** Whoever has several of these values has the highest role. */
  values: z
    .array(z.object({ value: z.string().trim().min(1, 'Enter a value').max(512), role: roleSchema }))
    .max(50),
  /** What becomes of somebody with none of the values. */
  otherwise: z.enum(['refuse', 'viewer']),
})

/** Besides local users, who can always sign in: both are off at first. */
export const signInSettingsSchema = z
  .object({ directory: directorySignInSchema, oidc: oidcSignInSchema })
  .superRefine(({ directory, oidc }, context) => {
    const demand = (ok: boolean, path: (string | number)[], message: string) => {
      if (!ok) context.addIssue({ code: 'custom', path, message })
    }
    if (directory.enabled) {
      demand(directory.directoryId !== null, ['directory', 'directoryId'], 'Choose a directory')
      demand(
        directory.groups.length > 0,
        ['directory', 'groups'],
        'Add at least one group: without one nobody may come in',
      )
    }
    if (oidc.enabled) {
      demand(oidc.issuer !== '', ['oidc', 'issuer'], 'Enter the provider’s address')
      demand(
        oidc.clientId.trim() !== '',
        ['oidc', 'clientId'],
        'Enter the client ID that the provider gave you',
      )
      const roleless = oidc.values.length === 0 || oidc.claim === ''
      demand(
        !roleless || oidc.otherwise === 'viewer',
        ['oidc', 'values'],
        'Name a claim and add at least one value: without them nobody may come in',
      )
    }
    if (oidc.values.length > 0)
      demand(oidc.claim !== '', ['oidc', 'claim'], 'Name the claim that has these values')
  })
export type SignInSettings = z.infer<typeof signInSettingsSchema>

/** What is saved: the settings, and the client secret: kept, set, or none with an empty one (a public client). */
export const signInSettingsInputSchema = z.strictObject({
  settings: signInSettingsSchema,
  clientSecret: secretInputSchema,
})
export type SignInSettingsInput = z.infer<typeof signInSettingsInputSchema>

/** What the API tells of them. */
export const signInSettingsStateSchema = z.object({
  /** 0: never saved. */
  version: z.number().int(),
  settings: signInSettingsSchema,
  clientSecret: secretStateSchema,
  savedAt: z.string().nullable(),
  savedBy: z.string(),
})
export type SignInSettingsState = z.infer<typeof signInSettingsStateSchema>

/** What saving them tells. */
export const savedSignInSettingsSchema = signInSettingsStateSchema.extend({
  /** Why nobody could look whether the groups that are new are there; null: they are, or none is new. */
  groupsUnchecked: z.string().nullable(),
})
export type SavedSignInSettings = z.infer<typeof savedSignInSettingsSchema>

/** Everything off. */
export const defaultSignInSettings = (): SignInSettings => ({
  directory: { enabled: false, directoryId: null, groups: [] },
  oidc: {
    enabled: false,
    issuer: '',
    clientId: '',
    label: '',
    extraScopes: '',
    claim: '',
    values: [],
    otherwise: 'refuse',
  },
})
