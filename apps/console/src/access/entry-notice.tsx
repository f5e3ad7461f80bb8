import { signInProblems, type SignInProblem } from '@bindery/contract'
import { Box, Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { TextLink } from '../components/links.tsx'
import { Notice } from '../components/notice.tsx'
import { codesLeft } from './codes-left.ts'
import { setEntryNote, useEntryNote } from './entry-note.ts'

const close = () => setEntryNote(null)

/** How one came in, or did not, where there is something to tell: on the sign-in page, or on the first page behind it. */
export function EntryNotice() {
  const note = useEntryNote()
  if (note === null) return null
  if ('codesLeft' in note)
    return (
      <Closable tone="info" title="A recovery code was used">
        <span>
          It does not work again. {codesLeft(note.codesLeft)} Get new ones, or set up another app, under{' '}
          <TextLink to="/account" inherit onClick={close}>
            Your account
          </TextLink>
          .
        </span>
      </Closable>
    )
  if (!isProblem(note.problem)) return null
  return (
    <Closable tone="bad" title="That did not work">
      {signInProblems[note.problem]}
    </Closable>
  )
}

interface ClosableProps {
  tone: 'info' | 'bad'
  title: string
  children: ReactNode
}

function Closable({ tone, title, children }: ClosableProps) {
  return (
    <Box mb="md">
      <Notice
        tone={tone}
        title={title}
        action={
          <Button size="compact-sm" variant="default" onClick={close}>
            Close
          </Button>
        }
      >
        {children}
      </Notice>
    </Box>
  )
}

/** Whoever made the address may have written anything. */
const isProblem = (text: string): text is SignInProblem => Object.hasOwn(signInProblems, text)
