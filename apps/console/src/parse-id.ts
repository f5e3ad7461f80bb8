import { z } from 'zod'

/** A number that names one of a list, as it stands in an address. */
export const idSchema = z.coerce.number().int().positive()

/** The `$id` of an address; false, which is no such page, for what cannot be one. */
export function parseId(params: { id: string }): { id: number } | false {
  const { data: id } = idSchema.safeParse(params.id)
  return id === undefined ? false : { id }
}
