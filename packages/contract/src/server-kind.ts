import { z } from 'zod'

/** What a server is, by its root DSE. */
export const serverKinds = ['active_directory', 'samba', 'openldap', '389', 'freeipa', 'other'] as const
export type ServerKind = (typeof serverKinds)[number]

/** What a test found out about the server, for what the console offers. */
export const probedServerSchema = z.object({
  kind: z.enum(serverKinds),
  /** By its kind, unless the settings say otherwise. */
  activeDirectory: z.boolean(),
  /** The domain's own, where there is a domain; else ''. */
  defaultNamingContext: z.string(),
})
export type ProbedServer = z.infer<typeof probedServerSchema>
