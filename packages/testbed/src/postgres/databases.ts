import { readdirSync } from 'node:fs'
import { mustRun } from '../process/run-command.ts'

/** The databases of a PostgreSQL. */
export interface Databases {
  /** The URL of one of them, password included. */
  urlOf(name: string): string
  /** Makes an empty one, unless it is there. */
  createDatabase(name: string): Promise<void>
  /** Ends whoever is connected to it; one that is not there is fine. */
  dropDatabase(name: string): Promise<void>
  /** All that it holds, as SQL. */
  dumpDatabase(name: string): Promise<string>
  /** Makes `copy` what a database holds, which may be in use. */
  copyDatabase(name: string, copy: string): Promise<void>
}

const versions = '/usr/lib/postgresql'

/** The path of one of PostgreSQL's programs, of the newest version that is installed. */
export function program(name: string): string {
  const [version] = readdirSync(versions).toSorted((a, b) => Number(b) - Number(a))
  return `${versions}/${version}/bin/${name}`
}

/** The databases of the PostgreSQL at this URL of any of them, whose user may create more. */
export function databasesOn(url: string): Databases {
  const urlOf = (name: string) =>
    Object.assign(new URL(url), { pathname: `/${encodeURIComponent(name)}` }).href
  const run = (statement: string) => mustRun(program('psql'), ['-q', '-v', 'ON_ERROR_STOP=1', url], statement)
  async function createDatabase(name: string): Promise<void> {
    const wanted = `select 'create database ${quoted(name)}'`
    const known = `select from pg_database where datname = '${name}'`
    await run(`${wanted} where not exists (${known}) \\gexec`)
  }
  const dropDatabase = async (name: string) =>
    void (await run(`set client_min_messages = error; drop database if exists ${quoted(name)} with (force);`))
  const dumpDatabase = (name: string) => mustRun(program('pg_dump'), [urlOf(name)])
  return {
    urlOf,
    createDatabase,
    dropDatabase,
    dumpDatabase,
    async copyDatabase(name, copy) {
      const dump = await dumpDatabase(name)
      await dropDatabase(copy)
      await createDatabase(copy)
      await mustRun(program('psql'), ['-q', '-v', 'ON_ERROR_STOP=1', urlOf(copy)], dump)
    },
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

const variable = 'BINDERY_TEST_POSTGRES'

/** Lets the tests of this run, and what they start, find their PostgreSQL. */
export function sharePostgres(url: string): void {
  process.env[variable] = url
}

/** The PostgreSQL that this test is to store in; undefined: in SQLite. Throws when none was started for this run. */
export function sharedPostgres(store = process.env['BINDERY_TEST_STORE']): Databases | undefined {
  if (store !== 'postgres') return undefined
  const url = process.env[variable]
  if (url === undefined) throw new Error('These tests start no PostgreSQL')
  return databasesOn(url)
}
