import { roleWords } from '../../access/role-words.ts'
import { useSignedIn } from '../../access/signed-in.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { AppSection } from './app-section.tsx'
import { ElsewhereSection } from './elsewhere-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** What concerns whoever is signed in alone. */
export function AccountPage() {
  const { username, displayName, role, origin } = useSignedIn()
  return (
    <>
      <PageHeader
        title="Your account"
        sentence={`You are signed in as ${username}${displayName ? ` (${displayName})` : ''}, in the role ${roleWords[role]}.`}
      />
      {origin === 'local' ? (
        <>
          <PasswordSection />
          <AppSection />
        </>
      ) : (
        <ElsewhereSection origin={origin} />
      )}
      <SessionsSection />
    </>
  )
}
