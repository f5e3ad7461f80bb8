import { describe, expect, test } from 'vitest'
import { dnOf, personLdif, useSlapd } from './company.ts'
import { useDomain, userDn, userLdif } from './domain.ts'
import type { Company, Tweak } from './harness.ts'

const push: Tweak = (settings) => {
  settings.policy.passwords = 'push_on_set'
}
async function setPassword(lab: Company, username: string, password: string) {
  const { id } = await lab.person(username)
  const { results } = await lab.verbs.setPassword({ ...lab.call, params: { id }, body: { password } })
  return results
}
const good = 'Correct-horse-7'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('a password in Active Directory', () => {
  const { server, company, values } = useDomain()
  const bindAs = (name: string, password: string) => server().canBind(`${name}@${server().domain}`, password)

  test('S32 is set over TLS; one that the policy refuses is told in words, and the old one stays', async () => {
    const lab = await company([userLdif('ada')], push)
    await lab.sync()
    expect((await lab.person('ada')).takesPassword).toBe(true)
    expect(await setPassword(lab, 'ada', good)).toMatchObject([
      { directoryName: 'Company', state: 'done', enabled: false, problem: null },
    ])
    expect(await bindAs('ada', good)).toBe(true)
    const [refused] = await setPassword(lab, 'ada', 'short')
    expect(refused).toMatchObject({ state: 'refused', problem: { code: 'password_refused' } })
    expect(refused?.problem?.raw).toContain('0000052D')
    expect([await bindAs('ada', good), await bindAs('ada', 'short')]).toEqual([true, false])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S34 enables a new user who waited for it, if the account is active', async () => {
    const lab = await company([], push)
    await lab.addPerson({ username: 'ada', email: 'ada@example.org' })
    await lab.addPerson({ username: 'bo', email: 'bo@example.org', active: false })
    await lab.sync()
    expect(await setPassword(lab, 'ada', good)).toMatchObject([{ state: 'done', enabled: true }])
    expect(await setPassword(lab, 'bo', good)).toMatchObject([{ state: 'done', enabled: false }])
    expect(await values(userDn('ada'), 'userAccountControl')).toEqual(['512'])
    expect(await values(userDn('bo'), 'userAccountControl')).toEqual(['514'])
    expect(await bindAs('ada', good)).toBe(true)
    expect((await lab.preview()).proposals).toEqual([])
    expect((await lab.person('ada')).active).toBe(true)
  })

  test('is refused without TLS before anything is sent', async () => {
    const lab = await company([userLdif('ada')], (settings) => {
      push(settings)
      settings.connection.urls = [server().ldapUrl]
    })
    await lab.sync()
    const before = await values(userDn('ada'), 'pwdLastSet')
    expect(await setPassword(lab, 'ada', good)).toMatchObject([
      { state: 'refused', problem: { code: 'password_needs_tls', field: 'connection.urls' } },
    ])
    expect(await values(userDn('ada'), 'pwdLastSet')).toEqual(before)
  })
})

describe('a password in OpenLDAP', () => {
  const { server, company } = useSlapd()

  test('is set by Password Modify, so that the server hashes it', async () => {
    const lab = await company([personLdif('ada')], push)
    await lab.sync()
    expect(await setPassword(lab, 'ada', good)).toMatchObject([{ state: 'done', problem: null }])
    expect(await server().canBind(dnOf('ada'), good)).toBe(true)
    const [entry] = await server().search(['-b', dnOf('ada'), '-s', 'base', 'userPassword'])
    expect(entry?.attributes['userPassword']?.[0]).toMatch(/^\{SSHA\}/)
  })

  test('goes nowhere where the policy is off, the person unlinked, or nothing flows to the directory', async () => {
    const lab = await company([personLdif('ada')])
    await lab.sync()
    await lab.addPerson({ username: 'zoe' })
    const takes = async (name: string) => (await lab.person(name)).takesPassword
    expect(await takes('ada')).toBe(false)
    await lab.save(push)
    expect([await takes('ada'), await takes('zoe')]).toEqual([true, false])
    await lab.save((settings) => {
      settings.policy.direction = 'directory_to_accounts'
    })
    expect(await takes('ada')).toBe(false)
    await expect(setPassword(lab, 'ada', good)).rejects.toMatchObject({ code: 'invalid_request' })
    expect(await server().canBind(dnOf('ada'), good)).toBe(false)
  })
})
