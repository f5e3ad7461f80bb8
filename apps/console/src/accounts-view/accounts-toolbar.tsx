import { linkBadges, writeNumber } from '@bindery/contract'
import { SegmentedControl, Text } from '@mantine/core'
import { SearchField } from '../lists/search-field.tsx'
import type { AccountsSearch } from './accounts-search.ts'
import styles from './accounts-toolbar.module.css'
import { badgeWords } from './badge-words.ts'

interface Props {
  /** "people" or "groups". */
  what: string
  search: AccountsSearch
  total: number | undefined
  onChange: (search: AccountsSearch) => void
}

const capital = (word: string) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`

/** Search and badge filter over a list of accounts, and how many fit. */
export function AccountsToolbar({ what, search, total, onChange }: Props) {
  return (
    <div className={styles.toolbar}>
      <div className={styles.search}>
        <SearchField
          label={`Search ${what}`}
          placeholder={`Search ${what}`}
          value={search.text ?? ''}
          onChange={(text) => onChange({ ...search, text: text === '' ? undefined : text })}
        />
      </div>
      <div className={styles.badges}>
        <SegmentedControl
          aria-label="Link"
          size="sm"
          classNames={{ label: styles.badge ?? '' }}
          value={search.badge ?? 'all'}
          data={[
            { value: 'all', label: 'All' },
            ...linkBadges.map((badge) => ({ value: badge, label: capital(badgeWords[badge].word) })),
          ]}
          onChange={(value) => onChange({ ...search, badge: linkBadges.find((badge) => badge === value) })}
        />
      </div>
      <Text size="sm" c="dimmed" aria-live="polite">
        {total === undefined
          ? ''
          : `${writeNumber(total)} ${search.text || search.badge ? 'found' : 'in all'}`}
      </Text>
    </div>
  )
}
