import type { Warning } from '@bindery/contract'

/** A remark on a row: the short label, and what it means. */
export const warningWords: Record<Warning, { label: string; means: string }> = {
  overwritten: {
    label: 'overwrites',
    means: 'A value that only this side has is lost: the rule works one way.',
  },
  unmanaged_members: {
    label: 'unmanaged members',
    means: 'The group has members that Bindery cannot answer for. They are kept.',
  },
  not_atomic: {
    label: 'not atomic',
    means: 'The server cannot check and write in one step; it is read again just before.',
  },
  unreadable: {
    label: 'unreadable',
    means: 'An attribute could be read before and not now; nothing flows for it.',
  },
  asks: { label: 'asks', means: 'The policy asks you: the row is left out until you include it.' },
}
