import type { Candidate } from '@bindery/contract'
import { localAttribute } from '@bindery/contract/words'
import { tryParseDn } from '@bindery/contract/ldap-text'
import { loadLocals, type LocalObject, type StagedPair } from './load-staged.ts'
import { findSharing, type SharingEntry } from './find-sharing.ts'
import type { AccountInQuestion, MatchQuestion, MatchVerdict } from './match-question.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'

/** A conflict shows so many of a kind at most; a person decides among few, or corrects the keys. */
const mostAccounts = 20
const mostOthers = 10

/** Who is in question for each of these entries, by staged id: accounts first, then other entries with the same key. */
export async function describeCandidates(
  job: ReadJob,
  read: SubjectRead,
  pairs: readonly StagedPair[],
): Promise<Map<number, Candidate[]>> {
  const asked = pairs.flatMap((pair) => {
    const { question } = (pair.verdict === '' ? {} : JSON.parse(pair.verdict)) as MatchVerdict
    return question ? [{ pair, question }] : []
  })
  if (asked.length === 0) return new Map()
  const accounts = asked.flatMap(({ question }) => question.accounts.slice(0, mostAccounts))
  const locals = await loadLocals(
    job,
    read.kind,
    accounts.map(({ id }) => id),
  )
  const sharing = await findSharing(
    job,
    read,
    asked.map(({ question }) => question.keys),
  )
  return new Map(
    asked.map(({ pair, question }) => [
      pair.id,
      [
        ...question.accounts
          .slice(0, mostAccounts)
          .map((account) => describeAccount(job, read, question, account, locals.get(account.id))),
        ...othersOf(pair, question, sharing).map(describeEntry),
      ],
    ]),
  )
}

function describeAccount(
  job: ReadJob,
  read: SubjectRead,
  { keys }: MatchQuestion,
  account: AccountInQuestion,
  local: LocalObject | undefined,
): Candidate {
  const rules =
    read.kind === 'person'
      ? job.settings.mapping.matching
      : [{ local: 'username' as const, remote: job.settings.groups.nameAttribute }]
  return {
    localId: account.id,
    name: account.name,
    displayName: local?.displayName ?? '',
    dn: account.dn,
    link: account.linked ? (account.gone ? 'gone' : 'there') : 'none',
    keys: rules.map((rule) => ({
      local: read.kind === 'person' ? rule.local : 'name',
      remote: rule.remote,
      account: account.keys[rule.local],
      entry: keys[rule.local],
    })),
    values: Object.fromEntries(
      Object.entries(local?.values ?? {}).flatMap(([name, values]) =>
        localAttribute(read.kind, name) ? [[name, [...values]]] : [],
      ),
    ),
  }
}

/** Other entries with one of its keys, and those that claim its account by another. */
function othersOf(
  pair: StagedPair,
  { keys, rivals }: MatchQuestion,
  sharing: readonly SharingEntry[],
): string[] {
  const alike = sharing
    .filter(({ id, keys: theirs }) =>
      id === pair.id
        ? false
        : Object.entries(keys).some(
            ([name, key]) => key !== null && theirs[name as keyof typeof keys] === key,
          ),
    )
    .map(({ dn }) => dn)
  return [...new Set([...rivals, ...alike])].toSorted().slice(0, mostOthers)
}

const describeEntry = (dn: string): Candidate => ({
  localId: null,
  name: tryParseDn(dn)?.[0]?.[0]?.value ?? dn,
  displayName: '',
  dn,
  link: 'none',
  keys: [],
  values: {},
})
