import { endpoints } from '@bindery/contract'
import { expect } from '@playwright/test'
import { ask, previewOf } from './api.ts'
import { peopleFilter, runTest, testPanel } from './connection-page.ts'
import { test } from './fixtures.ts'
import { addAccount } from './contested-company.ts'
import { connectedCompany } from './synced-company.ts'

/** Presses Ctrl-K, and Escape as soon as the dialog is there, faster than any hand; resolves then. */
const escapeAtOnce = `new Promise((pressed) => {
  const press = (key, code, ctrlKey) =>
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, code, ctrlKey, bubbles: true }))
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[role="dialog"]')) return
    observer.disconnect()
    press('Escape', 'Escape', false)
    pressed()
  }).observe(document.body, { childList: true, subtree: true })
  press('k', 'KeyK', true)
})`

test('the keyboard finds pages and keys, a group its every member, and the test panel says what was tested', async ({
  page,
  keep,
}) => {
  const { bindery, directoryId } = await keep(connectedCompany())
  const { url } = bindery
  const plan = await previewOf(url, directoryId)

  await test.step('every member that a row adds can be read', async () => {
    const { items } = await ask(url, endpoints.listChanges, {
      id: plan.id,
      query: { kind: 'members', text: 'all-staff' },
    })
    const added = items[0]?.members?.added ?? 0
    expect(added).toBeGreaterThan(150)
    await page.goto(`${url}/sync?plan=${plan.id}&kind=members&text=all-staff`)
    const rows = page.getByRole('list', { name: 'Changes' })
    await rows.getByRole('button', { name: 'Show values of all-staff' }).first().click()
    const names = rows.getByRole('listitem').filter({ hasText: /^added/ })
    await expect(names).toHaveCount(24)
    const more = rows.getByRole('button', { name: /^Show more names/ })
    await more.click()
    await expect(names).toHaveCount(100)
    await more.click()
    await expect(names).toHaveCount(added)
    await expect(more).toHaveCount(0)
  })

  await test.step('? tells the keys; what Ctrl-K goes to has the focus, and Esc gives it back', async () => {
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('leave out, take in')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const search = page.getByRole('searchbox', { name: 'Search the changes' })
    await search.focus()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(search).toBeFocused()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    // Closed in the moment in which it opened, before it has taken the focus.
    await page.evaluate(escapeAtOnce)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(search).toBeFocused()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('textbox').fill('Connection')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Connection' })).toBeVisible()
    await expect(page.locator('#content')).toBeFocused()
  })

  await test.step('who is found after the last key is selected, so that Enter goes there', async () => {
    await addAccount(url, { username: 'zoe', displayName: 'Zoe Quill', familyName: 'Quill' })
    await page.keyboard.press('Control+k')
    const search = page.getByRole('dialog', { name: 'Search' })
    await search.getByRole('textbox').fill('zoe qui')
    await expect(search.getByRole('button')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Zoe Quill' })).toBeVisible()
  })

  await test.step('an address that can be of nothing is told as such', async () => {
    for (const path of ['runs', 'people', 'groups', 'admin/users']) {
      await page.goto(`${url}/${path}/abc`)
      await expect(page.getByRole('heading', { level: 1, name: 'There is no such page' })).toBeVisible()
    }
    await page.goto(`${url}/settings/connection`)
  })

  await test.step('a test is of what is saved, of what is in the form, or of neither', async () => {
    const panel = testPanel(page)
    const passed = panel.getByText(/^What is saved was tested .* and passed\./)
    await expect(passed).toBeVisible()
    await peopleFilter(page).fill('(title=*)')
    await expect(passed).toContainText('What you changed since is not tested.')
    const bar = await page.getByRole('region', { name: 'Unsaved changes' }).boundingBox()
    expect(bar?.width, 'the bar is as wide as the fields').toBe(
      (await peopleFilter(page).boundingBox())?.width,
    )
    await runTest(page)
    await expect(panel.getByText('Everything works. It is not saved yet.')).toBeVisible()
    await peopleFilter(page).fill('(mail=*)')
    await expect(panel.getByText('You changed something since this test.')).toBeVisible()
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(passed).toContainText('The steps below are of changes that are no longer here.')
    await runTest(page)
    await expect(panel.getByText('Everything works.', { exact: true })).toBeVisible()
  })

  await test.step('a password that is too long is told at its field, with the limit', async () => {
    await page.getByRole('button', { name: 'Replace' }).first().click()
    const password = page.getByLabel('Bind password')
    await password.fill('x'.repeat(5000))
    await page.getByRole('button', { name: 'Test again' }).click()
    await expect(password).toHaveAccessibleDescription(/This is too long: at most 4096 characters/)
    await expect(password).toBeFocused()
    await page.getByRole('button', { name: 'Discard' }).click()
  })
})
