import { writeNumber } from '@bindery/contract'
import { SegmentedControl, Text } from '@mantine/core'
import styles from '../../accounts-view/accounts-toolbar.module.css'
import { SearchField } from '../../lists/search-field.tsx'

type State = 'open' | 'ended'
interface Props {
  text: string | undefined
  state: State
  total: number | undefined
  onChange: (search: { text?: string | undefined; state?: State | undefined }) => void
}

/** Search over holds, open or ended, and how many there are. */
export function HoldsToolbar({ text, state, total, onChange }: Props) {
  return (
    <div className={styles.toolbar}>
      <div className={styles.search}>
        <SearchField
          label="Search holds"
          placeholder="Search people on hold"
          value={text ?? ''}
          onChange={(next) => onChange({ text: next === '' ? undefined : next, state })}
        />
      </div>
      <div className={styles.badges}>
        <SegmentedControl
          aria-label="Holds"
          size="sm"
          value={state}
          data={[
            { value: 'open', label: 'On hold' },
            { value: 'ended', label: 'Ended' },
          ]}
          onChange={(value) => onChange({ text, state: value === 'ended' ? 'ended' : undefined })}
        />
      </div>
      <Text size="sm" c="dimmed" aria-live="polite">
        {total === undefined ? '' : `${writeNumber(total)} ${text ? 'found' : 'in all'}`}
      </Text>
    </div>
  )
}
