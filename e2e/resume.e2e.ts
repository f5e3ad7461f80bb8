import { endpoints } from '@bindery/contract'
import { draftFor, startFaultProxy, startSlapd } from '@bindery/testbed'
import { expect, type Page } from '@playwright/test'
import { ask, previewOf } from './api.ts'
import { addAccount } from './contested-company.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { apply, summary } from './sync-page.ts'
import { changeDirectory, enableTested } from './synced-company.ts'

/** RFC 4511 §4.7. */
const addRequest = 0x68
// More than are in flight at once: a cancellation leaves some.
const uids = Array.from({ length: 120 }, (_, index) => `worker${index + 10}`)
/** Somebody makes another entry under this name between the preview and the run. */
const taken = 'worker129'

const outcome = (page: Page) => page.getByRole('region', { name: 'Outcome' })
/** A number of the outcome. */
const counted = (page: Page, word: string) =>
  outcome(page).locator('dt', { hasText: word }).locator('+ dd').textContent().then(Number)

test('S36 a run is cancelled, resumed and, for what was refused, previewed again', async ({
  page,
  keep,
  bindery: { url },
}) => {
  const slapd = await keep(startSlapd())
  const proxy = await keep(startFaultProxy(slapd.ldapUrl))
  const draft = draftFor(slapd)
  draft.settings.connection.urls = [proxy.url]
  const { id } = await ask(url, endpoints.createDirectory, { body: draft })
  await enableTested(url, id, draft.settings)
  for (const uid of uids)
    await addAccount(url, { username: uid, email: `${uid}@example.org`, familyName: 'Tester' })
  const obstacle = `uid=${taken},${slapd.usersBase}`
  const inDirectory = async () =>
    (await slapd.search(['-b', slapd.usersBase, '(objectClass=inetOrgPerson)', '1.1'])).length

  await test.step('cancelling ends it between two changes, and says what is done and what is not', async () => {
    const plan = await previewOf(url, id)
    await slapd.modify(`dn: ${obstacle}\nobjectClass: account\nuid: ${taken}\n\n`)
    await page.goto(`/sync?plan=${plan.id}`)
    let adds = 0
    const cancelled = proxy.before(
      (request) => request.kind === 'other' && request.tag === addRequest && ++adds === 10,
      () => page.getByRole('button', { name: 'Cancel' }).click(),
    )
    await apply(page)
    await cancelled
    await expect(outcome(page).getByText('It was stopped between two changes.')).toBeVisible()
    const done = await counted(page, 'Done')
    expect(done).toBe(await inDirectory())
    expect(done).toBeGreaterThanOrEqual(9)
    expect(done).toBeLessThan(uids.length)
    const left = await counted(page, 'Not tried')
    expect(done + left).toBe(uids.length)
    const notDone = page.getByRole('list', { name: 'Changes that were not done' }).getByRole('listitem')
    await expect(notDone.first()).toContainText('not tried')
    await page.getByRole('link', { name: /^Open run/ }).click()
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Not tried')
    await expect(page.getByText(`${left} not tried, failures first`)).toBeVisible()
    await page.goBack()
  })

  await test.step('while the directory is switched off it cannot be resumed, and that is said', async () => {
    await changeDirectory(url, id, (directory) => (directory.enabled = false))
    await page.reload()
    const resume = page.getByRole('button', { name: 'Resume the run…' })
    await expect(resume).toBeDisabled()
    await expect(resume).toHaveAccessibleDescription(
      'The directory is switched off, so nothing is written. Switch it on in Connection, then resume.',
    )
    await look(page, 'run.switched-off')
    await changeDirectory(url, id, (directory) => (directory.enabled = true))
    await page.reload()
    await expect(resume).toBeEnabled()
  })

  await test.step('resuming says what is left, and goes on where it stopped', async () => {
    const left = uids.length - (await inDirectory())
    await page.getByRole('button', { name: 'Resume the run…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText(`${left} of ${uids.length} changes are left to try`)
    await dialog.getByRole('button', { name: 'Resume', exact: true }).click()
    await expect(outcome(page).getByText('partly')).toBeVisible()
    expect(await counted(page, 'Done')).toBe(uids.length - 1)
    expect(await counted(page, 'Refused')).toBe(1)
    expect(await inDirectory()).toBe(uids.length - 1)
  })

  await test.step('what was refused is previewed alone once its cause is gone', async () => {
    const failures = page.getByRole('list', { name: 'Changes that were not done' })
    // Exactly one is left, once the list was read anew.
    await expect(failures.getByRole('listitem')).toHaveText([new RegExp(taken)])
    await slapd.modify(`dn: ${obstacle}\nchangetype: delete\n`)
    await addAccount(url, { username: 'newcomer', email: 'newcomer@example.org', familyName: 'Tester' })
    await page.getByRole('button', { name: 'Preview only what failed' }).click()
    await expect(summary(page).getByText('1 of 2 selected')).toBeVisible()
    await apply(page)
    await expect(
      page.getByText('Everything that was selected was done. Not part of this run: 1 left out.'),
    ).toBeVisible()
    expect(await inDirectory()).toBe(uids.length)
    expect(await slapd.search(['(uid=newcomer)', '1.1'])).toEqual([])
  })
})
