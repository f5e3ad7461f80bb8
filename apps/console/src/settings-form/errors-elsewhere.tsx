import { Alert, List } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { FieldLink } from './field-link.tsx'
import { nameField } from './name-field.ts'
import { useSettings } from './settings-context.ts'
import { pageAt, pageOfField } from './settings-pages.ts'

interface Props {
  errors: readonly { path: string; message: string }[]
}

/** Faults in fields that are on another page: they stop a save, so they must be told here. */
export function ErrorsElsewhere({ errors }: Props) {
  const { pathname } = useLocation()
  const { current } = useSettings()
  const here = pageAt(pathname)
  const elsewhere = errors.filter(({ path }) => pageOfField(path) !== here)
  if (elsewhere.length === 0) return null
  return (
    <Alert
      id="errors-elsewhere"
      tabIndex={-1}
      color="red"
      variant="default"
      title="Another page has to be corrected first"
      mt="md"
    >
      <List size="sm">
        {elsewhere.map(({ path, message }) => (
          <List.Item key={path}>
            <FieldLink path={path}>
              {pageOfField(path).title} · {nameField(path, current)}
            </FieldLink>
            : {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
