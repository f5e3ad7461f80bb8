import { writeNumber } from '@bindery/contract/words'
import { DirectoryError } from '../directory-error.ts'
import { problem, resultProblem } from '../problems.ts'
import { assertBases } from '../read/assert-bases.ts'
import { readPages } from '../read/read-pages.ts'
import { foreignReferrals, isOwnPartition, referredTo } from '../read/referrals.ts'
import { groupsFilter, peopleFilter } from '../scope-filters.ts'
import { unknownNames } from '../unknown-names.ts'
import { askSearch, nextCookie } from '../wire/search.ts'
import { required, type ProbeRun, type StepOutcome } from './probe-types.ts'

type Subject = 'people' | 'groups'

/** A test need not count further. */
const enough = 100_000
const nouns = { people: ['person', 'people'], groups: ['group', 'groups'] } as const

/** Is every search base there, for this account? */
export async function findBases(run: ProbeRun, subject: Subject): Promise<StepOutcome> {
  const { wire } = required(run.directory)
  const { bases } = run.options.settings[subject]
  if (bases.length === 0) return noBases
  await assertBases(wire, bases, subject)
  return {
    state: 'ok',
    summary: bases.length === 1 ? 'The search base is there.' : `All ${bases.length} search bases are there.`,
    details: bases.map(({ dn }) => ({ label: 'Base', value: dn })),
  }
}

/** How many does the search find, by paging through their ids alone? */
export async function countMatches(run: ProbeRun, subject: Subject): Promise<StepOutcome> {
  const directory = required(run.directory)
  const { settings } = run.options
  const { bases } = settings[subject]
  if (bases.length === 0) return noBases
  const [unknown] = unknownNames(await directory.schema(), settings, subject)
  if (unknown !== undefined) throw new DirectoryError(unknown)
  const filter = subject === 'people' ? peopleFilter(settings.people) : groupsFilter(settings.groups)
  const details = [{ label: 'Filter', value: filter }]
  let unread: readonly string[] = []
  let found = 0
  let withId = 0
  for await (const item of readPages(directory, {
    bases,
    filter,
    attributes: [],
    subject,
    knownReferrals: null,
  })) {
    if ('proof' in item) {
      if (item.proof.error !== null) throw new DirectoryError(item.proof.error)
      const failed = item.proof.checks.find((check) => !check.ok)
      if (failed !== undefined) return { state: 'warning', summary: failed.message, details }
      details.push(...notSearched(item.proof.referrals))
      unread = foreignReferrals(item.proof.referrals).map(referredTo)
      break
    }
    found += item.entries.length
    withId += item.entries.filter((entry) => entry.stableId !== null).length
    if (found >= enough) break
  }
  if (subject === 'people') run.people = found
  if (found > 0 && withId === 0) throw new DirectoryError(problem('no_stable_id'))
  if (found === 0) return nothingFound(subject, settings[subject].extraFilter, details)
  const count = found >= enough ? `${writeNumber(found)} or more` : writeNumber(found)
  const summary = `${count} ${nouns[subject][found === 1 ? 0 : 1]} ${found === 1 ? 'matches' : 'match'}.`
  if (unread.length > 0)
    return {
      state: 'warning',
      summary: `${summary} On other servers, and not searched: ${unread.join('; ')}.`,
      details,
    }
  if (withId === found) return { state: 'ok', summary, details }
  return {
    state: 'warning',
    summary: `${summary} ${writeNumber(found - withId)} without a readable stable id.`,
    details,
  }
}

/** Does the server hand out a result page by page (RFC 2696)? */
export async function tryPaging(run: ProbeRun): Promise<StepOutcome> {
  const { wire, server } = required(run.directory)
  const { settings } = run.options
  if (!server.supports.paging) throw new DirectoryError(problem('paging_unsupported'))
  const [base] = settings.people.bases
  if (base === undefined) return noBases
  const search = {
    base: base.dn,
    scope: 'sub',
    filter: peopleFilter(settings.people),
    attributes: [],
  } as const
  let cookie: Buffer | null = null
  for (let page = 1; page <= 2; page++) {
    const reply = await askSearch(wire, search, { size: 1, cookie })
    if (reply.code !== 0)
      throw new DirectoryError(resultProblem('search', reply.code, reply.words), reply.code)
    cookie = nextCookie(reply)
    if (cookie === null) break
  }
  const size = settings.connection.pageSize
  const pages = Math.max(1, Math.ceil(run.people / size))
  return {
    state: 'ok',
    summary: `${writeNumber(run.people)} people come in ${writeNumber(pages)} ${pages === 1 ? 'page' : 'pages'} of ${writeNumber(size)}.`,
    details: [{ label: 'Page size', value: String(size) }],
  }
}

/** Where the server points to rather than to answer for it. */
const notSearched = (referrals: readonly string[]) =>
  referrals.map((url) => ({
    label: isOwnPartition(url) ? 'Not searched, holds nobody' : 'Not searched, on another server',
    value: referredTo(url),
  }))

const noBases: StepOutcome = { state: 'skipped', summary: 'No search base is set.' }

function nothingFound(subject: Subject, extraFilter: string, details: StepOutcome['details']): StepOutcome {
  // What somebody wrote is likelier wrong than the class.
  const error = problem('nothing_found', {
    field: `${subject}.${extraFilter === '' ? 'objectClass' : 'extraFilter'}`,
    ...(subject === 'groups' ? { message: 'The search finds no groups' } : {}),
  })
  return { state: 'warning', summary: error.message, details: details ?? [], error }
}
