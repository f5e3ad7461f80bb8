import type { PlanValue } from '@bindery/contract'
import { wordAttribute } from '@bindery/contract/words'

const shown = (values: readonly string[]) => (values.length === 0 ? 'nothing' : values.join(', '))

/** "title: Eng → Engineering; phone: nothing → +49…": at most three attributes, then a count. */
export function describeValues(values: readonly PlanValue[], side: 'accounts' | 'directory'): string {
  const told = values
    .slice(0, 3)
    .map((value) => `${wordAttribute(value.attribute)}: ${shown(value[side])} → ${shown(value.after ?? [])}`)
  return values.length > 3 ? `${told.join('; ')}; and ${values.length - 3} more` : told.join('; ')
}

/** "title: Accounts say Eng, Directory says Engineering". */
export function describeConflict(values: readonly PlanValue[]): string {
  return values
    .map(
      (value) =>
        `${wordAttribute(value.attribute)}: Accounts say ${shown(value.accounts)}, Directory says ${shown(value.directory)}`,
    )
    .join('; ')
}
