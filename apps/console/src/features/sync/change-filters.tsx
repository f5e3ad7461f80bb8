import { subjectKinds, warnings, type Plan } from '@bindery/contract'
import { Button, SegmentedControl, Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { attributeLabel } from '../../components/attribute-label.ts'
import { SearchField } from '../../lists/search-field.tsx'
import styles from './change-filters.module.css'
import { facetCount, withFacets, type PlanSearch } from './plan-search.ts'
import { warningWords } from './warning-words.ts'

const route = getRouteApi('/sync')

/** Search and the facets that are not in the summary; each says how many rows it would show. */
export function ChangeFilters({ plan }: { plan: Plan }) {
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
        <Select
          aria-label="Attribute"
          placeholder="Any attribute"
          clearable
          searchable
          className={styles.facet ?? ''}
          data={plan.attributes.map(({ attribute, count }) => ({
            value: attribute,
            label: `${attributeLabel(attribute)} (${count.toLocaleString('en')})`,
          }))}
          value={search.attribute ?? null}
          onChange={(value) => set({ attribute: value ?? undefined })}
        />
      ) : null}
      {plan.warnings.length > 0 ? (
        <Select
          aria-label="Warning"
          placeholder="Any warning"
          clearable
          className={styles.facet ?? ''}
          data={plan.warnings.map(({ warning, count }) => ({
            value: warning,
            label: `${warningWords[warning].label} (${count.toLocaleString('en')})`,
          }))}
          value={search.warning ?? null}
          onChange={(value) => set({ warning: warnings.find((warning) => warning === value) })}
        />
      ) : null}
      {facetCount(search) > 0 ? (
        <Button
          variant="subtle"
          onClick={() =>
            set({
              side: undefined,
              subjectKind: undefined,
              kind: undefined,
              attribute: undefined,
              warning: undefined,
              text: undefined,
            })
          }
        >
          Clear filters
        </Button>
      ) : null}
    </div>
  )
}
