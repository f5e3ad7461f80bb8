import { isUnder, tryParseDn } from '../ldap-text/index.ts'
import type { ProbedServer } from '../server-kind.ts'
import type { Settings } from '../settings.ts'
import { presets, type Preset } from './presets.ts'

/** The preset for this server, if the settings cannot be meant for it as they are: another class or username, or bases outside of its domain. */
export function suggestPreset(server: ProbedServer, settings: Settings): Preset | undefined {
  const kind = server.activeDirectory ? 'active_directory' : server.kind
  const preset = presets.find(({ kinds }) => kinds.includes(kind))
  return preset === undefined || fits(preset, settings, server.defaultNamingContext) ? undefined : preset
}

function fits({ people: wanted }: Preset, { people, groups }: Settings, domain: string): boolean {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  const inside = (dn: string) => domain === '' || (tryParseDn(dn) !== undefined && isUnder(dn, domain))
  return (
    same(people.objectClass, wanted.objectClass) &&
    same(people.usernameAttribute, wanted.usernameAttribute) &&
    [...people.bases, ...groups.bases].every(({ dn }) => inside(dn))
  )
}
