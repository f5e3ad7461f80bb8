import type { Restored } from '@bindery/contract'

/** How the sentence of a plan begins that was made of a restored directory; '' where it was none. */
export function restoredWords(restored: Restored | null): string {
  if (!restored) return ''
  if (restored.relinks) return 'Links get the new stable ids of a directory that was rebuilt. '
  const waiting = restored.people + restored.groups + restored.others
  return `The directory looks rebuilt, so ${waiting} ${waiting === 1 ? 'link waits' : 'links wait'} as they are. `
}
