import type { Directory } from '@bindery/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { toProblem } from '../api/problem.ts'
import { DirtyBar } from '../components/dirty-bar.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { ErrorsElsewhere } from './errors-elsewhere.tsx'
import { focusFault } from './focus-field.ts'
import { LeaveGuard } from './leave-guard.tsx'
import { listErrors } from './list-errors.ts'
import { placeProblem } from './place-problem.ts'
import { summarizeImpact } from './impact-words.ts'
import { ReviewDialog } from './review-dialog.tsx'
import { SettingsConflict } from './settings-conflict.tsx'
import { SettingsContext } from './settings-context.ts'
import { useConnectionTest } from './use-connection-test.ts'
import { useImpact } from './use-impact.ts'
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
  const impact = useImpact(state)
  const [reviewing, setReviewing] = useState(false)
  const { form, changes, save, submit, discard, conflict } = state
  const errors = listErrors(form.formState.errors)
  const problem = save.error ? toProblem(save.error) : undefined
  const showFault = () => focusFault(listErrors(form.formState.errors))
  const saveLabel = directory ? 'Save' : 'Create directory'
  const review = () => {
    if (impact.relevant && !impact.known) void impact.start()
    setReviewing(true)
  }
  const close = () => {
    impact.stop()
    setReviewing(false)
  }
  const saveNow = () => {
    close()
    void submit().then(showFault)
  }
  // What can move people out of scope is not saved before it was said whom.
  const saveReviewed = async () => {
    if (!impact.relevant || impact.settled || !(await form.trigger())) saveNow()
    else review()
  }
  return (
    <SettingsContext value={{ ...state, test, impact }}>
      {children}
      {problem && problem.code !== 'version_conflict' && placeProblem(problem).length === 0 ? (
        <ErrorNotice error={problem} />
      ) : null}
      <ErrorsElsewhere errors={errors} />
      <DirtyBar
        changes={changes}
        saveLabel={saveLabel}
        effect={impact.impact && impact.relevant ? summarizeImpact(impact.impact) : undefined}
        saving={save.isPending}
        problems={errors.length}
        onShowProblem={showFault}
        reviewLabel={impact.relevant ? 'Review and impact' : 'Review'}
        onReview={review}
        onSave={() => void saveReviewed()}
        onDiscard={discard}
      />
      <ReviewDialog opened={reviewing} saveLabel={saveLabel} onSave={saveNow} onClose={close} />
      <LeaveGuard dirty={changes.length > 0} />
      {conflict ? <SettingsConflict theirs={conflict} /> : null}
    </SettingsContext>
  )
}
