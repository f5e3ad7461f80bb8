import type { GroupAttribute } from '@bindery/contract'
import type { Selectable } from 'kysely'
import type { Tables } from '../schema.ts'
import { keyOrNull, searchText } from '../text-keys.ts'

export type GroupRecord = Selectable<Tables['groups']>

/** A group in account form, its members apart. */
export type GroupValues = Record<GroupAttribute, string[]>
export type SomeGroupValues = Readonly<Partial<Record<GroupAttribute, readonly string[]>>>

type ValueColumn = 'name' | 'name_key' | 'description' | 'search_text'

/** The columns that say what a group is. Every write goes through here, so that no key is ever out of step. */
export function groupColumns(values: SomeGroupValues): Pick<GroupRecord, ValueColumn> {
  const name = values.name?.[0] ?? ''
  const description = values.description?.[0] ?? ''
  return { name, name_key: keyOrNull(name), description, search_text: searchText([name, description]) }
}

/** The account form of a row. */
export function groupValues(row: Pick<GroupRecord, 'name' | 'description'>): GroupValues {
  return { name: list(row.name), description: list(row.description) }
}

const list = (value: string) => (value === '' ? [] : [value])
