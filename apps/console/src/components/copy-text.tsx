import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { Fragment } from 'react'
import { announce } from './announce.tsx'
import styles from './copy-text.module.css'
import { truncateMiddle } from './truncate-middle.ts'

interface Props {
  value: string
  /** What is copied, for the button's name: "DN", "fingerprint". */
  what: string
  /** Longest shown length in characters; the whole is copied and in the title. */
  max?: number
}

/** A raw value in monospace, shortened in its middle and broken after a comma if it can be, with a button that copies all of it. */
export function CopyText({ value, what, max = 72 }: Props) {
  return (
    <span className={styles.copy}>
      <code className={styles.value} title={value}>
        {truncateMiddle(value, max)
          .split(/(?<=[^\\],)/)
          .map((part, index) => (
            <Fragment key={index}>
              {part}
              <wbr />
            </Fragment>
          ))}
      </code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Copy ${what}`}
              onClick={() => {
                copy()
                announce('Copied')
              }}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  )
}

/** A distinguished name; its first part stays readable however long it is. */
export function DnText({ dn, max = 72 }: { dn: string; max?: number }) {
  return <CopyText value={dn} what="DN" max={max} />
}
