import { signInProblems, type SignInProblem } from '@bindery/contract'
import { Box, Button } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../components/notice.tsx'
import { openedProblem } from './opened-by.ts'

/** Why a sign-in with the provider came to nothing, on the page that it led back to. */
export function SignInProblemNotice() {
  const [problem, setProblem] = useState<SignInProblem | undefined>(openedProblem)
  if (problem === undefined) return null
  return (
    <Box mb="md">
      <Notice
        tone="bad"
        title="That did not work"
        action={
          <Button size="compact-sm" variant="default" onClick={() => setProblem(undefined)}>
            Close
          </Button>
        }
      >
        {signInProblems[problem]}
      </Notice>
    </Box>
  )
}
