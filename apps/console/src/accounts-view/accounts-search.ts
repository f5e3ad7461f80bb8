import { linkBadges } from '@bindery/contract'
import { z } from 'zod'

/** What a list of people or groups is narrowed to. Detail pages carry it along, so that “back” restores the list. */
export const accountsSearchSchema = z.object({
  text: z.coerce.string().min(1).max(200).optional().catch(undefined),
  badge: z.enum(linkBadges).optional().catch(undefined),
})
export type AccountsSearch = z.output<typeof accountsSearchSchema>
