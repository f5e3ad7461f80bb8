import { Button, Divider, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { urlOf } from '../api/request.ts'
import { escapeStaysHere } from './escape-stays-here.ts'
import { sessionQuery } from './session-query.ts'

/**
 * The other way in, where there is one: with a provider, which leads back to this page. In a new tab, this one stays as it
 * is, and looks again who is signed in when it is come back to.
 */
export function ProviderSignIn({ inNewTab = false }: { inNewTab?: boolean }) {
  const { href } = useLocation()
  const { data } = useQuery(sessionQuery)
  const provider = data?.methods.oidc ?? null
  if (provider === null) return null
  return (
    <Stack gap="md" mb="md">
      <Button
        component="a"
        variant="default"
        href={urlOf('startOidc', { query: { returnTo: href } })}
        target={inNewTab ? '_blank' : undefined}
        {...escapeStaysHere}
      >
        Sign in with {provider}
      </Button>
      <Divider label="or" />
    </Stack>
  )
}
