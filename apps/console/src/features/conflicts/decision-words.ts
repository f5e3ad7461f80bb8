import type { Conflict, Decision, Side } from '@bindery/contract'
import { attributeLabel } from '../../components/attribute-label.ts'

type Told = Pick<Conflict, 'subjectKind' | 'values' | 'candidates'>

/** A decision about one conflict: "Title: directory, Phone: accounts"; "the same person as ada.lovelace". */
export function wordDecision(decision: Decision, { subjectKind, values, candidates }: Told): string {
  switch (decision.kind) {
    case 'values':
      return values
        .flatMap(({ ruleId, attribute }) => {
          const side = decision.sides[ruleId]
          return side ? [`${attributeLabel(attribute, subjectKind)}: ${side}`] : []
        })
        .join(', ')
    case 'link': {
      const name = candidates.find((candidate) => candidate.localId === decision.localId)?.name
      return `the same ${subjectKind}${name ? ` as ${name}` : ''}`
    }
    case 'separate':
      return `another ${subjectKind}`
    case 'ignore':
      return 'left alone'
    case 'accept':
      return 'the deletion stands'
    case 'restore':
      return 'made anew'
  }
}

/** What a decision would do to many, in a sentence that goes on after "This". */
export function wordForMany(decision: Decision, { subjectKind, values }: Told): string {
  switch (decision.kind) {
    case 'values': {
      const sides = values.flatMap(({ ruleId, attribute }) => {
        const side = decision.sides[ruleId]
        return side ? [`${attributeLabel(attribute, subjectKind)} of ${sideWord[side]}`] : []
      })
      return `lets ${sides.join(' and ')} stand`
    }
    case 'link':
      return 'links each entry to the only account in question'
    case 'separate':
      return `treats each entry as another ${subjectKind}`
    case 'ignore':
      return 'leaves each entry and the accounts in question alone'
    case 'accept':
      return 'lets each deletion stand'
    case 'restore':
      return 'makes each of them anew on the side that deleted it'
  }
}

const sideWord: Record<Side, string> = { accounts: 'the accounts', directory: 'the directory' }
