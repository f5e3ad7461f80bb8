import { useDirectory } from './use-directory.ts'

/** Whether a directory is known to be switched off. */
export function useIsOff(directoryId: number): boolean {
  const { directories } = useDirectory()
  return directories.some(({ id, enabled }) => id === directoryId && !enabled)
}
