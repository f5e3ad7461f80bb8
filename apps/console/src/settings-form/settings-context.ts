import { createContext, useContext } from 'react'
import type { ConnectionTest } from './use-connection-test.ts'
import type { SettingsFormState } from './use-settings-form.ts'

interface Settings extends SettingsFormState {
  readonly test: ConnectionTest
}

export const SettingsContext = createContext<Settings | undefined>(undefined)

/** The settings form and the test of what is in it; only inside `SettingsPage`. */
export function useSettings(): Settings {
  const state = useContext(SettingsContext)
  if (!state) throw new Error('A settings field is outside a settings page')
  return state
}
