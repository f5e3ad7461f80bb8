import { useMayCall } from '../access/signed-in.ts'
import type { Draft } from '@bindery/contract'
import { skipToken, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { query } from '../api/query.ts'
import { useSettings } from './settings-context.ts'

/** What the server's schema offers, by name; empty lists until it is known. */
export interface SchemaNames {
  readonly attributes: readonly string[]
  readonly structural: readonly string[]
  readonly auxiliary: readonly string[]
  readonly contexts: readonly string[]
}

/** Names for completion: of the draft that a test just reached, else of the saved directory once it passed. */
export function useSchemaNames(tested: Draft | undefined): SchemaNames {
  const { directory } = useSettings()
  const ofDraft = useQuery({
    // Not keyed by the draft itself: that would keep the password in the cache.
    queryKey: ['draftSchemaSummary', tested?.directoryId, tested?.settings.connection],
    queryFn: tested ? ({ signal }) => call('draftSchemaSummary', { body: tested, signal }) : skipToken,
    staleTime: Infinity,
  })
  const mayRead = useMayCall('directorySchema')
  const ofSaved = useQuery({
    ...query('directorySchema', { params: { id: directory?.id ?? 0 } }),
    enabled: mayRead && tested === undefined && (directory?.lastTest?.passed ?? false),
    staleTime: 300_000,
  })
  const summary = ofDraft.data ?? ofSaved.data
  const ofKind = (kind: 'structural' | 'auxiliary') =>
    (summary?.objectClasses ?? []).filter((one) => one.kind === kind).map(({ name }) => name)
  return {
    attributes: (summary?.attributes ?? []).map(({ name }) => name).toSorted((a, b) => a.localeCompare(b)),
    structural: ofKind('structural'),
    auxiliary: ofKind('auxiliary'),
    contexts: summary?.namingContexts ?? [],
  }
}
