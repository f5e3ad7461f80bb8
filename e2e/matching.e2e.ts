import { endpoints } from '@bindery/contract'
import { expect } from '@playwright/test'
import { ask } from './api.ts'
import { addAccount, contestedCompany, personLdif } from './contested-company.ts'
import { test } from './fixtures.ts'

test('matching rules are ordered, changed and counted on the real directory before they are saved', async ({
  page,
  keep,
}) => {
  const { slapd, bindery, directoryId } = await keep(contestedCompany())
  const { url } = bindery
  // One by number, one by mail; the mail of the third matches, and the number speaks against it.
  await slapd.modify(
    personLdif('ada', { employeeNumber: ['1'] }) +
      personLdif('bo') +
      personLdif('cy', { employeeNumber: ['3'] }),
  )
  await addAccount(url, { username: 'lovelace', email: 'other@example.org', employeeNumber: '1' })
  await addAccount(url, { username: 'bob', email: 'BO@example.org' })
  await addAccount(url, { username: 'cyd', email: 'cy@example.org', employeeNumber: '4' })
  await page.goto(`${url}/settings/mapping`)
  const rules = page.getByRole('list', { name: 'Matching rules, strongest first' }).getByRole('listitem')
  const count = page.getByRole('button', { name: 'Count who would match' })
  const named = (name: string) => page.getByRole('button', { name, exact: true })

  await test.step('each rule says how many it would link', async () => {
    await count.click()
    await expect(rules.nth(0)).toContainText('Would link 1 person.')
    await expect(rules.nth(1)).toContainText('Would link 1 person.')
    await expect(rules.nth(2)).toContainText('Never alone')
    await expect(
      page.getByText(/Of 3 in the directory .* 2 would be linked, 1 would be in conflict/),
    ).toBeVisible()
  })

  await test.step('moved by keyboard, the focus goes along, and what was counted no longer counts', async () => {
    await named('Move Email up').press('Enter')
    await expect(rules.nth(0)).toContainText('Email')
    await expect(named('Move Email down')).toBeFocused()
    await expect(rules.nth(0)).not.toContainText('Would link')
    await count.click()
    await expect(rules.nth(0)).toContainText('Would link 2 people.')
    await expect(rules.nth(1)).toContainText('Would link 0 people.')
  })

  await test.step('removed, added again as the weakest, and pointed elsewhere', async () => {
    await named('Remove the matching rule of Employee number').click()
    await expect(rules).toHaveCount(2)
    await named('Add employee number').click()
    const remote = page.getByRole('combobox', { name: 'Directory attribute that Employee number equals' })
    await expect(remote).toBeFocused()
    await remote.fill('')
    await count.click()
    await expect(rules.nth(2)).toContainText('Enter an attribute name')
    await remote.fill('departmentNumber')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeHidden()
    const { settings } = await ask(url, endpoints.getDirectory, { id: directoryId })
    expect(settings.mapping.matching).toEqual([
      { local: 'email', remote: 'mail' },
      { local: 'username', remote: 'uid' },
      { local: 'employeeNumber', remote: 'departmentNumber' },
    ])
  })
})
