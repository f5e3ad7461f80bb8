import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Badge } from './badge.ts'

/** What a list of people or groups may be asked for. */
export interface AccountSearch {
  /** Id of the last row of the page before. An id tells less in a log than the name it stands at. */
  readonly after?: number | undefined
  readonly limit: number
  /** Every word of it must occur. */
  readonly text?: string | undefined
  readonly badge?: Badge | undefined
}

export interface Page<Item> {
  readonly items: Item[]
  /** Id to go on after; null at the end. */
  readonly next: number | null
  readonly total: number
}

/** A condition for each word of the text, with LIKE's wildcards taken literally. */
export function containsWords(
  column:
    `${'people' | 'groups' | 'plan_changes' | 'conflicts' | 'audit'}.search_text` | 'users.username_key',
  text: string,
): RawBuilder<SqlBool>[] {
  const words = caseIgnoreKey(text)
    .split(' ')
    .filter((word) => word !== '')
  return words.map((word) => {
    const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    return sql<SqlBool>`${sql.ref(column)} like ${pattern} escape ${sql.lit('\\')}`
  })
}

/** An operation that took something away; in the words of the index that has only these. */
export const isGuarded = sql<SqlBool>`journal.guard != '{}'`

/** Rows behind the given one, in the order of the list. */
export function behind(table: 'people' | 'groups', id: number): RawBuilder<SqlBool> {
  const place = sql`select search_text, id from ${sql.table(table)} where id = ${id}`
  return sql<SqlBool>`(${sql.ref(`${table}.search_text`)}, ${sql.ref(`${table}.id`)}) > (${place})`
}

/** One page of at most `limit` rows, from one row more than that. */
export function toPage<Item extends { readonly id: number }>(
  rows: Item[],
  limit: number,
  total: number,
): Page<Item> {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, total }
}
