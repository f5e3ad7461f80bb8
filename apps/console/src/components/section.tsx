import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useId } from 'react'
import styles from './section.module.css'

interface Props {
  title: string
  sentence?: ReactNode
  /** `aside`: words beside the content (forms). `stack`: words above it (tables). */
  layout?: 'aside' | 'stack'
  actions?: ReactNode
  children: ReactNode
}

/** A named part of a page, with a sentence on what it decides. */
export function Section({ title, sentence, layout = 'stack', actions, children }: Props) {
  const id = useId()
  return (
    <section className={styles.section} data-layout={layout} aria-labelledby={id}>
      <div className={styles.words}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {sentence ? (
          <Text c="dimmed" size="sm" component="div">
            {sentence}
          </Text>
        ) : null}
        {actions}
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  )
}
