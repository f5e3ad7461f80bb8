import { startSlapd, type Slapd } from '@bindery/testbed'
import * as fc from 'fast-check'
import { AddRequest, Attribute, DeleteRequest } from 'ldapts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bind } from '../connect/bind.ts'
import { connectWire } from '../connect/connect-wire.ts'
import { parseServerUrl } from '../connect/parse-url.ts'
import { optionsFor } from '../test-support.ts'
import { searchAll } from '../wire/search.ts'
import type { Wire } from '../wire/wire.ts'
import { requests } from './arbitrary-requests.ts'
import { createMemoryWire } from './memory-wire.ts'
import { places, plantTree, suffix } from './plant-tree.ts'

let slapd: Slapd
let real: Wire

beforeAll(async () => {
  slapd = await startSlapd({ syncProvider: true, unique: ['uid', 'mail'] })
  const options = optionsFor(slapd)
  real = await connectWire(options, parseServerUrl(slapd.ldapUrl, 0))
  await bind(real, options)
})
afterAll(async () => {
  real.close()
  await slapd.stop()
})

/** Entries that only a real server has. */
const ofServer = /^(cn=reader|(cn=default,)?ou=policies)\b/

const entriesOf = async (wire: Wire) => {
  const search = {
    base: suffix,
    scope: 'sub',
    filter: '(objectClass=*)',
    attributes: ['*', 'memberOf'],
  } as const
  return (await searchAll(wire, search)).filter(({ name }) => name !== suffix && !ofServer.test(name))
}

/** Every entry with its values, in no order. What memberOf says of a group that is its own member is left out. */
async function contents(wire: Wire) {
  const entries = (await entriesOf(wire)).map(({ name, attributes }) => {
    const held = attributes.flatMap(({ type, values }) => {
      const texts = values.map(String).filter((text) => type !== 'memberOf' || text !== name)
      return texts.length === 0 ? [] : [[type, texts.sort()] as const]
    })
    return [name, Object.fromEntries(held)] as const
  })
  return Object.fromEntries(entries)
}

/** Back to the empty places. */
async function clear(wire: Wire): Promise<void> {
  const dns = (await entriesOf(wire)).map(({ name }) => name)
  for (const dn of dns.toSorted((a, b) => b.split(',').length - a.split(',').length))
    await wire.ask((messageId) => new DeleteRequest({ messageId, dn }))
  const attributes = [new Attribute({ type: 'objectClass', values: ['organizationalUnit'] })]
  for (const dn of places) await wire.ask((messageId) => new AddRequest({ messageId, dn, attributes }))
}

test('random requests get the same answers, and leave the same entries', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (all) => {
      await clear(real)
      const memory = createMemoryWire(
        plantTree({ unique: ['uid', 'mail'], syncProvider: true, now: () => new Date() }),
        'cn=admin',
        () => null,
      )
      for (const request of all) {
        const [theirs, ours] = [
          await real.ask((id) => request.build(id)),
          await memory.ask((id) => request.build(id)),
        ]
        expect(ours.code, `${request.words}: ${theirs.words}`).toBe(theirs.code)
        const expected = await contents(memory)
        // References follow a moment after the answer.
        await vi.waitFor(async () => expect(await contents(real)).toEqual(expected), {
          interval: 5,
          timeout: 10_000,
        })
      }
    }),
    // The same requests every time: a build must not fail by chance. Give another seed to look further.
    { numRuns: 60, seed: 1 },
  )
})
