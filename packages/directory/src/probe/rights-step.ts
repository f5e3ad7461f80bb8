import type { Schema } from '@bindery/contract/ldap-text'
import { DirectoryError } from '../directory-error.ts'
import { problem, resultProblem } from '../problems.ts'
import { textValues } from '../wire/entry-values.ts'
import { askSearch } from '../wire/search.ts'
import type { SentEntry } from '../wire/sent-entry.ts'
import type { Wire } from '../wire/wire.ts'
import { required, type ProbeRun, type StepOutcome } from './probe-types.ts'
import { rightsQuestions, type RightsQuestion } from './rights-questions.ts'

/** Constructed attributes, served to whoever asks by name (MS-ADTS §3.1.1.4.5). */
const told = { change: 'allowedAttributesEffective', create: 'allowedChildClassesEffective' } as const
/** What an entry may have at all, whoever asks: where it is not told, rights are not either. */
const allAllowed = 'allowedAttributes'
const noSuchObject = 32

/**
 * May the bind account write what these settings would write? Nothing is tried: Active Directory tells it. It does not
 * tell who may delete or set a password.
 */
export async function weighRights(run: ProbeRun): Promise<StepOutcome> {
  const directory = required(run.directory)
  if (run.options.settings.policy.direction === 'directory_to_accounts')
    return { state: 'skipped', summary: 'Nothing is written: by the policy, values flow to accounts only.' }
  const questions = await rightsQuestions(run)
  if (questions.length === 0) return { state: 'skipped', summary: 'These settings would write nothing.' }
  const schema = await directory.schema()
  const lacks: RightsQuestion[] = []
  const details: { label: string; value: string }[] = []
  for (const question of questions) {
    const entry = await look(directory.wire, question)
    if (entry === null) return missing(question)
    if (textValues(entry, allAllowed).length === 0)
      return { state: 'skipped', summary: 'This server does not tell what an account may write.' }
    const [granted, refused] = weigh(schema, entry, question)
    if (granted.length > 0) details.push({ label: `May ${question.wanted}`, value: words(question, granted) })
    if (refused.length === 0) continue
    details.push({ label: `May not ${question.wanted}`, value: words(question, refused) })
    lacks.push({ ...question, names: refused })
  }
  return lacks.length === 0
    ? { state: 'ok', summary: 'The bind account may write what these settings would write.', details }
    : { ...refusal(lacks), details }
}

async function look(wire: Wire, { dn, wanted }: RightsQuestion): Promise<SentEntry | null> {
  const attributes = [allAllowed, told[wanted]]
  const reply = await askSearch(wire, { base: dn, scope: 'base', filter: '(objectClass=*)', attributes })
  if (reply.code !== 0 && reply.code !== noSuchObject)
    throw new DirectoryError(resultProblem('search', reply.code, reply.words), reply.code)
  return reply.entries[0] ?? null
}

function missing({ dn, field }: RightsQuestion): StepOutcome {
  const message = `The bind account finds nothing at ${dn}`
  const error = problem('base_not_found', { message, field, raw: dn })
  return { state: 'warning', summary: message, error }
}

/** The names that the account may write, and those that it may not. */
function weigh(schema: Schema, entry: SentEntry, { wanted, names }: RightsQuestion) {
  const nameOf = (name: string) => schema.canonicalName(name).toLowerCase()
  const may = new Set(textValues(entry, told[wanted]).map(nameOf))
  return [
    names.filter((name) => may.has(nameOf(name))),
    names.filter((name) => !may.has(nameOf(name))),
  ] as const
}

const words = ({ wanted, dn }: RightsQuestion, names: readonly string[]) =>
  `${names.join(', ')} ${wanted === 'change' ? 'of' : 'below'} ${dn}`

function refusal(lacks: readonly RightsQuestion[]): StepOutcome {
  const what = lacks.map((lack) => `${lack.wanted} ${words(lack, lack.names)}`)
  const message = `The bind account may not ${what.join('; nor ')}`
  const [first] = lacks
  const field = first?.wanted === 'create' ? first.field : 'connection.bindDn'
  const fix =
    'Delegate it to the account on the units that are synced, or let these settings write less: rules that only pull, another place for new entries.'
  return {
    state: 'warning',
    summary: message,
    error: problem('insufficient_access', { message, fix, field }),
  }
}
