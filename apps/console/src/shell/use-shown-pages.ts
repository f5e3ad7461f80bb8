import { useSignedIn } from '../access/signed-in.ts'
import { pages, type Page } from './pages.ts'

const all: readonly Page[] = pages

/** The pages that whoever is signed in may see. */
export function useShownPages(): readonly Page[] {
  const { permissions } = useSignedIn()
  return all.filter(({ permission = 'look' }) => permissions.includes(permission))
}
