import type { SubjectKind } from '@bindery/contract'
import type { ReactNode } from 'react'
import { TextLink } from '../components/links.tsx'

/** Goes to a person or a group in the accounts. */
export function SubjectLink({ kind, id, children }: { kind: SubjectKind; id: number; children: ReactNode }) {
  return kind === 'person' ? (
    <TextLink to="/people" search={{ person: id }}>
      {children}
    </TextLink>
  ) : (
    <TextLink to="/groups" search={{ group: id }}>
      {children}
    </TextLink>
  )
}
