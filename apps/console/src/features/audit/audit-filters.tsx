import { auditActions, writeNumber } from '@bindery/contract'
import { Button, NativeSelect, Text, TextInput } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { SearchField } from '../../lists/search-field.tsx'
import { actionName, subjectKindWords } from './action-words.ts'
import styles from '../../lists/filters.module.css'
import { isFiltered, type AuditSearch } from './audit-search.ts'

const route = getRouteApi('/admin/audit')

/** What of the log is shown, kept in the URL. */
export function AuditFilters({ total }: { total: number | undefined }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (change: Partial<AuditSearch>) =>
    void navigate({ search: (old) => ({ ...old, entry: undefined, ...change }), replace: true })
  const only = onlyWords(search)
  return (
    <div className={styles.filters}>
      <div className={styles.search}>
        <SearchField
          label="Search the audit log"
          placeholder="Search name, address, reason"
          value={search.text ?? ''}
          onChange={(text) => set({ text: text === '' ? undefined : text })}
        />
      </div>
      <NativeSelect
        aria-label="Action"
        data={[
          { value: '', label: 'Any action' },
          ...auditActions.map((action) => ({ value: action, label: actionName(action) })),
        ]}
        value={search.action ?? ''}
        onChange={({ currentTarget: { value } }) =>
          set({ action: auditActions.find((action) => action === value) })
        }
      />
      <TextInput
        type="date"
        label="From"
        className={styles.day}
        value={search.from ?? ''}
        onChange={({ currentTarget: { value } }) => set({ from: value === '' ? undefined : value })}
      />
      <TextInput
        type="date"
        label="To"
        className={styles.day}
        value={search.to ?? ''}
        onChange={({ currentTarget: { value } }) => set({ to: value === '' ? undefined : value })}
      />
      {isFiltered(search) ? (
        <Button variant="subtle" onClick={() => void navigate({ search: cleared, replace: true })}>
          Clear filters
        </Button>
      ) : null}
      <Text size="sm" c="dimmed">
        {[...only, total === undefined ? '' : `${writeNumber(total)} ${total === 1 ? 'entry' : 'entries'}`]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </div>
  )
}

/** The directory that is looked at is no filter. */
const cleared = (old: { directory?: number | undefined }) => ({ directory: old.directory })

/** Filters that have no field here: a link led to them. */
function onlyWords({ actor, subjectKind, subjectId, directoryId, planId, runId }: AuditSearch): string[] {
  return [
    actor === undefined ? '' : `By ${actor}`,
    subjectKind === undefined ? '' : `${subjectKindWords[subjectKind]} ${subjectId ?? ''}`.trim(),
    directoryId === undefined ? '' : `Directory ${directoryId}`,
    planId === undefined ? '' : `Plan ${planId}`,
    runId === undefined ? '' : `Run ${runId}`,
  ].filter(Boolean)
}
