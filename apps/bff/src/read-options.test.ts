import { expect, test } from 'vitest'
import { readOptions } from './read-options.ts'

test('flags go before the environment, and that before the defaults', () => {
  const defaults = {
    command: 'serve',
    dataDir: './bindery-data',
    host: '127.0.0.1',
    port: 8420,
    trustedProxies: [],
    allowNetworks: [],
    logLevel: 'warn',
  }
  expect(readOptions([], {})).toEqual(defaults)
  const environment = {
    BINDERY_DATA_DIR: '/srv/b',
    BINDERY_HOST: '::1',
    BINDERY_PORT: '1',
    BINDERY_LOG_LEVEL: 'info',
    BINDERY_ALLOW_NETWORKS: '::1,127.0.0.0/8',
  }
  expect(readOptions([], environment)).toEqual({
    command: 'serve',
    dataDir: '/srv/b',
    host: '::1',
    port: 1,
    trustedProxies: [],
    allowNetworks: ['::1', '127.0.0.0/8'],
    logLevel: 'info',
  })
  const flags = ['--port', '0', '--data-dir=d', '--host', 'localhost', '--allow-network', '127.0.0.2']
  expect(readOptions(flags, environment)).toEqual({
    command: 'serve',
    dataDir: 'd',
    host: 'localhost',
    port: 0,
    trustedProxies: [],
    allowNetworks: ['127.0.0.2'],
    logLevel: 'info',
  })
  expect(readOptions(['--port', '1', '--help'], {})).toBe('help')
})

test('a command is named before or after the flags', () => {
  expect(readOptions(['serve', '--data-dir', 'd'], {})).toMatchObject({ command: 'serve', dataDir: 'd' })
  expect(readOptions(['--data-dir', 'd', 'rotate-key'], {})).toMatchObject({ command: 'rotate-key' })
  expect(readOptions(['invite-admin', 'ada'], {})).toMatchObject({ command: 'invite-admin', argument: 'ada' })
})

test('DATABASE_URL names a PostgreSQL database, and its password is in no message', () => {
  const url = 'postgres://bindery:s3cret@db.example.org/bindery'
  expect(readOptions([], { DATABASE_URL: url })).toMatchObject({ databaseUrl: url })
  expect(readOptions([], { DATABASE_URL: '' })).not.toHaveProperty('databaseUrl')
  for (const wrong of [
    url.replace('postgres', 'mysql'),
    url.replace('example.org', 'example.org:x'),
    's3cret',
  ]) {
    const start = () => readOptions([], { DATABASE_URL: wrong })
    expect(start).toThrow(/^DATABASE_URL is not an address/)
    expect(start).not.toThrow(/s3cret/)
  }
})

test('keys come from one place', () => {
  expect(readOptions([], { BINDERY_KEY: '', BINDERY_KEY_FILE: '' })).not.toHaveProperty('keySource')
  expect(readOptions([], { BINDERY_KEY: 'k' })).toMatchObject({ keySource: { text: 'k' } })
  expect(readOptions([], { BINDERY_KEY_FILE: '/run/k' })).toMatchObject({ keySource: { file: '/run/k' } })
  const both = () => readOptions([], { BINDERY_KEY: 's3cret', BINDERY_KEY_FILE: '/run/k' })
  expect(both).toThrow(/^Both BINDERY_KEY and BINDERY_KEY_FILE are set/)
})

test.each([
  [['--prot', '1'], '--prot'],
  [['invite-admin', 'ada', 'extra'], 'extra'],
  [['--port', '70000'], '70000'],
  [['--port', '80a'], '80a'],
  [['--host', ''], '--host is empty'],
])('%j is refused by name', (argv, named) => {
  expect(() => readOptions(argv, {})).toThrow(named)
})

test('an unknown log level is refused by name', () => {
  expect(() => readOptions([], { BINDERY_LOG_LEVEL: 'loud' })).toThrow('loud')
})
