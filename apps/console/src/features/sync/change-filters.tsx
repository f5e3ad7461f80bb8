import { subjectKinds, warnings, type Plan, writeNumber } from '@bindery/contract'
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { memo } from 'react'
import { attributeLabel } from '../../components/attribute-label.ts'
import { SearchField } from '../../lists/search-field.tsx'
import styles from './change-filters.module.css'
import { facetCount, withFacets, withoutFacets, type PlanSearch } from './plan-search.ts'
import { warningWords } from './warning-words.ts'

const route = getRouteApi('/sync')

/**
 * Search and the facets that are not in the summary; each says how many rows it would show. They stand above rows that are
 * scrolled through, and have no part in that.
 */
export const ChangeFilters = memo(function ChangeFilters({ plan }: { plan: Plan }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (facets: Partial<PlanSearch>) =>
    void navigate({
      search: (old) => ({ ...old, ...withFacets(old, facets) }),
      replace: true,
      resetScroll: false,
    })
  return (
    <div className={styles.filters}>
      <div className={styles.search}>
        <SearchField
          label="Search the changes"
          placeholder="Search name, DN, value"
          value={search.text ?? ''}
          onChange={(text) => set({ text: text === '' ? undefined : text })}
        />
      </div>
      <SegmentedControl
        size="sm"
        aria-label="Subject"
        value={search.subjectKind ?? 'all'}
        data={[
          { value: 'all', label: 'All' },
          { value: 'person', label: 'People' },
          { value: 'group', label: 'Groups' },
        ]}
        onChange={(value) => set({ subjectKind: subjectKinds.find((kind) => kind === value) })}
      />
      {plan.attributes.length > 0 ? (
        <NativeSelect
          aria-label="Attribute"
          className={styles.facet ?? ''}
          data={[
            { value: '', label: 'Any attribute' },
            ...plan.attributes.map(({ attribute, count }) => ({
              value: attribute,
              label: `${attributeLabel(attribute)} (${writeNumber(count)})`,
            })),
          ]}
          value={search.attribute ?? ''}
          onChange={({ currentTarget }) => set({ attribute: currentTarget.value || undefined })}
        />
      ) : null}
      {plan.warnings.length > 0 ? (
        <NativeSelect
          aria-label="Warning"
          className={styles.facet ?? ''}
          data={[
            { value: '', label: 'Any warning' },
            ...plan.warnings.map(({ warning, count }) => ({
              value: warning,
              label: `${warningWords[warning].label} (${writeNumber(count)})`,
            })),
          ]}
          value={search.warning ?? ''}
          onChange={({ currentTarget }) =>
            set({ warning: warnings.find((warning) => warning === currentTarget.value) })
          }
        />
      ) : null}
      {facetCount(search) > 0 ? (
        <Button
          variant="subtle"
          onClick={() => void navigate({ search: withoutFacets, replace: true, resetScroll: false })}
        >
          Clear filters
        </Button>
      ) : null}
    </div>
  )
})
