import { defaultSettings, fillPreset, presets, type DirectoryInput, type Plan } from '@bindery/contract'
import { startSamba, type Samba } from '@bindery/testbed'
import { startMeasuredServer } from './start-server.ts'
import { addDirectory, apply, preview } from './sync.ts'

/** Of the same shape as the company of the first sync. */
export const domainSize = { people: 2000, groups: 200, memberships: 40_000 }
/** How many people change between two previews. */
export const changedPeople = 20
const rounds = 3

/**
 * Previews of a domain in which few people changed: reading what changed, and reading everything, of the same state.
 * Medians of three rounds.
 */
export async function measureChanges() {
  process.stderr.write(`Loading a domain of ${domainSize.people} people, ${domainSize.groups} groups…\n`)
  const samba = await startSamba({ load: domainSize })
  const server = await startMeasuredServer([])
  try {
    const { url } = server
    const id = await addDirectory(url, domainOf(samba))
    await apply(url, await preview(url, id))
    const found = await samba.search(['-b', samba.usersBase, '(objectClass=user)', '1.1'])
    const people = found.map(({ dn }) => dn).toSorted()
    const seconds: { full: number; changes: number }[] = []
    for (let round = 0; round < rounds; round += 1) {
      // What was applied is compared once more, and is then settled.
      await preview(url, id)
      const changed = people.slice(round * changedPeople, (round + 1) * changedPeople)
      await samba.modify(changed.map((dn) => retitle(dn, `Round ${round}`)).join(''))
      const byChanges = await preview(url, id)
      const inFull = await preview(url, id, { full: true })
      const { reading } = byChanges.proof ?? {}
      if (reading?.since == null || reading.groups === null)
        throw new Error(`It did not read what changed: ${JSON.stringify(reading)}`)
      if (byChanges.sentence !== inFull.sentence)
        throw new Error(`“${byChanges.sentence}” is not “${inFull.sentence}”`)
      seconds.push({ full: secondsOf(inFull), changes: secondsOf(byChanges) })
      await apply(url, inFull)
    }
    const fullSeconds = median(seconds.map(({ full }) => full))
    const changesSeconds = median(seconds.map(({ changes }) => changes))
    return { fullSeconds, changesSeconds, share: changesSeconds / fullSeconds }
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

const retitle = (dn: string, title: string) =>
  `dn: ${dn}\nchangetype: modify\nreplace: title\ntitle: ${title}\n\n`

/** From connecting to the last row. */
const secondsOf = ({ proof }: Plan) => (proof?.milliseconds ?? NaN) / 1000

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
