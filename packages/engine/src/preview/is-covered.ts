import { depthBelow, isUnder } from '@bindery/contract/ldap-text'
import type { SubjectRead } from './preview-job.ts'

/** Whether a search base reaches this DN. */
export const isCovered = ({ bases }: SubjectRead, dn: string): boolean =>
  bases.some((base) => isUnder(dn, base.dn) && (base.scope === 'subtree' || depthBelow(dn, base.dn) === 1))
