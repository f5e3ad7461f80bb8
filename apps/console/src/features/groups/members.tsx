import { useMayCall } from '../../access/signed-in.ts'
import { writeNumber, type Group } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/section.tsx'
import { PagedRows } from '../../lists/paged-rows.tsx'
import { SearchField } from '../../lists/search-field.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { AddMember } from './add-member.tsx'
import styles from './members.module.css'
import { useChangeMember } from './use-members.ts'

const route = getRouteApi('/groups/$id')

/** Who is in a group: searched, added, taken out. */
export function Members({ group }: { group: Group }) {
  const { member } = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePages('listMembers', { params: { id: group.id }, query: { text: member, limit: 100 } })
  const change = useChangeMember(group.id)
  const mayChange = useMayCall('changeMembers')
  return (
    <Section
      title={`Members ${writeNumber(group.memberCount)}`}
      sentence={
        group.badge === 'linked'
          ? 'The next sync carries changes to the directory, as the policy says.'
          : 'People of your accounts.'
      }
    >
      <div className={styles.tools}>
        {mayChange ? <AddMember change={change} groupId={group.id} /> : null}
        {group.memberCount > 0 ? (
          <SearchField
            label="Search members"
            placeholder="Search members"
            value={member ?? ''}
            onChange={(text) =>
              void navigate({
                search: (old) => ({ ...old, member: text === '' ? undefined : text }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        ) : null}
      </div>
      {change.error ? <ErrorNotice error={change.error} /> : null}
      <PagedRows
        list={list}
        label="Members by username"
        rowHeight={43}
        empty={
          <Text size="sm" c="dimmed" py="md">
            {member
              ? 'No member fits the search.'
              : `Nobody is in this group.${mayChange ? ' Search above to add the first member.' : ''}`}
          </Text>
        }
      >
        {(person) => (
          <div className={styles.member}>
            <Link to="/people/$id" params={{ id: person.id }} className={styles.name}>
              {person.username}
            </Link>
            <span className={styles.display}>{person.displayName}</span>
            {mayChange ? (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`Remove ${person.username}`}
                disabled={change.isPending}
                onClick={() => change.mutate({ op: 'remove', id: person.id, username: person.username })}
              >
                Remove
              </Button>
            ) : null}
          </div>
        )}
      </PagedRows>
    </Section>
  )
}
