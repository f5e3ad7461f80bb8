import { defaultSettings, fillPreset, presets, suggestPreset, type ProbeStep } from '@bindery/contract'
import { startSamba, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProbe, states, type Change } from './test-probe.ts'
import { optionsFor } from './test-support.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('S39 a test against a domain controller', () => {
  let samba: Samba
  beforeAll(async () => {
    samba = await startSamba({ load: 'sample' })
  })
  afterAll(() => samba?.stop())
  const run = (change: Change = {}) =>
    runProbe(optionsFor({ ...samba, ldapUrl: samba.ldapsUrl }, { caBundle: samba.caPem }), change)
  const domainOf = (steps: Map<string, ProbeStep>) => steps.get('root_dse')?.server

  test('stops at the defaults, but tells by then what server it is, and its preset passes', async () => {
    const first = await run()
    expect(first.get('people_bases')).toMatchObject({ state: 'failed', error: { code: 'base_not_found' } })
    const server = domainOf(first)
    expect(server).toEqual({ kind: 'samba', activeDirectory: true, defaultNamingContext: samba.suffix })
    const details = first.get('root_dse')?.details
    expect(details).toContainEqual({ label: 'Functional level', value: 'Windows Server 2008 R2' })
    expect(details).toContainEqual({ label: 'Active Directory', value: 'yes' })
    if (server === undefined) throw new Error('no server')
    const preset = suggestPreset(server, defaultSettings())
    expect(preset).toBe(presets.find(({ id }) => id === 'active_directory'))
    if (preset === undefined) throw new Error('no preset')
    const filled = fillPreset(preset, defaultSettings(), server.defaultNamingContext)
    const passed = await run(filled)
    expect([...new Set(Object.values(states(passed)))]).toEqual(['skipped', 'ok'])
    // Neither computers nor what the domain itself needs; the bind account of the domain is a person to it.
    const people = (await samba.search(['(sAMAccountType=805306368)', 'isCriticalSystemObject'])).filter(
      ({ attributes }) => attributes['isCriticalSystemObject'] === undefined,
    )
    expect(passed.get('people_search')?.summary).toBe(`${people.length} people match.`)
  })
})
