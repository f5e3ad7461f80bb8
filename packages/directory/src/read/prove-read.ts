import type { Proof } from '@bindery/contract'
import { sameDn } from '@bindery/contract/ldap-text'
import type { DirectoryProblem, ReadProof, ServerInfo } from '../types.ts'
import { foreignReferrals, referredTo, unknownReferrals } from './referrals.ts'

/** What a read kept in mind on its way. */
export interface ProofNotes {
  pages: number
  entries: number
  readonly referrals: string[]
  readonly knownReferrals: readonly string[] | null
  error: DirectoryProblem | null
  resultCode?: number | undefined
  lostRange: DirectoryProblem | null
  /** Why it is not known who is in groups as their primary group. */
  lostPrimary: DirectoryProblem | null
  /** The base that is not there. */
  base: string | null
}

type Check = Proof['checks'][number]

/** The proof of a read that has ended: complete only if every check is ok. `identity` is who we were at its end. */
export function createProof(server: ServerInfo, notes: ProofNotes, identity: string | null): ReadProof {
  const checks = [
    everyPage(notes),
    noLimit(notes),
    basesFound(notes),
    everyRange(notes),
    ...(server.activeDirectory ? [primaryGroups(notes)] : []),
    noReferral(notes),
    sameIdentity(server, identity),
    sameServer(server, identity),
  ]
  return {
    complete: notes.error === null && checks.every((check) => check.ok),
    pages: notes.pages,
    entries: notes.entries,
    referrals: [...new Set(notes.referrals)],
    checks,
    error: notes.error ?? notes.lostRange ?? notes.lostPrimary,
  }
}

function everyPage({ error, pages }: ProofNotes): Check {
  return error === null
    ? {
        name: 'every_page',
        ok: true,
        message: `${pages === 1 ? 'The one page' : `All ${pages} pages`} ended with success.`,
      }
    : { name: 'every_page', ok: false, message: `Page ${pages + 1} failed: ${error.message}.` }
}

function noLimit({ error, resultCode }: ProofNotes): Check {
  const limited = resultCode === 3 || resultCode === 4 || resultCode === 11
  return {
    name: 'no_limit',
    ok: !limited,
    message: limited
      ? `${error?.message ?? 'A limit was reached'}.`
      : 'No size, time or administrative limit was reached.',
  }
}

function basesFound({ base }: ProofNotes): Check {
  return {
    name: 'bases_found',
    ok: base === null,
    message: base === null ? 'Every search base is there.' : `The search base ${base} cannot be searched.`,
  }
}

function everyRange({ lostRange }: ProofNotes): Check {
  return {
    name: 'every_range',
    ok: lostRange === null,
    message:
      lostRange === null
        ? 'Every value of every attribute was read.'
        : `${lostRange.message} (${lostRange.raw}).`,
  }
}

function primaryGroups({ lostPrimary }: ProofNotes): Check {
  return {
    name: 'primary_groups',
    ok: lostPrimary === null,
    message:
      lostPrimary === null
        ? 'Nobody is missing whose primary group was read.'
        : `Whose primary groups these are could not be read: ${lostPrimary.message}.`,
  }
}

function noReferral({ referrals, knownReferrals, error }: ProofNotes): Check {
  const [first] = unknownReferrals(referrals, knownReferrals)
  const fresh = first !== undefined || error?.code === 'referral'
  return {
    name: 'no_new_referral',
    ok: !fresh,
    message: fresh
      ? `Part of a search base is on another server: ${first ?? error?.raw ?? ''}. To go on without it, choose search bases that leave it out.`
      : referralWords(referrals),
  }
}

function referralWords(referrals: readonly string[]): string {
  const foreign = foreignReferrals(referrals).map(referredTo)
  if (foreign.length > 0) return `On other servers, and never read: ${foreign.join('; ')}.`
  return referrals.length > 0
    ? 'Only partitions of the domain that hold nobody are elsewhere.'
    : 'No part of a search base is on another server.'
}

function sameServer(server: ServerInfo, identity: string | null): Check {
  return identity === null
    ? { name: 'same_server', ok: false, message: `The connection to ${server.url} broke off.` }
    : { name: 'same_server', ok: true, message: `One connection to ${server.url} for the whole read.` }
}

function sameIdentity(server: ServerInfo, identity: string | null): Check {
  const ok = identity !== null && (identity === server.boundAs || sameDn(identity, server.boundAs))
  return {
    name: 'same_identity',
    ok,
    message: ok
      ? `Bound as ${server.boundAs} from beginning to end.`
      : 'It could not be confirmed at the end who was bound.',
  }
}
