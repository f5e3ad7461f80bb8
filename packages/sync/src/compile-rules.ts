import type { Authority, Direction, MappingRule, Settings } from '@bindery/contract'
import { localAttribute } from '@bindery/contract/words'
import { parseTemplate, type Template } from './template.ts'
import { accountControlForm, valueForm, type ValueForm } from './value-form.ts'

/** A mapping rule with the policy worked in: which way values may flow, and who wins. */
export interface CompiledRule {
  readonly id: string
  readonly local: string
  /** Lower-case attribute name; '' when the rule reads a template. */
  readonly remote: string
  /** As written in the mapping, for what is sent. */
  readonly remoteName: string
  readonly template: Template | null
  readonly pulls: boolean
  readonly pushes: boolean
  readonly onCreationOnly: boolean
  readonly authority: Authority
  readonly ifEmpty: MappingRule['ifEmpty']
  readonly defaultValue: Template
  readonly required: boolean
  readonly multi: boolean
  readonly boolean: boolean
  readonly form: ValueForm
  /** What the base belongs to: a rule pointed elsewhere has no base (rule 2 of the sync rules). */
  readonly fingerprint: string
}

/** Compiles the people's or the groups' rules for a policy. */
export function compileRules(settings: Settings, subject: 'person' | 'group'): CompiledRule[] {
  const rules: readonly MappingRule[] =
    subject === 'person' ? settings.mapping.people : settings.mapping.groups
  return rules.map((rule) => compileRule(rule, settings.policy, subject))
}

function compileRule(
  rule: MappingRule,
  policy: { direction: Direction; authority: Authority },
  subject: 'person' | 'group',
): CompiledRule {
  const definition = localAttribute(subject, rule.local)
  const template = rule.remote.includes('{') ? parseTemplate(rule.remote) : null
  return {
    id: rule.id,
    local: rule.local,
    remote: template ? '' : rule.remote.toLowerCase(),
    remoteName: rule.remote,
    template,
    pulls: rule.direction !== 'push' && policy.direction !== 'accounts_to_directory',
    pushes: rule.direction !== 'pull' && policy.direction !== 'directory_to_accounts',
    onCreationOnly: rule.when === 'on_creation',
    authority: rule.authority === 'inherit' ? policy.authority : rule.authority,
    ifEmpty: rule.ifEmpty,
    defaultValue: parseTemplate(rule.defaultValue),
    required: rule.required,
    multi: definition?.multi ?? false,
    boolean: definition?.type === 'boolean',
    form: valueForm(definition?.type === 'boolean', rule.remote, rule.when === 'on_creation'),
    fingerprint: `${rule.local}=${rule.remote.toLowerCase()}`,
  }
}

/** The people's rule that says by userAccountControl whether somebody is active, where there is one. */
export const accountControlRule = (settings: Settings): CompiledRule | undefined =>
  compileRules(settings, 'person').find(({ form }) => form === accountControlForm)

/** The directory attributes that the rules read, lower case, each once. */
export function attributesRead(rules: readonly CompiledRule[]): string[] {
  const names = rules.flatMap((rule) => (rule.template ? rule.template.names : [rule.remote]))
  return [...new Set(names.map((name) => name.toLowerCase()))]
}
