import { Text, Title, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { ButtonLink, TextLink } from '../../components/links.tsx'
import styles from './first-steps.module.css'
import type { NextStep } from './next-steps.ts'

/** The way to the first sync, in order, with one next step. */
export function FirstSteps({ steps }: { steps: readonly NextStep[] }) {
  const next = steps.findIndex(({ done }) => !done)
  return (
    <section className={styles.box} aria-labelledby="first-steps">
      <Title order={2} id="first-steps">
        {next === 0 ? 'Welcome to Bindery' : 'The way to your first sync'}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        Nothing is written on either side until you have seen it in a preview and applied it.
      </Text>
      <ol className={styles.steps}>
        {steps.map(({ title, sentence, action, to, done, optional }, index) => (
          <li
            key={title}
            className={styles.step}
            data-state={done ? 'done' : index === next ? 'next' : 'later'}
          >
            <span className={styles.mark} aria-hidden="true">
              {done ? <IconCheck size={15} stroke={2.5} /> : index + 1}
            </span>
            <div className={styles.words}>
              <Text size="sm" fw={600}>
                {title}
                {done ? <VisuallyHidden>, done</VisuallyHidden> : null}
              </Text>
              <Text size="sm" c="dimmed">
                {sentence}
              </Text>
            </div>
            <div className={styles.action}>
              {index === next ? <ButtonLink to={to}>{action}</ButtonLink> : null}
              {index === next && optional ? (
                <TextLink to="/sync" size="sm">
                  Preview now
                </TextLink>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
