import type { MappingRule, Settings } from '@bindery/contract'

/** The rule that writes whether a person is active to the directory; undefined when no attribute says so there. */
export const statusRule = ({ people }: Settings['mapping']): MappingRule | undefined =>
  people.find((rule) => rule.local === 'active' && rule.direction !== 'pull' && !rule.remote.includes('{'))

/** What the attribute of this name says of somebody inactive, in words. */
export const wordInactive = (remote: string) =>
  remote.toLowerCase() === 'useraccountcontrol'
    ? `${remote} gets the flag for a disabled account`
    : `${remote} becomes FALSE`
