import { z } from 'zod'
import { directoryErrorCodeNames } from './directory-errors.ts'
import { probedServerSchema } from './server-kind.ts'
import { valuesSchema } from './subject.ts'

/** The steps of a connection test, in order. A step that does not apply is `skipped` with the reason. */
export const probeStepNames = [
  'dns',
  'tcp',
  'tls',
  'bind',
  'root_dse',
  'people_bases',
  'people_search',
  'group_bases',
  'group_search',
  'paging',
  'sample_person',
  'rights',
] as const
export type ProbeStepName = (typeof probeStepNames)[number]

export const certificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  validFrom: z.string(),
  validTo: z.string(),
  daysLeft: z.number().int(),
  fingerprint: z.string(),
  /** PEM of this certificate, so that a private CA can be trusted from the screen. */
  pem: z.string(),
})

export const probeErrorSchema = z.object({
  code: z.enum(directoryErrorCodeNames),
  /** What happened, in words. */
  message: z.string(),
  fix: z.string(),
  /** Path into the settings, such as `connection.caBundle` or `people.bases.0`; empty when no field is at fault. */
  field: z.string(),
  /** The raw code, such as `ECONNREFUSED` or `49 invalidCredentials`, and the server's own words. */
  raw: z.string(),
})

export const samplePersonSchema = z.object({
  dn: z.string(),
  stableId: z.string().nullable(),
  /** As the server sent it; binary values as base64 after `base64:`. Secrets (userPassword…) are left out. */
  attributes: z.array(z.object({ name: z.string(), values: valuesSchema })),
  /** As Bindery would see the person: local attribute → values. */
  mapped: z.array(z.object({ local: z.string(), values: valuesSchema, problem: z.string().nullable() })),
  /** DNs from the member attribute (memberOf), where the server keeps one. */
  memberOf: z.array(z.string()),
  /** Why this entry would be skipped; null when it would sync. */
  skipReason: z.string().nullable(),
})
export type SamplePerson = z.infer<typeof samplePersonSchema>

export const probeStepSchema = z.object({
  name: z.enum(probeStepNames),
  /** `running` comes first, then one of the others for the same name. `warning` does not stop the test. */
  state: z.enum(['running', 'ok', 'warning', 'failed', 'skipped', 'not_reached']),
  /** One line in words: "lumen.example.org → 10.0.0.5", "250 people match". */
  summary: z.string(),
  milliseconds: z.number().nullable(),
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  error: probeErrorSchema.nullable(),
  /** `tls` only: leaf first. */
  certificates: z.array(certificateSchema).optional(),
  /** `root_dse` only. */
  server: probedServerSchema.optional(),
  /** `sample_person` only. */
  sample: samplePersonSchema.optional(),
})
export type ProbeStep = z.infer<typeof probeStepSchema>
export type ProbeError = z.infer<typeof probeErrorSchema>
export type Certificate = z.infer<typeof certificateSchema>

/** Summary of the last test, kept with a directory. */
export const testResultSchema = z.object({
  at: z.string(),
  passed: z.boolean(),
  failedStep: z.enum(probeStepNames).nullable(),
})

/** What the server's schema offers, for completion. */
export const schemaSummarySchema = z.object({
  attributes: z.array(
    z.object({
      name: z.string(),
      aliases: z.array(z.string()),
      description: z.string(),
      singleValue: z.boolean(),
      readOnly: z.boolean(),
    }),
  ),
  objectClasses: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['abstract', 'structural', 'auxiliary']),
      description: z.string(),
      must: z.array(z.string()),
    }),
  ),
  vendor: z.string(),
  namingContexts: z.array(z.string()),
})
export type SchemaSummary = z.infer<typeof schemaSummarySchema>
