import type { Person } from '@bindery/contract'

type BadgeName = Person['badge']
type LinkState = Person['links'][number]['state']

/** How an account stands to directories: one glyph and word each, and what it means. */
export const badgeWords: Record<BadgeName, { glyph: string; word: string; means: string }> = {
  linked: { glyph: '⇄', word: 'linked', means: 'Paired with an entry of a directory.' },
  local: { glyph: '○', word: 'local only', means: 'No directory knows it.' },
  held: { glyph: '⏸', word: 'on hold', means: 'Its entry vanished, so it is suspended and kept.' },
  unlinked: { glyph: '⇹', word: 'unlinked', means: 'It was linked once; no sync pairs it again by itself.' },
}

export const linkStateWords: Record<LinkState, string> = {
  active: 'active',
  left_scope: 'left the scope of the sync',
  gone_directory: 'gone from the directory',
  gone_accounts: 'gone from the accounts',
  unlinked: 'unlinked',
}
