import { endpoints } from '@bindery/contract'
import { startOidcProvider, type OidcProvider } from '@bindery/testbed'
import { expect, type Browser, type Page } from '@playwright/test'
import { ageProofs } from './age-proof.ts'
import { ask } from './api.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { connectedCompany } from './synced-company.ts'

const provided = test.extend<{ provider: OidcProvider }>({
  provider: async ({ keep, bindery }, use) =>
    use(
      await keep(
        startOidcProvider({
          redirectUris: [`${bindery.url}${endpoints.oidcCallback.path}`],
          people: {
            grace: { name: 'Grace Hopper', preferred_username: 'grace', groups: ['crew'] },
            stranger: { name: 'Stranger', groups: [] },
          },
        }),
      ),
    ),
})

/** A page of somebody else’s browser. */
async function otherPage(browser: Browser, baseURL: string): Promise<Page> {
  return (await browser.newContext({ baseURL })).newPage()
}

/** Signs in on the provider’s own page; it takes any password. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const isSaved = (page: Page) => expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0)
const nameOf = (page: Page) => page.getByRole('button', { name: /^Account of/ })

provided(
  'somebody signs in with the provider that an admin switched on',
  async ({ page, browser, bindery, provider }) => {
    await page.goto('/admin/sign-in')
    const part = page.getByRole('region', { name: 'With a provider' })
    await expect(part.getByText(`${bindery.url}/api/sign-in/oidc/callback`)).toBeVisible()
    await part.getByRole('switch', { name: 'People may sign in with a provider' }).press('Space')
    await part.getByLabel('Address of the provider').fill(provider.issuer)
    await part.getByLabel('Client ID').fill(provider.clientId)
    await part.getByLabel('Client secret').fill(provider.clientSecret)
    await part.getByLabel('Name on the button').fill('Crew login')
    await part.getByLabel('Claim that says the role').fill('groups')
    await save(page)
    await expect(part.getByText('without them nobody may come in')).toBeVisible()
    await look(page, 'sign-in-settings.faulty')
    await part.getByRole('button', { name: 'Add value' }).click()
    await part.getByLabel('Value 1', { exact: true }).fill('crew')
    await part.getByLabel('Role of value 1').selectOption('admin')
    await save(page)
    await isSaved(page)
    await expect(part.getByText(/^Configured/)).toBeVisible()
    await look(page, 'sign-in-settings.on')

    const theirs = await otherPage(browser, bindery.url)
    await theirs.goto('/runs')
    await expect(theirs.getByRole('link', { name: 'Sign in with Crew login' })).toBeVisible()
    await look(theirs, 'sign-in-with-provider')
    await theirs.getByRole('link', { name: 'Sign in with Crew login' }).click()
    await signInThere(theirs, 'grace')
    await expect(theirs).toHaveURL(`${bindery.url}/runs`)
    await expect(nameOf(theirs)).toBeVisible()

    const stranger = await otherPage(browser, bindery.url)
    await stranger.goto('/')
    await stranger.getByRole('link', { name: 'Sign in with Crew login' }).click()
    await signInThere(stranger, 'stranger')
    await expect(stranger.getByRole('alert')).toContainText('gives you no role here')
    await look(stranger, 'sign-in-without-role')
  },
)

provided(
  'whoever came in by the provider shows there again that it is them, and goes on where they were',
  async ({ browser, bindery, provider, store }) => {
    provided.skip(store === 'postgres', 'The clock is turned back in the embedded database')
    const { issuer, clientId, clientSecret } = provider
    const { settings } = await ask(bindery.url, endpoints.getSignInSettings, {})
    const values = [{ value: 'crew', role: 'viewer' as const }]
    const oidc = {
      ...settings.oidc,
      enabled: true,
      label: 'Crew login',
      issuer,
      clientId,
      claim: 'groups',
      values,
    }
    await ask(bindery.url, endpoints.updateSignInSettings, {
      body: { settings: { ...settings, oidc }, clientSecret: { set: clientSecret } },
      ifMatch: 0,
    })
    const comeIn = async () => {
      const theirs = await otherPage(browser, bindery.url)
      await theirs.goto('/account')
      await theirs.getByRole('link', { name: 'Sign in with Crew login' }).click()
      await signInThere(theirs, 'grace')
      await expect(theirs.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible()
      return theirs
    }
    await comeIn()
    const page = await comeIn()
    ageProofs(bindery.data)
    const end = page.getByRole('button', { name: /^End the session in/ })
    await end.click()
    const proof = page.getByRole('dialog', { name: 'Is it you?' })
    const there = proof.getByRole('link', { name: 'Sign in at Crew login' })
    const goOn = proof.getByRole('button', { name: 'Go on' })
    await expect(there).toBeFocused()
    await expect(goOn).toHaveCount(0)
    await look(page, 'proof-at-provider')

    const showThere = async (login: string) => {
      const opening = page.context().waitForEvent('page')
      await there.click()
      const tab = await opening
      await signInThere(tab, login)
      return tab
    }
    const another = await showThere('stranger')
    await expect(another.getByRole('alert')).toContainText('somebody else')
    await look(another, 'proof-by-somebody-else')
    await another.close()
    const tab = await showThere('grace')
    await expect(tab.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible()
    await tab.close()
    await goOn.click()
    await expect(proof).toHaveCount(0)
    await expect(end).toHaveCount(0)
  },
)

test('a person of the directory signs in with their own password', async ({ browser }) => {
  test.setTimeout(120_000)
  const company = await connectedCompany()
  try {
    const { slapd, bindery, directoryId } = company
    const [entry] = await slapd.search(['(&(uid=*)(memberOf=*))', 'uid', 'memberOf'])
    const { uid: [uid = ''] = [], memberOf: [group = ''] = [] } = entry?.attributes ?? {}
    await slapd.modify(
      `dn: ${entry?.dn ?? ''}\nchangetype: modify\nreplace: userPassword\nuserPassword: oar gravel violin mist\n`,
    )
    const { settings } = await ask(bindery.url, endpoints.getSignInSettings, {})
    const directory = {
      enabled: true,
      directoryId,
      groups: [{ dn: group, role: 'viewer' as const }],
    }
    await ask(bindery.url, endpoints.updateSignInSettings, {
      body: { settings: { ...settings, directory }, clientSecret: { keep: true } },
      ifMatch: 0,
    })
    const page = await otherPage(browser, bindery.url)
    await page.goto('/people')
    await page.getByLabel('Username').fill(uid)
    await page.getByRole('textbox', { name: 'Password' }).fill('not it')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('The username or the password is not right')
    await page.getByRole('textbox', { name: 'Password' }).fill('oar gravel violin mist')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'New person' })).toHaveCount(0)
  } finally {
    await company.stop()
  }
})

test('a mistyped group is told at its field; where nobody can look, that is told', async ({ page, keep }) => {
  const { slapd, bindery } = await keep(connectedCompany())
  const groups = await slapd.search(['-b', slapd.groupsBase, '(cn=*)', '1.1'])
  const dn = groups[0]?.dn ?? ''
  await page.goto(`${bindery.url}/admin/sign-in`)
  const part = page.getByRole('region', { name: 'With a directory' })
  await part.getByRole('switch', { name: 'People of a directory may sign in' }).press('Space')
  await part.getByRole('combobox', { name: 'Directory' }).selectOption({ index: 1 })
  await part.getByRole('button', { name: 'Add group' }).click()
  const group = part.getByRole('textbox', { name: 'DN of group 1' })
  await group.fill(dn.replace(/^(cn=.)/, '$1x'))
  await save(page)
  await expect(part.getByText(/^There is no such entry in the directory/)).toBeVisible()
  await expect(group).toBeFocused()
  await look(page, 'sign-in-settings.mistyped-group')
  await group.fill(dn)
  await save(page)
  await isSaved(page)

  await slapd.stopServer()
  await part.getByRole('button', { name: 'Add group' }).click()
  await part.getByRole('textbox', { name: 'DN of group 2' }).fill(`cn=later,${slapd.groupsBase}`)
  await save(page)
  await expect(part.getByRole('status')).toContainText('Nothing listens at this address')
  await isSaved(page)
  await look(page, 'sign-in-settings.unchecked-group')
})
