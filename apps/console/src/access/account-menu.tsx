import { Button, Text, UnstyledButton } from '@mantine/core'
import { IconLogout, IconUserCircle } from '@tabler/icons-react'
import { useRef } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { ButtonLink } from '../components/links.tsx'
import styles from './account-menu.module.css'
import { roleWords } from './role-words.ts'
import { useSignedIn } from './signed-in.ts'
import { useSignOut } from './use-sign-out.ts'

/** Who is signed in, and what they can do about it. The browser's own popover: it needs no code of the first load. */
export function AccountMenu() {
  const { username, displayName, role } = useSignedIn()
  const signOut = useSignOut()
  const menu = useRef<HTMLElement>(null)
  const hide = () => menu.current?.hidePopover()
  return (
    <>
      <UnstyledButton
        className={styles.target}
        popoverTarget="account-menu"
        aria-label={`Account of ${username}`}
      >
        <IconUserCircle size={20} stroke={1.75} aria-hidden="true" />
        <Text span size="sm" truncate visibleFrom="sm">
          {username}
        </Text>
      </UnstyledButton>
      <section ref={menu} id="account-menu" popover="auto" className={styles.menu} aria-label="Account">
        <Text size="sm" fw={600} truncate>
          {displayName || username}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {displayName ? `${username} · ` : ''}
          {roleWords[role]}
        </Text>
        <ButtonLink
          to="/account"
          variant="default"
          fullWidth
          mt="sm"
          leftSection={<IconUserCircle size={17} stroke={1.75} aria-hidden="true" />}
          onClick={hide}
        >
          Your account
        </ButtonLink>
        <Button
          variant="default"
          fullWidth
          mt="xs"
          leftSection={<IconLogout size={17} stroke={1.75} aria-hidden="true" />}
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          Sign out
        </Button>
        {signOut.error ? <ErrorNotice error={signOut.error} /> : null}
      </section>
    </>
  )
}
