import { Alert, List } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { LinkAnchor } from '../components/link-button.tsx'
import { labelOf } from './diff-values.ts'

interface Props {
  errors: readonly { path: string; message: string }[]
}

function pageOf(path: string): '/settings/mapping' | '/settings/policy' | '/settings/connection' {
  if (path.startsWith('settings.mapping')) return '/settings/mapping'
  if (path.startsWith('settings.policy')) return '/settings/policy'
  return '/settings/connection'
}

/** Faults in fields that are on another page: they stop a save, so they must be told here. */
export function ErrorsElsewhere({ errors }: Props) {
  const { pathname } = useLocation()
  const elsewhere = errors.filter(({ path }) => pageOf(path) !== pathname)
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
            <LinkAnchor to={pageOf(path)} inherit>
              {labelOf(path)}
            </LinkAnchor>
            : {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
