import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import styles from './card.module.css'

interface Props {
  title: string
  /** The link to where there is more. */
  more?: ReactNode
  children: ReactNode
}

export function Card({ title, more, children }: Props) {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {more}
      </div>
      {children}
    </section>
  )
}
