import type { Progress } from '@bindery/contract'

export type Phase = Progress['phase']

/** What each phase of a preview or an apply is called, and what it counts. */
export const phaseWords: Record<Phase, { label: string; unit: string }> = {
  connecting: { label: 'Connecting to the directory', unit: 'servers' },
  reading_people: { label: 'Reading people', unit: 'entries' },
  matching: { label: 'Matching people with accounts', unit: 'people' },
  reading_groups: { label: 'Reading groups', unit: 'entries' },
  comparing: { label: 'Comparing both sides', unit: 'objects' },
  looking_up: { label: 'Looking up what did not appear', unit: 'entries' },
  guard: { label: 'Checking the limits', unit: 'limits' },
  applying_accounts: { label: 'Writing to Accounts', unit: 'changes' },
  applying_directory: { label: 'Writing to the directory', unit: 'changes' },
  applying_members: { label: 'Writing memberships', unit: 'changes' },
  done: { label: 'Finishing', unit: '' },
}
export const previewPhases: readonly Phase[] = [
  'connecting',
  'reading_people',
  'matching',
  'reading_groups',
  'comparing',
  'looking_up',
  'guard',
]
export const applyPhases: readonly Phase[] = ['applying_accounts', 'applying_directory', 'applying_members']
