import { useDebouncedValue } from '@mantine/hooks'
import '@mantine/spotlight/styles.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, type NavigateOptions } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { query } from '../api/query.ts'
import { useFirstSelected } from './use-first-selected.ts'
import { useFoundAccounts } from './use-found-accounts.ts'
import { useShownPages } from './use-shown-pages.ts'

const [store, spotlight] = createSpotlight()

/** Pages at once, people, groups and runs as they are found. It opens when `asked` grows. */
export function Search({ asked: times }: { asked: number }) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 150)
  const navigate = useNavigate()
  // Where the focus goes in the end: back to where it was, or into the page one went to.
  const focused = useRef<Element | null>(null)
  useEffect(() => {
    if (times === 0) return
    // Before it opens: what it does with the focus may come first otherwise.
    if (!isInSearch(document.activeElement)) focused.current = document.activeElement
    spotlight.open()
  }, [times])
  const giveBack = () => {
    if (focused.current instanceof HTMLElement) focused.current.focus({ preventScroll: true })
  }
  const go = (to: NavigateOptions) => {
    focused.current = document.querySelector('#content')
    void navigate(to)
  }
  const { people, groups } = useFoundAccounts(asked)
  const runs = useQuery({
    ...query('listRuns', { query: { limit: 5 } }),
    enabled: /^run\b|^#?\d+$/i.test(asked),
  })

  const pages = useShownPages()
  const needle = text.trim().toLowerCase()
  const found = pages.filter(({ label, words }) => `${label} ${words}`.toLowerCase().includes(needle))
  const foundRuns = (runs.data?.items ?? []).filter(
    ({ id }) => asked.replaceAll(/\D/g, '') === '' || String(id).includes(asked.replaceAll(/\D/g, '')),
  )
  const nothing = found.length + people.length + groups.length + foundRuns.length === 0

  useFirstSelected(store, text)

  return (
    <Spotlight.Root
      store={store}
      query={text}
      onQueryChange={setText}
      shortcut={null}
      returnFocus={false}
      onSpotlightClose={giveBack}
      transitionProps={{
        // It takes the focus a moment after it has opened, and may do so when it has been closed again already.
        onExited: () => {
          if (isInSearch(document.activeElement)) giveBack()
        },
      }}
      scrollable
      maxHeight={440}
      centered={false}
      overlayProps={{ blur: 0 }}
      attributes={{ content: { 'aria-label': 'Search' } }}
    >
      <Spotlight.Search placeholder="Search pages, people, groups, runs" aria-label="Search" />
      <Spotlight.ActionsList>
        {nothing ? <Spotlight.Empty>Nothing is called that</Spotlight.Empty> : null}
        {found.length > 0 ? (
          <Spotlight.ActionsGroup label="Pages">
            {found.map(({ to, label, icon: Icon }) => (
              <Spotlight.Action
                key={to}
                label={label}
                leftSection={<Icon size={17} stroke={1.75} />}
                onClick={() => go({ to })}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {people.length > 0 ? (
          <Spotlight.ActionsGroup label="People">
            {people.map(({ id, username, displayName }) => (
              <Spotlight.Action
                key={id}
                label={username}
                description={displayName}
                onClick={() => go({ to: '/people/$id', params: { id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {groups.length > 0 ? (
          <Spotlight.ActionsGroup label="Groups">
            {groups.map(({ id, name, description }) => (
              <Spotlight.Action
                key={id}
                label={name}
                description={description}
                onClick={() => go({ to: '/groups/$id', params: { id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {foundRuns.length > 0 ? (
          <Spotlight.ActionsGroup label="Runs">
            {foundRuns.map(({ id, sentence }) => (
              <Spotlight.Action
                key={id}
                label={`Run ${id}`}
                description={sentence}
                onClick={() => go({ to: '/runs/$id', params: { id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

const isInSearch = (element: Element | null) =>
  element?.closest('[role="dialog"][aria-label="Search"]') != null
