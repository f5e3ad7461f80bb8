import { BinderyError } from '@bindery/contract'

/**
 * Of the connection: Node's codes, and PostgreSQL's for shutdowns, lost connections and too many of them; and for a table that
 * is not there, which is one of `openStaging`'s: it went with its connection.
 */
const unreachable =
  /^(ECONN\w+|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P\d\d|53300|42P01)$/
/** What `pg` says of a connection that ended, without a code. */
const ended = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when)/

/** Runs a query; a database that is not there throws `database_unavailable`, with what to do. */
export async function withWords<Result>(query: () => Promise<Result>): Promise<Result> {
  try {
    return await query()
  } catch (error) {
    throw isUnreachable(error)
      ? new BinderyError(
          'database_unavailable',
          'Bindery’s database does not answer. Check that PostgreSQL runs and is the one in DATABASE_URL, then try again.',
          undefined,
          { cause: error },
        )
      : error
  }
}

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? unreachable.test(code) : ended.test(error.message)
}
