import { readdirSync } from 'node:fs'
import { mustRun } from '../process/run-command.ts'

/** The databases of a PostgreSQL. */
export interface Databases {
  /** The URL of one of them, password included. */
  urlOf(name: string): string
  createDatabase(name: string): Promise<void>
  /** Ends whoever is connected to it; one that is not there is fine. */
  dropDatabase(name: string): Promise<void>
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
  const run = (statement: string) => mustRun(program('psql'), ['-q', url, '-c', statement])
  const createDatabase = async (name: string) => void (await run(`create database ${quoted(name)}`))
  const dropDatabase = async (name: string) =>
    void (await run(`drop database if exists ${quoted(name)} with (force)`))
  return {
    urlOf,
    createDatabase,
    dropDatabase,
    async copyDatabase(name, copy) {
      const dump = await mustRun(program('pg_dump'), [urlOf(name)])
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

/** The PostgreSQL that this test is to store in; undefined: in SQLite. */
export function sharedPostgres(): Databases | undefined {
  const url = process.env[variable]
  return process.env['BINDERY_TEST_STORE'] === 'postgres' && url ? databasesOn(url) : undefined
}
