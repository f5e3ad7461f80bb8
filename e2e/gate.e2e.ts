import { endpoints, type Role } from '@bindery/contract'
import { startNewServer } from '@bindery/testbed'
import { expect, test as base, type Browser, type Page } from '@playwright/test'
import { ageProofs } from './age-proof.ts'
import { applyPlan, ask, previewOf } from './api.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { preview, summary } from './sync-page.ts'
import { connectedCompany } from './synced-company.ts'
import { totpCode } from './totp-code.ts'

const password = 'correct marmot under barrel'

base('the first admin is made by the link of the terminal, which works once', async ({ browser }) => {
  const server = await startNewServer()
  try {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(server.url)
    await expect(page.getByRole('heading', { name: 'Set up Bindery' })).toBeVisible()
    await expect(page.getByText('in the terminal')).toBeVisible()
    await look(page, 'set-up-without-link')

    await page.goto(server.setUpLink.slice(0, -1))
    await expect(page.getByRole('heading', { name: 'This set-up link does not work' })).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
    await look(page, 'set-up-wrong-link')

    await page.goto('about:blank')
    await page.goto(server.setUpLink)
    await expect(page.getByLabel('Username')).toBeFocused()
    expect(page.url()).not.toContain('#')
    await page.getByLabel('Username').fill('ada')
    await choose(page, 'passwordpassword')
    await expect(page.getByText('This is easily guessed')).toBeVisible()
    await page.getByRole('button', { name: 'Create the admin' }).click()
    await expect(page.getByRole('textbox', { name: 'Password' })).toHaveAccessibleDescription(
      /easily guessed/,
    )
    await look(page, 'set-up-weak-password')
    await choose(page, password)
    await expect(page.getByText('Hard to guess')).toBeVisible()
    await look(page, 'set-up')
    await page.getByRole('button', { name: 'Create the admin' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()

    const other = await (await browser.newContext()).newPage()
    await other.goto(server.setUpLink)
    await expect(other.getByRole('heading', { name: 'This set-up link was used' })).toBeVisible()
    await look(other, 'set-up-used-link')
    await other.getByRole('button', { name: 'Go to the console' }).click()
    await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    const again = await fetch(`${server.url}/api/setup`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/json' },
      body: JSON.stringify({ token: new URL(server.setUpLink).hash.slice(1), username: 'eve', password }),
    })
    expect(again.status).toBe(410)
  } finally {
    await server.stop()
  }
})

const choose = (page: Page, text: string) => page.getByRole('textbox', { name: 'Password' }).fill(text)

test('one signs in over the page one came for, and out again', async ({ browser, bindery }) => {
  const { username, password: right } = bindery.admin
  const page = await (await browser.newContext({ baseURL: bindery.url })).newPage()
  await page.goto('/runs?state=failed')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByLabel('Username')).toBeFocused()
  await look(page, 'sign-in')
  await page.getByLabel('Username').fill(username)
  await choose(page, 'not it')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('The username or the password is not right')
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeFocused()
  await look(page, 'sign-in-wrong')
  await choose(page, right)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()

  await page.getByRole('button', { name: `Account of ${username}` }).click()
  await expect(page.getByRole('region', { name: 'Account' })).toContainText('Admin')
  await look(page, 'account-menu')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a session that is ended elsewhere ends here, and what was typed stays', async ({
  browser,
  page,
  bindery,
}) => {
  const { username, password: right } = bindery.admin
  await page.goto('/people/new')
  await page.getByRole('textbox', { name: 'Username' }).fill('grace')
  const { items } = await ask(bindery.url, endpoints.listSessions)
  expect(items).toHaveLength(1)

  // The same admin, on another machine.
  const elsewhere = await (await browser.newContext({ baseURL: bindery.url })).newPage()
  await elsewhere.goto('/account')
  await signInAs(elsewhere, username, right)
  await expect(elsewhere.getByText('This one')).toBeVisible()
  await look(elsewhere, 'account')
  await elsewhere.getByRole('button', { name: /^End the session in/ }).click()
  await expect(elsewhere.getByRole('button', { name: /^End the session in/ })).toHaveCount(0)

  await page.getByRole('button', { name: 'Add person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in to go on' })
  await expect(dialog.getByText('Your session has ended')).toBeVisible()
  await expect(dialog.getByLabel('Username')).toHaveValue(username)
  await expect(dialog.getByRole('textbox', { name: 'Password' })).toBeFocused()
  await look(page, 'session-ended')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Password' }).fill(right)
  await page.keyboard.press('Enter')
  // What had been asked for is done, with what was in the form.
  await expect(page.getByRole('heading', { level: 1, name: 'grace' })).toBeVisible()
  await expect(dialog).toHaveCount(0)
})

const signInAs = async (page: Page, username: string, secret: string) => {
  await page.getByLabel('Username').fill(username)
  await choose(page, secret)
  await page.keyboard.press('Enter')
}

test('who has an authenticator app is asked for its code, and may show it again instead of the password', async ({
  browser,
  bindery,
  store,
}) => {
  test.skip(store === 'postgres', 'The clock is turned back in the embedded database')
  const { username, password: right } = bindery.admin
  const { secret } = await ask(bindery.url, endpoints.beginTotp)
  const { recoveryCodes } = await ask(bindery.url, endpoints.confirmTotp, {
    body: { code: totpCode(secret) },
  })
  const [first = '', second = ''] = recoveryCodes
  const page = await (await browser.newContext({ baseURL: bindery.url })).newPage()
  await page.goto('/account')
  await signInAs(page, username, right)
  const code = page.getByRole('textbox', { name: 'Code' })
  await expect(code).toBeFocused()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await look(page, 'sign-in-code')
  await code.fill('000000')
  await page.keyboard.press('Enter')
  await expect(code).toHaveAccessibleDescription(/The code is not right, or was used already/)
  await code.fill(first)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible()
  const told = page.getByRole('status', { name: 'A recovery code was used' })
  await expect(told).toContainText('You have 9 recovery codes left.')
  await expect(page.getByText(/^Signed in as .* with a recovery code. You have 9 recovery/)).toBeAttached()
  await look(page, 'signed-in-with-recovery-code')
  await told.getByRole('link', { name: 'Your account' }).click()
  await expect(told).toHaveCount(0)

  ageProofs(bindery.data)
  const end = page.getByRole('button', { name: /^End the session in/ })
  await end.click()
  const proof = page.getByRole('dialog', { name: 'Is it you?' })
  await proof.getByRole('button', { name: 'By a code instead' }).click()
  await expect(proof.getByRole('textbox', { name: 'Code' })).toBeFocused()
  await look(page, 'proof-code')
  await proof.getByRole('textbox', { name: 'Code' }).fill(first)
  await page.keyboard.press('Enter')
  await expect(proof.getByRole('textbox', { name: 'Code' })).toHaveAccessibleDescription(/was used already/)
  await proof.getByRole('textbox', { name: 'Code' }).fill(second)
  await page.keyboard.press('Enter')
  await expect(proof).toHaveCount(0)
  await expect(end).toHaveCount(0)
})

test('removals ask for a fresh proof, and are applied once it is given', async ({ page, keep, store }) => {
  test.skip(store === 'postgres', 'The clock is turned back in the embedded database')
  const { slapd, bindery, directoryId } = await keep(connectedCompany())
  await applyPlan(bindery.url, await previewOf(bindery.url, directoryId))
  const [gone] = await slapd.search(['(objectClass=inetOrgPerson)', 'dn'])
  await slapd.modify(`dn: ${gone?.dn}\nchangetype: delete\n\n`)
  await page.goto(`${bindery.url}/sync`)
  await preview(page)
  ageProofs(bindery.data)
  await summary(page)
    .getByRole('button', { name: /^Apply / })
    .click()
  const question = page.getByRole('dialog', { name: /^Apply / })
  await question.getByRole('textbox', { name: /^Type / }).fill('1')
  await question.getByRole('button', { name: /^Apply / }).click()
  const proof = page.getByRole('dialog', { name: 'Is it you?' })
  const secret = proof.getByRole('textbox', { name: 'Your password' })
  await expect(proof).toContainText('Show again that it is you, to ')
  await expect(secret).toBeFocused()
  await look(page, 'proof')

  // Without it nothing happens.
  await page.keyboard.press('Escape')
  await expect(proof).toHaveCount(0)
  await expect(page.getByText('Cancelled: nothing was changed.')).toBeAttached()
  await expect(question).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(summary(page).getByRole('button', { name: /^Apply / })).toBeFocused()
  await expect(page.getByRole('region', { name: 'Outcome' })).toHaveCount(0)

  await summary(page)
    .getByRole('button', { name: /^Apply / })
    .click()
  await question.getByRole('textbox', { name: /^Type / }).fill('1')
  await question.getByRole('button', { name: /^Apply / }).click()
  await secret.fill('not it')
  await page.keyboard.press('Enter')
  await expect(secret).toHaveAccessibleDescription('Not the right password')
  await secret.fill(bindery.admin.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Outcome' })).toBeVisible({ timeout: 60_000 })
})

test('a viewer comes in by an invitation, sees everything, and is offered nothing they may not do', async ({
  browser,
  page,
  keep,
}) => {
  // Many looks; each is short.
  test.setTimeout(240_000)
  const { bindery, directoryId } = await keep(connectedCompany())
  const plan = await previewOf(bindery.url, directoryId)
  await page.goto(`${bindery.url}/sync?plan=${plan.id}`)
  await expect(summary(page).getByRole('button', { name: /^Approve |^Apply / })).toBeVisible()

  const { invitation } = await ask(bindery.url, endpoints.createUser, {
    body: { username: 'vera', displayName: 'Vera Viewer', role: 'viewer' },
  })
  const context = await browser.newContext({ baseURL: bindery.url })
  const viewer = await context.newPage()
  await viewer.goto(`/invitation#${invitation.token}`)
  await expect(viewer.getByRole('heading', { name: 'Welcome, Vera Viewer' })).toBeVisible()
  expect(viewer.url()).not.toContain('#')
  await choose(viewer, password)
  await expect(viewer.getByText('Hard to guess')).toBeVisible()
  await look(viewer, 'invitation')
  await viewer.getByRole('button', { name: 'Set the password' }).click()
  await expect(viewer.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  const late = await (await browser.newContext({ baseURL: bindery.url })).newPage()
  await late.goto(`/invitation#${invitation.token}`)
  await expect(late.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible()
  await expect(late.getByRole('textbox')).toHaveCount(0)
  await look(late, 'invitation-used')
  await late.getByRole('button', { name: 'Go to the console' }).click()
  await expect(late.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await look(viewer, 'overview-of-viewer')

  const refused: string[] = []
  viewer.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`)
  })
  await viewer.goto(`/sync?plan=${plan.id}`)
  await expect(summary(viewer)).toBeVisible()
  await expect(viewer.getByRole('button', { name: /Apply|Approve|Preview|Exclude|Include/ })).toHaveCount(0)
  await expect(viewer.getByRole('checkbox').first()).toBeDisabled()
  await look(viewer, 'plan-of-viewer')
  for (const [path, heading] of settingsPages) {
    await viewer.goto(path)
    await expect(viewer.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expect(viewer.getByText('Changing this takes the role Admin.')).toBeVisible()
    await expect(viewer.locator('#content').getByRole('textbox').first()).toBeDisabled()
    await expect(
      viewer.locator('#content').getByRole('button', { name: /Save|Add|Remove|Test|Replace/ }),
    ).toHaveCount(0)
    await look(viewer, `${heading.toLowerCase()}-of-viewer`)
  }
  await viewer.goto('/people')
  await expect(viewer.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await expect(viewer.getByRole('link', { name: 'New person' })).toHaveCount(0)
  await expect(viewer.getByRole('navigation').getByRole('link', { name: 'Sign-in' })).toHaveCount(0)
  await viewer.goto('/admin/sign-in')
  await expect(viewer.getByText('This page takes the role Admin.')).toBeVisible()
  expect(refused).toEqual([])

  const operator = await invited(browser, bindery.url, 'operator')
  await operator.goto(`/sync?plan=${plan.id}`)
  await expect(summary(operator).getByRole('button', { name: /^Apply / })).toBeVisible()
  await expect(operator.getByRole('button', { name: 'Preview again' })).toBeVisible()
  await expect(operator.getByRole('checkbox').first()).toBeEnabled()
  await operator.goto('/settings/policy')
  await expect(operator.getByText('Changing this takes the role Admin.')).toBeVisible()

  const { planHash, selectionHash, id } = plan
  const answer = await context.request.post(`/api/plans/${id}/apply`, {
    headers: { origin: bindery.url },
    data: { planHash, selectionHash },
  })
  expect(answer.status()).toBe(403)
  expect(await answer.json()).toMatchObject({ code: 'forbidden' })

  // Somebody else who signs in where a session has ended begins anew.
  await context.clearCookies()
  await viewer.getByRole('navigation').getByRole('link', { name: 'Groups' }).click()
  await expect(viewer.getByRole('dialog', { name: 'Sign in to go on' })).toBeVisible()
  await signInAs(viewer, 'operator', password)
  await expect(viewer.getByRole('button', { name: 'Account of operator' })).toBeVisible()
  await expect(viewer.getByRole('heading', { level: 1, name: 'Groups' })).toBeVisible()
})

/** A page of somebody new in this role, who came in by an invitation. */
async function invited(browser: Browser, url: string, role: Role): Promise<Page> {
  const body = { username: role, displayName: '', role }
  const { invitation } = await ask(url, endpoints.createUser, { body })
  const page = await (await browser.newContext({ baseURL: url })).newPage()
  await page.goto(`/invitation#${invitation.token}`)
  await choose(page, password)
  await page.getByRole('button', { name: 'Set the password' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  return page
}

const settingsPages = [
  ['/settings/connection', 'Connection'],
  ['/settings/mapping', 'Mapping'],
  ['/settings/policy', 'Policy'],
] as const
