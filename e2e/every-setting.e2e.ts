import { endpoints } from '@bindery/contract'
import { draftFor, foreignAuthorityPem, seedAccounts } from '@bindery/testbed'
import { expect, type Page } from '@playwright/test'
import { ask } from './api.ts'
import { fillConnection, rightFor, runTest, testPanel } from './connection-page.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { changeDirectory } from './synced-company.ts'

test.describe.configure({ timeout: 240_000 })

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
const dialog = (page: Page) => page.getByRole('dialog')
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

test('every screen, empty', async ({ page }) => {
  const screens = [
    ['overview', '/', 'Welcome to Bindery'],
    ['sync', '/sync', 'Connect a directory first'],
    ['conflicts', '/conflicts', 'Nothing to decide'],
    ['people', '/people', 'No people yet'],
    ['groups', '/groups', 'No groups yet'],
    ['mapping', '/settings/mapping', 'No directory is connected'],
    ['policy', '/settings/policy', 'No directory is connected'],
    ['runs', '/runs', 'Nothing was applied yet'],
    ['connection', '/settings/connection', 'Connect a directory'],
    ['people-nothing-fits', '/people?text=nobody&badge=linked', 'No people fit'],
    ['groups-nothing-fits', '/groups?text=nobody', 'No groups fit'],
    ['person-that-is-not-there', '/people/99', 'There is nothing here'],
    ['group-that-is-not-there', '/groups/99', 'There is nothing here'],
    ['run-that-is-not-there', '/runs/99', 'There is nothing here'],
  ] as const
  for (const [name, path, words] of screens)
    await test.step(name, async () => {
      await page.goto(path)
      await expect(page.getByText(words, { exact: true }).first()).toBeVisible()
      await look(page, `${name}.empty`)
    })
})

test('a connection, from the first field to the saved directory', async ({ page, slapd }) => {
  await fillConnection(page, { ...rightFor(slapd), url: 'http://127.0.0.1', peopleFilter: '(&(mail=*)' })
  await button(page, 'Create directory').click()
  await expect(page.getByText('2 fields need attention')).toBeVisible()
  await look(page, 'connection.faults')

  await fillConnection(page, { ...rightFor(slapd), caPem: await foreignAuthorityPem() })
  await runTest(page)
  await expect(
    testPanel(page)
      .getByText(/not signed by anyone/)
      .first(),
  ).toBeVisible()
  await look(page, 'connection.test-failed')

  await page.getByLabel('CA certificates').fill(slapd.caPem)
  await page.getByLabel('Connect timeout').fill('120')
  slapd.pause()
  await button(page, 'Test again').click()
  await expect(testPanel(page).getByText('Running')).toBeVisible()
  await look(page, 'connection.test-running')
  slapd.resume()
  await expect(testPanel(page).getByText('Everything works.')).toBeVisible({ timeout: 30_000 })
  for (const details of await testPanel(page).getByText('Details').all()) await details.click()
  await look(page, 'connection.test-passed')

  await page.getByRole('combobox', { name: 'Fill in for' }).click()
  await look(page, 'connection.presets')
  await page.getByRole('option', { name: /groupOfNames/ }).click()
  await expect(page.getByText('Filled, not saved yet:')).toBeVisible()
  await look(page, 'connection.preset-filled')
  await button(page, 'Discard').click()
  await fillConnection(page, rightFor(slapd))
  await button(page, 'Review').click()
  await expect(dialog(page)).toBeVisible()
  await look(page, 'connection.review')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await goTo(page, 'People')
  await expect(dialog(page)).toContainText('Leave without saving?')
  await look(page, 'connection.leaving')
  await button(page, 'Stay').click()

  await button(page, 'Create directory').click()
  await expect(heading(page, 'Connection')).toBeVisible()
  await look(page, 'connection.saved')
  await button(page, /^Replace/)
    .first()
    .click()
  await page.getByLabel('Bind DN').fill('cn=reader,dc=example,dc=org')
  await look(page, 'connection.password-again')
  await button(page, 'Discard').click()
  await button(page, 'Forget “Sample company”…').click()
  await expect(dialog(page)).toBeVisible()
  await look(page, 'connection.forget')
  await button(page, 'Keep it').click()
  await link(page, 'Add a directory').click()
  await expect(heading(page, 'Connect a directory')).toBeVisible()
  await look(page, 'connection.second')
})

test('mapping and policy: samples, faults, changes, a lost update', async ({ page, slapd, bindery }) => {
  const { id } = await ask(bindery.url, endpoints.createDirectory, { body: draftFor(slapd) })
  await page.goto('/settings/mapping')
  const sample = page.getByRole('region', { name: 'Sample person' })
  await expect(sample).toContainText('ou=users')
  await sample.getByRole('textbox').fill('nobody-is-called-this')
  await button(page, 'Find another').click()
  await expect(sample).toContainText('Nobody is found')
  await look(page, 'mapping.nobody-found')
  await sample.getByRole('textbox').fill('Greta Halloway')
  await button(page, 'Find another').click()
  await expect(sample).toContainText('Would be skipped')
  await look(page, 'mapping.skipped-sample')
  await slapd.stopServer()
  await sample.getByRole('textbox').fill('Adam')
  await button(page, 'Find another').click()
  await expect(sample.getByRole('alert')).toBeVisible()
  await look(page, 'mapping.sample-failed')
  await slapd.startServer()

  await button(page, 'Add rule').first().click()
  await page.getByRole('combobox', { name: 'If the source is empty, of Title' }).click()
  await page.getByRole('option', { name: 'Use default' }).click()
  await button(page, 'Save').click()
  await expect(page.getByRole('combobox', { name: /^Directory attribute of/ }).last()).toBeVisible()
  await look(page, 'mapping.faults')
  await goTo(page, 'Policy')
  await expect(page.getByText('Another page has to be corrected first')).toBeVisible()
  await look(page, 'policy.faults-elsewhere')
  await button(page, 'Discard').click()

  for (const direction of ['Two-way', 'Directory → accounts', 'Accounts → directory'])
    await test.step(direction, async () => {
      await page.getByRole('radio', { name: direction }).check()
      await look(page, `policy.${direction.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`)
    })

  await button(page, 'Add group').click()
  await button(page, 'Save').click()
  const limit = page.getByLabel('Limit synchronization to these groups 1')
  await expect(page.getByText('Enter the name of a group')).toBeVisible()
  await limit.fill('Night shift')
  const measure = dialog(page).getByRole('alert')
  await button(page, 'Review and impact').click()
  await expect(measure.getByText('The directory shows no group called “Night shift”')).toBeVisible({
    timeout: 60_000,
  })
  await look(page, 'policy.no-such-group')
  await measure.getByRole('link', { name: /^Go to/ }).click()
  await expect(limit).toBeFocused()
  await expect(page.getByText('Only people in Night shift are synced.')).toBeVisible()
  await look(page, 'policy.limited')
  await button(page, 'Remove group 1').click()

  await page.getByRole('radio', { name: 'Two-way' }).check()
  await changeDirectory(
    bindery.url,
    id,
    ({ settings }) => void (settings.policy.direction = 'directory_to_accounts'),
  )
  await button(page, 'Save').click()
  await expect(dialog(page)).toContainText('Someone saved while you were editing')
  await look(page, 'policy.lost-update')
  await button(page, 'Save as chosen').click()
  await expect(dialog(page)).toBeHidden()
})

test('people and groups: forms, refusals, lost updates, deletion', async ({ page, bindery }) => {
  await seedAccounts(bindery.url)
  const { items: people } = await ask(bindery.url, endpoints.listPeople, { query: { text: 'alba' } })
  const { items: groups } = await ask(bindery.url, endpoints.listGroups, { query: { text: 'book' } })
  const [person, group] = [people[0], groups[0]]
  if (!person || !group) throw new Error('The sample accounts have changed')
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })

  await page.goto('/people/new')
  await field('Username').fill('alba.quintero')
  await field('Email').fill('not an address')
  await button(page, 'Add person').click()
  await expect(field('Email')).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'new-person.faults')

  await page.goto(`/people/${person.id}?edit=true`)
  await field('Title').fill('Baker')
  await field('Department').fill('Bakery')
  const ifMatch = person.version
  await ask(bindery.url, endpoints.updatePerson, {
    id: person.id,
    body: { title: 'Cook', phone: '+44 1' },
    ifMatch,
  })
  await button(page, 'Save').click()
  await expect(page.getByText(/Someone changed this while you edited/)).toBeVisible()
  await look(page, 'person.lost-update')

  await page.goto(`/people/${person.id}`)
  await button(page, 'Delete…').click()
  await expect(dialog(page)).toBeVisible()
  await look(page, 'person.delete')

  await page.goto(`/groups/${group.id}?edit=true`)
  await look(page, 'group.edit')
  await field('Description').fill('Two novels a month')
  await ask(bindery.url, endpoints.updateGroup, {
    id: group.id,
    body: { description: 'Three novels a month' },
    ifMatch: group.version,
  })
  await button(page, 'Save').click()
  await expect(page.getByText(/Someone changed this while you edited/)).toBeVisible()
  await look(page, 'group.lost-update')
  await page.goto(`/groups/${group.id}`)
  await page.getByRole('combobox', { name: 'Add a member' }).fill('al')
  await expect(page.getByRole('option').first()).toBeVisible()
  await look(page, 'group.adding')
  await page.keyboard.press('Escape')
  await button(page, 'Delete…').click()
  await expect(dialog(page)).toBeVisible()
  await look(page, 'group.delete')
})

test('the frame: search, menu, a page that cannot be drawn, a server that has gone', async ({
  page,
  bindery,
}) => {
  await seedAccounts(bindery.url)
  await page.goto('/people')
  await expect(page.getByText('40 in all')).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(dialog(page)).toBeVisible()
  await look(page, 'search.opened')
  await page.keyboard.type('al')
  await expect(dialog(page).getByText('alba.quintero')).toBeVisible()
  await look(page, 'search.found')
  await page.keyboard.type('nothing like this')
  await expect(dialog(page).getByText('alba.quintero')).toBeHidden()
  await look(page, 'search.nothing')
  await page.keyboard.press('Escape')

  await page.setViewportSize({ width: 390, height: 844 })
  await button(page, 'Open navigation').click()
  await expect(button(page, 'Close navigation')).toBeVisible()
  await look(page, 'menu.opened')

  await page.route(/\/api\/groups/, (route) => route.fulfill({ json: { items: 'none' } }))
  await page.goto('/groups')
  await expect(page.getByText('The server answered in an unexpected way')).toBeVisible()
  await look(page, 'groups.malformed-answer')

  await page.goto('/people')
  await expect(page.getByText('40 in all')).toBeVisible()
  await bindery.stop()
  await page.getByRole('searchbox', { name: 'Search people' }).fill('bram')
  await expect(page.getByText('Bindery does not answer')).toBeVisible()
  await look(page, 'people.server-gone')
  await goTo(page, 'Policy')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await look(page, 'policy.server-gone')
})
