import type { Directory } from '@bindery/contract'
import { LostUpdate } from '../components/lost-update.tsx'
import { valuesOf } from './form-values.ts'
import { clashesOf, mergeValues } from './merge-values.ts'
import { useSettings } from './settings-context.ts'

/** The second of two admins is told what changed, and loses nothing (S42). */
export function SettingsConflict({ theirs }: { theirs: Directory }) {
  const { form, saved, setConflict, adopt, saveMerged } = useSettings()
  const mine = form.getValues()
  const other = valuesOf(theirs)
  const close = () => setConflict(undefined)
  return (
    <LostUpdate
      clashes={clashesOf(saved, mine, other)}
      by={theirs.savedBy}
      at={theirs.savedAt}
      onClose={close}
      onReload={() => {
        adopt(theirs)
        close()
      }}
      onMerge={(keepTheirs) => {
        const merged = mergeValues(saved, mine, other, keepTheirs)
        close()
        saveMerged(theirs, merged)
      }}
    />
  )
}
