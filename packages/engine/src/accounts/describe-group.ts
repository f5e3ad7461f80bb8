import { BinderyError, type Group, type GroupRow } from '@bindery/contract'
import { findGroup, type ListedGroup } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describeLinks } from './describe-links.ts'

/** A group as lists show it. */
export function describeGroupRow(row: ListedGroup): GroupRow {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    version: row.row_version,
    badge: row.badge,
    memberCount: row.member_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** A living group with its links. Throws `not_found`. */
export async function describeGroup({ store }: EngineContext, id: number): Promise<Group> {
  const row = await findGroup(store.db, id)
  if (!row) throw groupNotFound(id)
  return { ...describeGroupRow(row), links: await describeLinks(store.db, 'group', id) }
}

export const groupNotFound = (id: number) =>
  new BinderyError('not_found', `There is no group ${id}, or it was deleted.`)
