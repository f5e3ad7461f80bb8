import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeCompany, type CompanySize } from '../company/write-company.ts'
import { sampleCompany } from '../company/sample-company.ts'
import { writeLdifEntry } from '../ldif.ts'
import { onClock } from '../process/on-clock.ts'
import { mustRun } from '../process/run-command.ts'
import { temporaryDirectory } from '../process/temp-directory.ts'
import { baseEntries } from './base-entries.ts'
import { certificateAuthority, serverCertificate } from './certificates.ts'
import type { SlapdOptions } from './start-slapd.ts'
import { names, writeConfig } from './write-config.ts'

/** Nothing but the tree, the sample company, or so many generated people and groups. */
export type SlapdLoad = 'none' | 'sample' | CompanySize

/**
 * Makes a directory with a checked configuration (`slapd.d`) and loaded databases, ready for slapd. The order is
 * OpenLDAP's: databases first with `slapadd -q`, then `slaptest`, which refuses a configuration without them.
 */
export async function prepareData(options: SlapdOptions): Promise<string> {
  const directory = await temporaryDirectory('slapd')
  const path = (name: string) => join(directory, name)
  const [authority, certificate] = await Promise.all([
    certificateAuthority(),
    serverCertificate(options.certificate ?? 'valid'),
    mkdir(path('main')),
    mkdir(path('accesslog')),
    mkdir(path('slapd.d')),
  ])
  const config = writeConfig({
    directory,
    certificate,
    authorityFile: authority.certificateFile,
    requireClientCertificate: options.requireClientCertificate ?? false,
    unique: options.unique ?? ['uid'],
    syncProvider: options.syncProvider ?? true,
    memberOf: options.memberOf ?? true,
    sessionLog: options.sessionLog ?? 10_000,
  })
  await writeFile(path('slapd.conf'), config)
  await writeLoad(path('load.ldif'), options.load ?? 'none')
  const add = (suffix: string, file: string) => {
    const how = ['-q', '-f', path('slapd.conf'), '-b', suffix, '-l', file]
    return mustRun(...onClock(options.hoursAhead ?? 0, 'slapadd', how))
  }
  await Promise.all([add(names.suffix, path('load.ldif')), add('cn=accesslog', '/dev/null')])
  await mustRun('slaptest', ['-f', path('slapd.conf'), '-F', path('slapd.d')])
  await rm(path('load.ldif'))
  return directory
}

async function writeLoad(file: string, load: SlapdLoad): Promise<void> {
  await writeFile(file, baseEntries().map(writeLdifEntry).join(''))
  if (load === 'none') return
  if (load === 'sample') await appendFile(file, sampleCompany().entries.map(writeLdifEntry).join(''))
  else await writeCompany(file, load)
}
