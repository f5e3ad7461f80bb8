import { useMay } from '../../access/signed-in.ts'
import type { Person } from '@bindery/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { query } from '../../api/query.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { BackLink, TextLink } from '../../components/links.tsx'
import { DeletePerson } from './delete-person.tsx'
import { EditPerson } from './edit-person.tsx'
import { PersonDetails } from './person-details.tsx'
import { SetPassword } from './set-password.tsx'
import { useSetActive } from './use-set-active.ts'

const route = getRouteApi('/people/$id')

/** One person: what the accounts hold, links, groups; edit, disable, delete. */
export function PersonPage() {
  const { id } = route.useParams()
  const { text, badge } = route.useSearch()
  const person = useQuery(query('getPerson', { params: { id } }))
  return (
    <>
      <BackLink to="/people" search={{ text, badge }}>
        ← People
      </BackLink>
      {person.data ? null : <PageHeader title="Person" sentence="What the accounts hold." />}
      <Loaded query={person} lines={8}>
        {(data) => <PersonScreen person={data} />}
      </Loaded>
    </>
  )
}

function PersonScreen({ person }: { person: Person }) {
  const mayEdit = useMay('accounts')
  const edit = route.useSearch().edit === true && mayEdit
  const navigate = route.useNavigate()
  const [deleting, setDeleting] = useState(false)
  const [settingPassword, setSettingPassword] = useState(false)
  const setActive = useSetActive(person)
  const setEdit = (on: boolean) =>
    void navigate({ search: (old) => ({ ...old, edit: on ? true : undefined }), replace: true })
  return (
    <>
      <PageHeader
        title={person.displayName || person.username}
        documentTitle={`${person.username} · People`}
        sentence={person.displayName ? person.username : 'A person in your accounts.'}
        actions={
          edit || !mayEdit ? null : (
            <>
              <Button variant="default" onClick={() => setDeleting(true)}>
                Delete…
              </Button>
              {person.takesPassword ? (
                <Button variant="default" onClick={() => setSettingPassword(true)}>
                  Set password…
                </Button>
              ) : null}
              <Button
                variant="default"
                loading={setActive.isPending}
                onClick={() => setActive.mutate(!person.active)}
              >
                {person.active ? 'Disable' : 'Enable'}
              </Button>
              <Button onClick={() => setEdit(true)}>Edit</Button>
            </>
          )
        }
      />
      {setActive.error ? (
        <ErrorNotice error={setActive.error} advice="The page now shows the person as it is. Try again." />
      ) : null}
      {person.holdReason ? (
        <Notice
          tone="info"
          title="On hold"
          action={
            <TextLink to="/holds" search={{ text: person.username }}>
              See the hold
            </TextLink>
          }
        >
          {person.holdReason} The account is suspended and kept as it is.
        </Notice>
      ) : null}
      {edit ? (
        <EditPerson person={person} onClose={() => setEdit(false)} />
      ) : (
        <PersonDetails person={person} />
      )}
      <SetPassword person={person} opened={settingPassword} onClose={() => setSettingPassword(false)} />
      <DeletePerson person={person} opened={deleting} onClose={() => setDeleting(false)} />
    </>
  )
}
