import { defaultSettings, type DirectoryInput } from '@bindery/contract'
import { generateEntries, type CompanySize, type Slapd } from '@bindery/testbed'

/** The company's directory with default settings, reached at this address. */
export function directoryOf(slapd: Slapd, url = slapd.ldapUrl): DirectoryInput {
  const settings = defaultSettings()
  return {
    name: 'Bench',
    enabled: true,
    settings: {
      ...settings,
      connection: { ...settings.connection, urls: [url], bindDn: slapd.adminDn },
      policy: { ...settings.policy, direction: 'directory_to_accounts' },
    },
    secrets: { bindPassword: { set: slapd.adminPassword }, clientKey: { keep: true } },
  }
}

/** So many of the company's people, by DN, evenly from all of them. */
export function somePeople({ people }: CompanySize, count: number): string[] {
  const step = people / count
  const found: string[] = []
  let index = 0
  for (const { dn, attributes } of generateEntries({ people, groups: 1, memberships: 0 })) {
    if (attributes['uid'] === undefined) continue
    if (index >= found.length * step && found.length < count) found.push(dn)
    index += 1
  }
  return found
}

/** LDIF that gives people a title. */
export const retitle = (people: readonly string[], title: string): string =>
  people.map((dn) => `dn: ${dn}\nchangetype: modify\nreplace: title\ntitle: ${title}\n\n`).join('')
