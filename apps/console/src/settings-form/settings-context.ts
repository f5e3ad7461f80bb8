import { createContext, useContext } from 'react'
import type { SettingsFormState } from './use-settings-form.ts'

export const SettingsContext = createContext<SettingsFormState | undefined>(undefined)

/** The settings form of this page; only inside `SettingsPage`. */
export function useSettings(): SettingsFormState {
  const state = useContext(SettingsContext)
  if (!state) throw new Error('A settings field is outside a settings page')
  return state
}
