import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeWithUs } from './reaper.ts'

/** A new private directory (0700) that disappears with our process at the latest. */
export async function temporaryDirectory(name: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `bindery-${name}-`))
  removeWithUs(directory)
  return directory
}
