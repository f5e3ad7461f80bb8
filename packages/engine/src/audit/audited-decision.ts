import type { Tables } from '@bindery/store'

/** What was decided of a conflict, for the audit log; nothing while it is open. */
export const auditedDecision = ({ decision }: Pick<Tables['conflicts'], 'decision'>) =>
  decision === null ? {} : { decision: JSON.parse(decision) as unknown }
