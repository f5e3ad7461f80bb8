import { Checkbox } from '@mantine/core'
import { Notice } from '../components/notice.tsx'

interface Props {
  /** "12 linked people". */
  leaving: string
  /** What the next sync does about them. */
  consequence: string
  agreed: boolean
  onAgree: (agreed: boolean) => void
}

/** Asks once more, in words, whoever is about to make linked people leave the scope. */
export function LeavingNotice({ leaving, consequence, agreed, onAgree }: Props) {
  return (
    <Notice tone="bad" title={`${leaving} would leave the scope`}>
      <div>{consequence}</div>
      <Checkbox
        mt="sm"
        label={`Yes, ${leaving} shall leave the scope`}
        checked={agreed}
        onChange={(event) => onAgree(event.currentTarget.checked)}
      />
    </Notice>
  )
}
