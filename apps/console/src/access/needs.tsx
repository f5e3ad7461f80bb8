import type { Permission } from '@bindery/contract'
import type { ReactNode } from 'react'
import { ButtonLink } from '../components/links.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { roleFor, roleWords } from './role-words.ts'
import { useMay } from './signed-in.ts'

interface Props {
  permission: Permission
  title: string
  children: ReactNode
}

/** A page that is for some only; everybody else is told for whom, and nothing of it is asked for. */
export function Needs({ permission, title, children }: Props) {
  const may = useMay(permission)
  if (may) return children
  return (
    <PageHeader
      title={title}
      sentence={`This page takes the role ${roleWords[roleFor(permission)]}.`}
      actions={<ButtonLink to="/">Go to the overview</ButtonLink>}
    />
  )
}
