import { conflictReasons, subjectKinds, writeNumber } from '@bindery/contract'
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { ResponseOf } from '../../api/request.ts'
import { SearchField } from '../../lists/search-field.tsx'
import styles from '../../lists/filters.module.css'
import { isFiltered, type ConflictSearch } from './conflict-search.ts'
import { reasonWords, stateWords } from './reason-words.ts'

const route = getRouteApi('/conflicts')
const states = ['open', 'decided', 'settled', 'any'] as const

/** Search and facets; each says how many it would show. */
export function ConflictFilters({ facets }: { facets: ResponseOf<'listConflicts'>['facets'] | undefined }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (change: Partial<ConflictSearch>) =>
    void navigate({ search: (old) => ({ ...old, conflict: undefined, ...change }), replace: true })
  const counted = (word: string, count: number | undefined) =>
    count === undefined ? word : `${word} ${writeNumber(count)}`
  return (
    <div className={styles.filters}>
      <SegmentedControl
        size="sm"
        aria-label="State"
        value={search.state ?? 'open'}
        data={states.map((state) => ({
          value: state,
          label:
            state === 'any'
              ? 'All'
              : counted(stateWords[state], facets?.states.find((facet) => facet.state === state)?.count),
        }))}
        onChange={(value) => set({ state: states.find((state) => state === value && state !== 'open') })}
      />
      <div className={styles.search}>
        <SearchField
          label="Search conflicts"
          placeholder="Search name, DN, value"
          value={search.text ?? ''}
          onChange={(text) => set({ text: text === '' ? undefined : text })}
        />
      </div>
      <NativeSelect
        aria-label="Sort of conflict"
        data={[
          { value: '', label: 'Any sort' },
          ...(facets?.reasons ?? [])
            .filter(({ reason, count }) => count > 0 || reason === search.reason)
            .map(({ reason, count }) => ({
              value: reason,
              label: `${reasonWords[reason]} (${writeNumber(count)})`,
            })),
        ]}
        value={search.reason ?? ''}
        onChange={({ currentTarget }) =>
          set({ reason: conflictReasons.find((reason) => reason === currentTarget.value) })
        }
      />
      <NativeSelect
        aria-label="Kind"
        data={[
          { value: '', label: 'People and groups' },
          { value: 'person', label: counted('People', countOf('person')) },
          { value: 'group', label: counted('Groups', countOf('group')) },
        ]}
        value={search.subjectKind ?? ''}
        onChange={({ currentTarget }) =>
          set({ subjectKind: subjectKinds.find((kind) => kind === currentTarget.value) })
        }
      />
      {isFiltered(search) ? (
        <Button
          variant="subtle"
          onClick={() => set({ reason: undefined, subjectKind: undefined, text: undefined })}
        >
          Clear filters
        </Button>
      ) : null}
    </div>
  )

  function countOf(kind: (typeof subjectKinds)[number]): number | undefined {
    return facets?.subjectKinds.find((facet) => facet.subjectKind === kind)?.count
  }
}
