import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { focusField } from './focus-field.ts'

/** The field that the address names takes the cursor: `/settings/mapping#settings.mapping.people.3.remote`. */
export function useFocusFromAddress(): void {
  const { hash } = useLocation()
  useEffect(() => {
    if (hash !== '') focusField(hash)
  }, [hash])
}
