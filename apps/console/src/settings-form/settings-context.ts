import { createContext, useContext } from 'react'
import type { ConnectionTest } from './use-connection-test.ts'
import type { ImpactState } from './use-impact.ts'
import type { SettingsFormState } from './use-settings-form.ts'

interface Settings extends SettingsFormState {
  readonly test: ConnectionTest
  readonly impact: ImpactState
}

export const SettingsContext = createContext<Settings | undefined>(undefined)

/** The settings form, the test of what is in it, and what it would do; only inside `SettingsPage`. */
export function useSettings(): Settings {
  const state = useContext(SettingsContext)
  if (!state) throw new Error('A settings field is outside a settings page')
  return state
}
