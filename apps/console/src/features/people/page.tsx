import { MayCall } from '../../access/may-call.tsx'
import { getRouteApi } from '@tanstack/react-router'
import { AccountsList } from '../../accounts-view/accounts-list.tsx'
import { ButtonLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { PersonLine } from './person-line.tsx'

const heads = [
  { name: 'Username' },
  { name: 'Name' },
  { name: 'Email', wide: true },
  { name: 'Department', wide: true },
  { name: 'State' },
  { name: 'Link' },
]
const route = getRouteApi('/people')

/** The people in your accounts, and how each is linked. */
export function PeoplePage() {
  const { text, badge } = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePages('listPeople', { query: { text, badge, limit: 100 } })
  return (
    <>
      <PageHeader
        title="People"
        sentence="The people in your accounts, and how each is linked."
        actions={
          <MayCall name="createPerson">
            <ButtonLink to="/people/new">New person</ButtonLink>
          </MayCall>
        }
      />
      <AccountsList
        kind="person"
        label="People by username"
        heads={heads}
        list={list}
        search={{ text, badge }}
        onSearch={(search) => void navigate({ search, replace: true })}
      >
        {(person) => <PersonLine person={person} search={{ text, badge }} />}
      </AccountsList>
    </>
  )
}
