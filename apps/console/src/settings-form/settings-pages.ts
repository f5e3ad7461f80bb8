/** The pages over one settings document, each with the part of it that it shows. */
const settingsPages = [
  { to: '/settings/mapping', title: 'Mapping', part: 'settings.mapping' },
  { to: '/settings/policy', title: 'Policy', part: 'settings.policy' },
  { to: '/settings/connection', title: 'Connection', part: '' },
] as const
export type SettingsPageOf = (typeof settingsPages)[number]

/** The page that has a field of the form. */
export function pageOfField(path: string): SettingsPageOf {
  return settingsPages.find(({ part }) => path.startsWith(part)) ?? settingsPages[2]
}

/** The page at an address under /settings. */
export function pageAt(pathname: string): SettingsPageOf {
  return settingsPages.find(({ to }) => pathname.startsWith(to)) ?? settingsPages[2]
}
