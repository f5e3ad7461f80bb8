import { NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useDirectory } from '../api/use-directory.ts'

/** Chooses the directory on screen; there is nothing to choose while there is only one. */
export function DirectorySwitcher() {
  const { directories, directory } = useDirectory()
  const navigate = useNavigate()
  if (directories.length < 2 || !directory) return null
  return (
    <NativeSelect
      aria-label="Directory"
      px="md"
      pb="xs"
      value={String(directory.id)}
      data={directories.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: '.', search: (old) => ({ ...old, add: undefined, directory: Number(value) }) })
      }
    />
  )
}
