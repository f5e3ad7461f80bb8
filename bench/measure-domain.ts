import { defaultSettings, fillPreset, presets, type DirectoryInput, type Plan } from '@bindery/contract'
import { startSamba, type Samba } from '@bindery/testbed'
import { retitle } from './company.ts'
import type { Figure } from './judge.ts'
import { createSamples } from './samples.ts'
import { figureNames } from './sizes.ts'
import type { StartServer } from './start-server.ts'
import { addDirectory, apply, preview } from './sync.ts'

/** Of the same shape as the company of the first sync. */
const domainSize = { people: 2000, groups: 200, memberships: 40_000 }
/** How many people change between two previews. */
const changedPeople = 20
const { domainFull, domainChanges } = figureNames

/** Previews of a domain in which few people changed: reading what changed, and reading everything, of the same state. */
export async function measureDomain(start: StartServer, runs: number): Promise<Figure[]> {
  process.stderr.write(`Loading a domain of ${domainSize.people} people, ${domainSize.groups} groups…\n`)
  const samba = await startSamba({ load: domainSize })
  const server = await start()
  try {
    const { url } = server
    const id = await addDirectory(url, domainOf(samba))
    await apply(url, await preview(url, id))
    const found = await samba.search(['-b', samba.usersBase, '(objectClass=user)', '1.1'])
    const people = found.map(({ dn }) => dn).toSorted()
    const samples = createSamples()
    for (let round = 0; round < runs; round += 1) {
      // What was applied is compared once more, and is then settled.
      await preview(url, id)
      const changed = people.slice(round * changedPeople, (round + 1) * changedPeople)
      await samba.modify(retitle(changed, `Round ${round}`))
      const byChanges = await preview(url, id)
      const inFull = await preview(url, id, { full: true })
      const { reading } = byChanges.proof ?? {}
      if (reading?.since == null || reading.groups === null)
        throw new Error(`It did not read what changed: ${JSON.stringify(reading)}`)
      if (byChanges.sentence !== inFull.sentence)
        throw new Error(`“${byChanges.sentence}” is not “${inFull.sentence}”`)
      samples.add(domainFull, secondsOf(inFull))
      samples.add(domainChanges, secondsOf(byChanges))
      await apply(url, inFull)
    }
    return [samples.figure(domainFull, 's'), samples.figure(domainChanges, 's', domainFull)]
  } finally {
    await server.stop()
    await samba.stop()
  }
}

function domainOf(samba: Samba): DirectoryInput {
  const preset = presets.find(({ id }) => id === 'active_directory')
  if (!preset) throw new Error('There is a preset for Active Directory')
  const units = defaultSettings()
  units.people.bases = [{ dn: samba.usersBase, scope: 'subtree' }]
  units.groups.bases = [{ dn: samba.groupsBase, scope: 'subtree' }]
  const settings = fillPreset(preset, units, samba.suffix)
  settings.connection = { ...settings.connection, urls: [samba.ldapUrl], bindDn: samba.serviceDn }
  settings.policy = { ...settings.policy, direction: 'directory_to_accounts' }
  return {
    name: 'Domain',
    enabled: true,
    settings,
    secrets: { bindPassword: { set: samba.servicePassword }, clientKey: { keep: true } },
  }
}

/** From connecting to the last row. */
const secondsOf = ({ proof }: Plan) => (proof?.milliseconds ?? NaN) / 1000
