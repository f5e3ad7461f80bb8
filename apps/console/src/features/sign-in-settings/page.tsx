import { useQuery } from '@tanstack/react-query'
import { Needs } from '../../access/needs.tsx'
import { query } from '../../api/query.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SignInSettingsForm } from './sign-in-settings-form.tsx'

/** How people sign in to the console besides as local users. */
export function SignInSettingsPage() {
  return (
    <Needs permission="users" title="Sign-in">
      <SavedSettings />
    </Needs>
  )
}

function SavedSettings() {
  const saved = useQuery(query('getSignInSettings', {}))
  return (
    <>
      <PageHeader
        title="Sign-in"
        sentence="Who may sign in to this console besides its local users, and as what. Local users can always sign in, whatever is set here."
      />
      <Loaded query={saved}>{(state) => <SignInSettingsForm state={state} />}</Loaded>
    </>
  )
}
