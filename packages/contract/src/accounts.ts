import { z } from 'zod'
import { idSchema, instantSchema } from './subject.ts'
import { usernamePattern } from './words/attributes.ts'

export const usernameSchema = z
  .string()
  .regex(usernamePattern, 'Use 1–64 letters, digits, “.”, “-” or “_”, starting with a letter or digit')

/** Nobody sees control characters, or those that turn the direction of text, and they make one value look like another. */
const oneLine = /^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u
const lineField = z
  .string()
  .trim()
  .regex(oneLine, 'Use one line, without control characters or marks that turn the direction of the text')
const textField = lineField.max(512)
const emailField = z.union([z.literal(''), z.email('Enter a mail address, such as ada@example.org').max(320)])

const personFields = {
  username: usernameSchema,
  employeeNumber: textField,
  givenName: textField,
  familyName: textField,
  displayName: textField,
  email: emailField,
  otherEmails: z.array(z.email('Enter a mail address')).max(20),
  phone: textField,
  title: textField,
  department: textField,
  active: z.boolean(),
}
/** A new person: only the username is required. */
export const personInputSchema = z.strictObject({
  ...personFields,
  employeeNumber: textField.default(''),
  givenName: textField.default(''),
  familyName: textField.default(''),
  displayName: textField.default(''),
  email: emailField.default(''),
  otherEmails: personFields.otherEmails.default([]),
  phone: textField.default(''),
  title: textField.default(''),
  department: textField.default(''),
  active: z.boolean().default(true),
})
export type PersonInput = z.infer<typeof personInputSchema>
/** What is left out stays as it is: no defaults here. */
export const personPatchSchema = z.strictObject(personFields).partial()
export type PersonPatch = z.infer<typeof personPatchSchema>

/** `local`: no link. `linked`: an active link. `held`: a hold is open. `unlinked`: a tombstoned link. */
export const linkBadges = ['local', 'linked', 'held', 'unlinked'] as const

export const linkSchema = z.object({
  directoryId: idSchema,
  directoryName: z.string(),
  dn: z.string(),
  stableId: z.string(),
  state: z.enum(['active', 'left_scope', 'gone_directory', 'gone_accounts', 'unlinked']),
  since: instantSchema,
})
/** Values that came from a directory are shown as they are, so nothing is validated on the way out. */
export const personSchema = z.object({
  id: idSchema,
  username: z.string(),
  employeeNumber: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  displayName: z.string(),
  email: z.string(),
  otherEmails: z.array(z.string()),
  phone: z.string(),
  title: z.string(),
  department: z.string(),
  active: z.boolean(),
  /** Send back on update; a lost update is refused. */
  version: z.number().int(),
  badge: z.enum(linkBadges),
  /** `active` and no hold open. */
  effectivelyActive: z.boolean(),
  holdReason: z.string(),
  /** A password set here goes to a directory that the person is linked to. */
  takesPassword: z.boolean(),
  links: z.array(linkSchema),
  groups: z.array(z.object({ id: idSchema, name: z.string() })),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})
export type Person = z.infer<typeof personSchema>
export const personRowSchema = personSchema.omit({ takesPassword: true, links: true, groups: true })
export type PersonRow = z.infer<typeof personRowSchema>

const groupName = lineField.min(1, 'Give the group a name').max(256)
export const groupInputSchema = z.strictObject({ name: groupName, description: textField.default('') })
export const groupPatchSchema = z.strictObject({ name: groupName, description: textField }).partial()
export type GroupInput = z.infer<typeof groupInputSchema>
export const groupSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  version: z.number().int(),
  badge: z.enum(linkBadges),
  memberCount: z.number().int(),
  links: z.array(linkSchema),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})
export type Group = z.infer<typeof groupSchema>
export const groupRowSchema = groupSchema.omit({ links: true })
export type GroupRow = z.infer<typeof groupRowSchema>

export const memberPatchSchema = z.strictObject({
  add: z.array(idSchema).max(1000).default([]),
  remove: z.array(idSchema).max(1000).default([]),
})
export const accountsQuerySchema = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  text: z.string().max(200).optional(),
  badge: z.enum(linkBadges).optional(),
})
export type AccountsQuery = z.infer<typeof accountsQuerySchema>
