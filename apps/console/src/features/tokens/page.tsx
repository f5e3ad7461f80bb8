import type { TokenView } from '@bindery/contract'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Needs } from '../../access/needs.tsx'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { MakeToken } from './make-token.tsx'
import { TokenLine } from './token-line.tsx'
import styles from './tokens.module.css'

/** The tokens by which programs come in. */
export function TokensPage() {
  return (
    <Needs permission="tokens" title="Tokens">
      <Tokens />
    </Needs>
  )
}

function Tokens() {
  // Programs use them without anything happening here: each look is at what is so now.
  const tokens = useQuery({ ...query('listTokens', {}), staleTime: 0 })
  const [isMaking, setMaking] = useState(false)
  const [revoked, setRevoked] = useState<TokenView>()
  const make = <Button onClick={() => setMaking(true)}>Make a token</Button>
  return (
    <>
      <PageHeader
        title="Tokens"
        sentence="Programs come in by a token: it may do some things, until it expires, and never more than whoever made it."
        actions={tokens.data?.items.length === 0 ? undefined : make}
      />
      <Loaded query={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No tokens yet" action={make}>
              Make one for each program that calls the API, such as a monitor or a script that starts
              previews.
            </EmptyState>
          ) : (
            <ul className={styles.list} aria-label="Tokens, newest first">
              {items.map((token) => (
                <TokenLine key={token.id} token={token} onRevoke={() => setRevoked(token)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isMaking ? <MakeToken onClose={() => setMaking(false)} /> : null}
      {revoked ? <RevokeToken token={revoked} onClose={() => setRevoked(undefined)} /> : null}
    </>
  )
}

function RevokeToken({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => call('revokeToken', { params: { id: token.id } }),
    onSuccess: () => {
      announce(`${token.name} was revoked.`)
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['listTokens'] }),
  })
  return (
    <ConfirmDialog
      opened
      title={`Revoke ${token.name}?`}
      confirmLabel="Revoke"
      cancelLabel="Keep"
      isDangerous
      error={revoke.error}
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      Whatever uses it is refused from now on. It cannot be brought back.
    </ConfirmDialog>
  )
}
