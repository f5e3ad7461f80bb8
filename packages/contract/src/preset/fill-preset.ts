import { andFilter, isUnder, tryParseDn } from '../ldap-text/index.ts'
import type { MappingRule, SearchBase, Settings } from '../settings.ts'
import { presets, type Preset } from './presets.ts'

/**
 * The settings with what a preset fills in. An admin's own filter narrows further, rules and search bases inside of the
 * domain stay, and what another preset had added is taken out again.
 * @param domain DN of the domain, for the search bases; '': not known, and they stay
 */
export function fillPreset(preset: Preset, settings: Settings, domain: string): Settings {
  const { people, groups, mapping } = settings
  return {
    ...settings,
    people: {
      ...people,
      ...preset.people,
      ...placesOf(people, preset, 'people', domain),
      extraFilter: filterOf(people.extraFilter, preset, 'people'),
    },
    groups: {
      ...groups,
      ...preset.groups,
      ...placesOf(groups, preset, 'groups', domain),
      extraFilter: filterOf(groups.extraFilter, preset, 'groups'),
    },
    mapping: {
      people: pointed(
        added(mapping.people, preset, (one) => one.adds.people),
        'username',
        preset.people.usernameAttribute,
      ),
      groups: pointed(
        added(mapping.groups, preset, (one) => one.adds.groups),
        'name',
        preset.groups.nameAttribute,
      ),
      matching: mapping.matching.map((one) =>
        one.local === 'username' ? { ...one, remote: preset.people.usernameAttribute } : one,
      ),
    },
  }
}

type Subject = 'people' | 'groups'

function placesOf(
  now: { readonly bases: SearchBase[]; readonly newEntriesUnder: string },
  { places }: Preset,
  subject: Subject,
  domain: string,
) {
  // Groups without a search base are not synced, which is a choice.
  if (places === null || domain === '' || now.bases.length === 0) return {}
  const inside = now.bases.filter(({ dn }) => tryParseDn(dn) !== undefined && isUnder(dn, domain))
  if (inside.length > 0) return inside.length === now.bases.length ? {} : { bases: inside }
  const below = (place: string) => (place === '' ? domain : `${place},${domain}`)
  return {
    bases: [{ dn: below(places[subject]), scope: 'subtree' as const }],
    newEntriesUnder: places.newEntries === '' ? '' : below(places.newEntries),
  }
}

function filterOf(now: string, preset: Preset, subject: Subject): string {
  const wanted = preset[subject].extraFilter
  const own = now.trim()
  if (own === '' || presets.some((one) => one[subject].extraFilter === own)) return wanted
  return wanted === '' || own.includes(wanted) ? own : andFilter(wanted, own)
}

function added<Rule extends MappingRule>(
  rules: readonly Rule[],
  preset: Preset,
  addsOf: (preset: Preset) => readonly Rule[],
): Rule[] {
  const wanted = addsOf(preset)
  const foreign = presets.flatMap(addsOf).map((rule) => JSON.stringify(rule))
  const kept = rules.filter(
    (rule) => wanted.some(({ id }) => id === rule.id) || !foreign.includes(JSON.stringify(rule)),
  )
  const missing = wanted.filter((rule) => !kept.some((one) => isAlike(one, rule)))
  return [...kept, ...structuredClone(missing)]
}

const isAlike = (one: MappingRule, other: MappingRule) =>
  one.id === other.id || (one.local === other.local && one.when === other.when)

function pointed<Rule extends MappingRule>(rules: readonly Rule[], local: string, remote: string): Rule[] {
  return rules.map((rule) =>
    rule.local === local && rule.when === 'always' && !rule.remote.includes('{') ? { ...rule, remote } : rule,
  )
}
