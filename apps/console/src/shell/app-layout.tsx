import { AppShell, Burger, Group, Kbd, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { AccountMenu } from '../access/account-menu.tsx'
import { useEntryNote } from '../access/entry-note.ts'
import styles from './app-layout.module.css'
import { ColorSchemeToggle } from './color-scheme-toggle.tsx'
import { DirectorySwitcher } from './directory-switcher.tsx'
import { Navigation } from './navigation.tsx'
import { SearchOnDemand, useSearchOnDemand } from './search-on-demand.tsx'

const EntryNotice = lazy(async () => ({ default: (await import('../access/entry-notice.tsx')).EntryNotice }))

const isMac = navigator.platform.startsWith('Mac')

/** The frame of every page: top bar, navigation, content. */
export function AppLayout() {
  const [opened, { toggle, close }] = useDisclosure(false)
  const { pathname } = useLocation()
  const search = useSearchOnDemand()
  const note = useEntryNote()
  useEffect(close, [pathname, close])

  return (
    <AppShell
      layout="alt"
      header={{ height: 52 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={0}
      transitionDuration={0}
    >
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <AppShell.Navbar className={styles.navbar}>
        <Group className={styles.brand} justify="space-between" wrap="nowrap">
          <Link to="/" className={styles.name}>
            <img src="/icon.svg" alt="" width={22} height={22} />
            Bindery
          </Link>
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Close navigation" />
        </Group>
        <DirectorySwitcher />
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Header className={styles.header}>
        <Burger
          opened={false}
          onClick={toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label="Open navigation"
          aria-expanded={opened}
        />
        <UnstyledButton className={styles.search} onClick={search.open}>
          <IconSearch size={15} aria-hidden="true" />
          <Text span size="sm" flex={1} truncate>
            Search pages, people, groups
          </Text>
          <Kbd size="xs" visibleFrom="xs">
            {isMac ? '⌘ K' : 'Ctrl K'}
          </Kbd>
        </UnstyledButton>
        <Group gap="xs" wrap="nowrap" className={styles.corner ?? ''}>
          <ColorSchemeToggle />
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1} className={styles.main}>
        <div className={styles.page}>
          {note ? (
            <Suspense>
              <EntryNotice />
            </Suspense>
          ) : null}
          <Outlet />
        </div>
      </AppShell.Main>
      <SearchOnDemand asked={search.asked} />
    </AppShell>
  )
}
