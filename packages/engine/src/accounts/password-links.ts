import type { Settings } from '@bindery/contract'
import { linksOf, listDirectories, type Database } from '@bindery/store'

/** An active link of a person to a directory whose policy is to push passwords. */
export interface PasswordLink {
  readonly directoryId: number
  readonly directoryName: string
  readonly dn: string
  readonly stableId: string
}

/** Where a password of this person would go. */
export async function passwordLinks(db: Database, personId: number): Promise<PasswordLink[]> {
  const links = (await linksOf(db, 'person', personId)).filter(({ state }) => state === 'active')
  if (links.length === 0) return []
  const pushing = (await listDirectories(db)).filter(({ enabled, settings }) => {
    const { direction, passwords } = (JSON.parse(settings) as Settings).policy
    return enabled === 1 && passwords === 'push_on_set' && direction !== 'directory_to_accounts'
  })
  return links
    .filter((link) => pushing.some(({ id }) => id === link.directory_id))
    .map((link) => ({
      directoryId: link.directory_id,
      directoryName: link.directory_name,
      dn: link.dn,
      stableId: link.stable_id,
    }))
}
