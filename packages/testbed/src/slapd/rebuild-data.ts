import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseLdif } from '../ldif.ts'
import { mustRun } from '../process/run-command.ts'
import { names } from './write-config.ts'

/** Whether an entry is one of those that are to be other ones afterwards. */
export type Rebuilt = (dn: string) => boolean

// What slapd wrote about the entry itself; without it, slapadd makes a new one.
const ofTheEntry = /^(?:entryUUID|entryCSN|contextCSN|createTimestamp|modifyTimestamp):.*\n?/gm

/**
 * Sets the database of a stopped server up again from its own export, as one does on a new machine: the entries that
 * are `rebuilt` get new stable ids.
 */
export async function rebuildData(directory: string, rebuilt: Rebuilt): Promise<void> {
  const of = ['-F', join(directory, 'slapd.d'), '-b', names.suffix]
  const records = (await mustRun('slapcat', [...of, '-o', 'ldif-wrap=no'])).split(/\n{2,}/)
  const changed = records.map((record) => {
    const dn = parseLdif(record)[0]?.dn
    return dn !== undefined && rebuilt(dn) ? record.replace(ofTheEntry, '') : record
  })
  const file = join(directory, 'export.ldif')
  await writeFile(file, changed.join('\n\n'))
  await rm(join(directory, 'main'), { recursive: true })
  await mkdir(join(directory, 'main'))
  await mustRun('slapadd', ['-q', ...of, '-l', file])
  await rm(file)
}
