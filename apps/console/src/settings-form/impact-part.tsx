import { writeNumber, type Affected } from '@bindery/contract'
import { Text } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { DnText } from '../components/copy-text.tsx'
import styles from './impact-details.module.css'

/** One thing that changed settings would do, and to whom: a list of the first. */
export function ImpactPart({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Text size="sm" fw={600} component="h3" id={id}>
        {title}
      </Text>
      <ul className={styles.list}>{children}</ul>
    </section>
  )
}

/** People or groups by name and DN. */
export function AffectedPeople({ first, count }: { first: readonly Affected[]; count: number }) {
  return (
    <>
      {first.map(({ name, displayName, dn }) => (
        <li key={dn}>
          <Text size="sm" component="div">
            <b>{name}</b>
            {displayName && displayName !== name ? ` ${displayName}` : ''}
          </Text>
          <DnText dn={dn} />
        </li>
      ))}
      <More count={count} shown={first.length} />
    </>
  )
}

/** How many are not in the list. */
export function More({ count, shown }: { count: number; shown: number }) {
  if (count <= shown) return null
  return (
    <li>
      <Text span size="sm" c="dimmed">
        and {writeNumber(count - shown)} more
      </Text>
    </li>
  )
}
