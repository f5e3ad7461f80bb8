import type { Person } from '@bindery/contract'
import { Group, Text } from '@mantine/core'
import { Facts } from '../../accounts-view/facts.tsx'
import { LinkBadge } from '../../accounts-view/link-badge.tsx'
import { LinksList } from '../../accounts-view/links-list.tsx'
import { CopyText } from '../../components/copy-text.tsx'
import { countWords } from '../../components/count-words.ts'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { TextLink } from '../../components/links.tsx'
import { PersonState } from './person-state.tsx'
import { labelOf } from './person-values.ts'

/** What the accounts hold of a person, where it is linked, and in which groups it is. */
export function PersonDetails({ person }: { person: Person }) {
  const texts = ['givenName', 'familyName', 'displayName', 'employeeNumber', 'email'] as const
  const others = ['phone', 'title', 'department'] as const
  return (
    <>
      <Section title="Account" layout="aside" sentence={<LinkBadge badge={person.badge} />}>
        <Facts
          facts={[
            [labelOf('username'), <CopyText key="username" value={person.username} what="username" />],
            ['State', <PersonState key="state" person={person} />],
            ...texts.map((field) => [labelOf(field), person[field]] as const),
            [labelOf('otherEmails'), person.otherEmails.join(', ')],
            ...others.map((field) => [labelOf(field), person[field]] as const),
            ['Changed', <RelativeTime key="changed" at={person.updatedAt} />],
          ]}
        />
      </Section>
      <Section
        title="Links"
        layout="aside"
        sentence="The entries this account is or was paired with, by stable id."
      >
        <LinksList links={person.links} />
      </Section>
      <Section title="Groups" layout="aside" sentence={`In ${countWords(person.groups.length, 'group')}.`}>
        {person.groups.length === 0 ? (
          <Text size="sm" c="dimmed">
            Members are added on the group’s page.
          </Text>
        ) : (
          <Group gap="4px 16px">
            {person.groups.map(({ id, name }) => (
              <TextLink key={id} to="/groups/$id" params={{ id }}>
                {name}
              </TextLink>
            ))}
          </Group>
        )}
      </Section>
    </>
  )
}
