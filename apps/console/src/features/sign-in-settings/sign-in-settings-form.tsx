import type { SignInSettingsState } from '@bindery/contract'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { toProblem } from '../../api/problem.ts'
import { DirtyBar } from '../../components/dirty-bar.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { ValueChanges } from '../../components/value-changes.tsx'
import { focusFault } from '../../settings-form/focus-field.ts'
import { LeaveGuard } from '../../settings-form/leave-guard.tsx'
import { listErrors } from '../../settings-form/list-errors.ts'
import { DirectoryPart } from './directory-part.tsx'
import { ProviderPart } from './provider-part.tsx'
import { useSignInSettingsForm } from './use-sign-in-settings-form.ts'

/** Both ways to sign in, with the bar that saves them. */
export function SignInSettingsForm({ state }: { state: SignInSettingsState }) {
  const { base, form, changes, save, submit, discard, reload } = useSignInSettingsForm(state)
  const [reviewing, setReviewing] = useState(false)
  const errors = listErrors(form.formState.errors)
  const showFault = () => focusFault(listErrors(form.formState.errors))
  const problem = save.error ? toProblem(save.error) : undefined
  const saveNow = () => {
    setReviewing(false)
    void submit().then(showFault)
  }
  return (
    <>
      <DirectoryPart form={form} groupsUnchecked={save.data?.groupsUnchecked ?? null} />
      <ProviderPart form={form} base={base} />
      {problem?.code === 'version_conflict' ? (
        <ErrorNotice error={problem} retry={() => void reload()} retryLabel="Drop mine and reload" />
      ) : problem && problem.errors.length === 0 ? (
        <ErrorNotice error={problem} />
      ) : null}
      <DirtyBar
        changes={changes}
        effect={undefined}
        saving={save.isPending}
        problems={errors.length}
        onShowProblem={showFault}
        reviewLabel="Review"
        onReview={() => setReviewing(true)}
        onSave={saveNow}
        onDiscard={discard}
      />
      <Modal opened={reviewing} onClose={() => setReviewing(false)} title="Unsaved changes" size="xl">
        <Stack gap="lg">
          <ValueChanges changes={changes} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => setReviewing(false)}>
              Back
            </Button>
            <Button onClick={saveNow}>Save</Button>
          </Group>
        </Stack>
      </Modal>
      <LeaveGuard dirty={changes.length > 0} />
    </>
  )
}
