import { wordDirectoryValue, type MappingRule, type SamplePerson } from '@bindery/contract'

interface Shown {
  readonly text: string
  readonly empty: boolean
  /** What the directory's value means, where it does not read as it is. */
  readonly words: string | null
  readonly problem: string | null
}

/**
 * What a rule would make of a person: the mapped value, or for a rule that only pushes the attribute as it stands
 * in the directory now.
 */
export function sampleValue(rule: MappingRule, sample: SamplePerson): Shown {
  const mapped =
    rule.direction === 'push' ? undefined : sample.mapped.find(({ local }) => local === rule.local)
  const raw = sample.attributes.find(({ name }) => name.toLowerCase() === rule.remote.toLowerCase())
  const values = mapped?.values ?? raw?.values ?? []
  return {
    text: values.length === 0 ? 'empty' : values.join(', '),
    empty: values.length === 0,
    words: wordsOf(rule.remote, raw?.values[0] ?? '', values[0] ?? ''),
    problem: mapped?.problem ?? null,
  }
}

/** A value in parts between which a line may break: an address before its @, a DN or a list after a comma. */
export const breakable = (text: string): string[] => text.split(/(?=@)|(?<=,)/)

function wordsOf(remote: string, raw: string, shown: string): string | null {
  const words = wordDirectoryValue(remote, raw)
  return words === null || raw === shown ? words : `${raw}: ${words}`
}
