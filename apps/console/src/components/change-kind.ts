import type { ChangeKind } from '@bindery/contract'

/** One glyph and one word for each kind of change, the same everywhere. */
export const changeKindWords: Record<ChangeKind, { glyph: string; word: string }> = {
  create: { glyph: '+', word: 'create' },
  update: { glyph: '~', word: 'update' },
  move: { glyph: '→', word: 'move' },
  disable: { glyph: '⏸', word: 'disable' },
  enable: { glyph: '▶', word: 'enable' },
  delete: { glyph: '−', word: 'delete' },
  hold: { glyph: '⏸', word: 'hold' },
  release: { glyph: '▶', word: 'release' },
  link: { glyph: '⇄', word: 'link' },
  unlink: { glyph: '⇹', word: 'unlink' },
  members: { glyph: '±', word: 'members' },
  agree: { glyph: '=', word: 'agree' },
  conflict: { glyph: '⚑', word: 'conflict' },
  withheld: { glyph: '…', word: 'withheld' },
  skipped: { glyph: '!', word: 'skipped' },
}
