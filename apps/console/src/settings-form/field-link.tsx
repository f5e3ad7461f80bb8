import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { TextLink } from '../components/links.tsx'
import { focusField } from './focus-field.ts'
import { pageOfField } from './settings-pages.ts'

interface Props {
  /** A path of the form, such as `settings.mapping.people.3.remote`. */
  path: string
  onFollow?: (() => void) | undefined
  children: ReactNode
}

/** Leads to a field, on this page or another; the form and what is unsaved in it come along. */
export function FieldLink({ path, onFollow, children }: Props) {
  const { pathname } = useLocation()
  const { to } = pageOfField(path)
  return (
    <TextLink
      to={to}
      hash={path}
      hashScrollIntoView={false}
      resetScroll={false}
      inherit
      onClick={(event) => {
        onFollow?.()
        // The address may name it already, and then going there would be going nowhere.
        if (pathname === to && focusField(path)) event.preventDefault()
      }}
    >
      {children}
    </TextLink>
  )
}
