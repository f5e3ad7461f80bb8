import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { query } from '../../api/query.ts'
import type { useChangeMember } from './use-members.ts'

interface Props {
  change: ReturnType<typeof useChangeMember>
  groupId: number
}

/** Finds a person by name and adds them. */
export function AddMember({ change, groupId }: Props) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const found = useQuery({
    ...query('listPeople', { query: { text: asked, limit: 8 } }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  const members = useQuery({
    ...query('listMembers', { params: { id: groupId }, query: { text: asked, limit: 500 } }),
    enabled: asked !== '',
  })
  const inside = new Set(members.data?.items.map(({ id }) => id))
  const people = asked === '' ? [] : (found.data?.items ?? [])
  return (
    <Select
      label="Add a member"
      placeholder="Type a name"
      searchable
      value={null}
      searchValue={text}
      onSearchChange={setText}
      disabled={change.isPending}
      filter={({ options }) => options}
      description={
        asked === ''
          ? 'Search your people by name, then choose one.'
          : found.isFetching
            ? 'Searching…'
            : people.length === 0
              ? `Nobody fits “${asked}”.`
              : 'Choose one to add.'
      }
      // Within the landmarks of the page, and never an empty list.
      comboboxProps={{ withinPortal: false }}
      withScrollArea={false}
      data={people.map(({ id, username, displayName }) => ({
        value: String(id),
        label: `${username}${displayName ? `, ${displayName}` : ''}${inside.has(id) ? ' (already in)' : ''}`,
        disabled: inside.has(id),
      }))}
      onChange={(value) => {
        const person = people.find(({ id }) => String(id) === value)
        if (!person) return
        change.mutate({ op: 'add', id: person.id, username: person.username })
        setText('')
      }}
    />
  )
}
