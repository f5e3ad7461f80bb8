import { Notice } from '../components/notice.tsx'
import { Versions } from '../components/versions.tsx'
import type { ForeignChange } from './lost-update.ts'

interface Props {
  changes: readonly ForeignChange[]
  labelOf: (field: string) => string
}

/** Someone saved meanwhile: what they changed, and what saving now would do to it. */
export function LostUpdateNotice({ changes, labelOf }: Props) {
  return (
    <Notice tone="bad" title="Someone changed this while you edited. Nothing was saved yet">
      {changes.length === 0
        ? 'None of these fields differ. Save again to keep your edits.'
        : 'Fields that you did not touch now show the new value. Where you entered something else, saving again replaces theirs with yours.'}
      {changes.map(({ field, was, is, mine }) => (
        <Versions
          key={field}
          label={labelOf(field)}
          versions={[
            ['Before', was],
            ['Theirs', is],
            ['Yours', mine],
          ]}
        />
      ))}
    </Notice>
  )
}
