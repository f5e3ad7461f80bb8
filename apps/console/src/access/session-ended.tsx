import { Modal, Text } from '@mantine/core'
import { escapeStaysHere } from './escape-stays-here.ts'
import { ProviderSignIn } from './provider-sign-in.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Over what is on screen, which stays as it is, with what was typed into it. */
export function SessionEnded({ username }: { username: string }) {
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Sign in to go on"
      zIndex={500}
      {...escapeStaysHere}
    >
      <Text size="sm" mb="md">
        Your session has ended: it was not used for an hour, or it was ended elsewhere. This page stays as it
        is, and what you typed with it.
      </Text>
      <ProviderSignIn inNewTab />
      <SignInForm knownAs={username} />
    </Modal>
  )
}
