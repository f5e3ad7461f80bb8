import { NavLink, Text } from '@mantine/core'
import { Link, useMatchRoute } from '@tanstack/react-router'
import { Fragment } from 'react'
import styles from './navigation.module.css'
import { OpenConflicts } from './open-conflicts.tsx'
import { useShownPages } from './use-shown-pages.ts'

/** The pages, under their headings. The directory in the URL goes along. */
export function Navigation() {
  const matches = useMatchRoute()
  const pages = useShownPages()
  return (
    <nav aria-label="Main" className={styles.nav}>
      {pages.map(({ to, label, icon: Icon, group }, index) => {
        const active = Boolean(matches({ to, fuzzy: to !== '/' }))
        return (
          <Fragment key={to}>
            {group !== '' && group !== pages[index - 1]?.group ? (
              <Text size="xs" c="dimmed" className={styles.group}>
                {group}
              </Text>
            ) : null}
            <NavLink
              component={Link}
              to={to}
              label={label}
              active={active}
              className={styles.link ?? ''}
              rightSection={to === '/conflicts' ? <OpenConflicts /> : null}
              leftSection={<Icon size={17} stroke={1.75} aria-hidden="true" />}
            />
          </Fragment>
        )
      })}
    </nav>
  )
}
