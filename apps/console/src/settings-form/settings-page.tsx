import type { Directory } from '@bindery/contract'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { toProblem } from '../api/problem.ts'
import { DirtyBar } from '../components/dirty-bar.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { ErrorsElsewhere } from './errors-elsewhere.tsx'
import { focusFault } from './focus-field.ts'
import { LeaveGuard } from './leave-guard.tsx'
import { listErrors } from './list-errors.ts'
import { placeProblem } from './place-problem.ts'
import { SettingsConflict } from './settings-conflict.tsx'
import { SettingsContext } from './settings-context.ts'
import { useConnectionTest } from './use-connection-test.ts'
import { useSettingsForm } from './use-settings-form.ts'

interface Props {
  /** Undefined: the form creates one. */
  directory: Directory | undefined
  children: ReactNode
}

/** A form over one directory's settings document, with its test, its bar, its guard and its conflicts. */
export function SettingsPage({ directory, children }: Props) {
  const navigate = useNavigate()
  const state = useSettingsForm(
    directory,
    (id) => void navigate({ to: '.', search: { directory: id, add: undefined }, ignoreBlocker: true }),
  )
  const test = useConnectionTest(state)
  const { form, changes, save, submit, discard, conflict } = state
  const errors = listErrors(form.formState.errors)
  const problem = save.error ? toProblem(save.error) : undefined
  const showFault = () => focusFault(listErrors(form.formState.errors))
  return (
    <SettingsContext value={{ ...state, test }}>
      {children}
      {problem && problem.code !== 'version_conflict' && placeProblem(problem).length === 0 ? (
        <ErrorNotice error={problem} />
      ) : null}
      <ErrorsElsewhere errors={errors} />
      <DirtyBar
        changes={changes}
        saveLabel={directory ? 'Save' : 'Create directory'}
        saving={save.isPending}
        problems={errors.length}
        onShowProblem={showFault}
        onSave={() => void submit().then(showFault)}
        onDiscard={discard}
      />
      <LeaveGuard dirty={changes.length > 0} />
      {conflict ? <SettingsConflict theirs={conflict} /> : null}
    </SettingsContext>
  )
}
