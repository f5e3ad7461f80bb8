import { EntryNotice } from './entry-notice.tsx'
import { Outside } from './outside.tsx'
import { ProviderSignIn } from './provider-sign-in.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** For whoever has no session, over whatever address they came for: it shows as soon as they are in. */
export function SignInPage() {
  return (
    <Outside title="Sign in" sentence="To the console of your directory sync.">
      <EntryNotice />
      <ProviderSignIn />
      <SignInForm />
    </Outside>
  )
}
