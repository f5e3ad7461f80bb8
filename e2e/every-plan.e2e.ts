import { endpoints, type PlanChange } from '@bindery/contract'
import { draftFor, startFaultProxy, type Slapd } from '@bindery/testbed'
import { expect, type Page } from '@playwright/test'
import { applyPlan, ask, previewOf } from './api.ts'
import { look } from './look.ts'
import { confirmRemovals, summary } from './sync-page.ts'
import { changeDirectory, connectedCompany, type ConnectedCompany } from './synced-company.ts'
import { test as base } from './sign-in.ts'

// One company lives through all of it, so the order matters. Every state is the real server's.
base.describe.configure({ mode: 'serial', timeout: 240_000 })

const takenMail = 'front.office@example.org'

const test = base.extend<object, { company: ConnectedCompany }>({
  company: [
    async ({ browserName: _unused }, use) => {
      const company = await connectedCompany({ unique: ['uid', 'mail'] }, ({ connection }) => {
        // Looking at what waits for a stopped server takes longer than one would wait otherwise.
        connection.connectTimeoutSeconds = 120
        connection.operationTimeoutSeconds = 120
      })
      await company.slapd.modify(
        `dn: uid=front.office,ou=services,${company.slapd.suffix}\nobjectClass: inetOrgPerson\nuid: front.office\ncn: Front Office\nsn: Office\nmail: ${takenMail}\n`,
      )
      await use(company)
      await company.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ company }, use) => use(company.bindery.url),
})

const rows = (page: Page) => page.getByRole('list', { name: 'Changes' })
const dialog = (page: Page) => page.getByRole('dialog')
const planOf = (page: Page) => Number(new URL(page.url()).searchParams.get('plan'))

async function changePerson(url: string, text: string, body: object) {
  const { items } = await ask(url, endpoints.listPeople, { query: { text } })
  const [person] = items
  if (!person) throw new Error(`Nobody is called ${text}`)
  await ask(url, endpoints.updatePerson, { id: person.id, body, ifMatch: person.version })
}

async function changeEntry(slapd: Slapd, uid: string, change: string) {
  const [entry] = await slapd.search([`(uid=${uid})`, 'dn'])
  await slapd.modify(`dn: ${entry?.dn}\nchangetype: modify\n${change}\n`)
}

async function openPlan(page: Page, plan: number, more = '') {
  await page.goto(`/sync?plan=${plan}${more}`)
  await expect(summary(page)).toBeVisible()
}

/** The first row of this kind, in its drawer. */
async function lookAtRow(page: Page, plan: number, kind: PlanChange['kind'], of = '') {
  await openPlan(page, plan, `&kind=${kind}${of === '' ? '' : `&text=${of}`}`)
  const row = rows(page).getByRole('listitem').first()
  await row.getByRole('button', { name: /^Show values/ }).click()
  await expect(row.getByRole('button', { name: /^Hide values/ })).toBeVisible()
  await look(page, `plan-row-${kind}${of}.unfolded`)
  await row.getByRole('button').first().click()
  await expect(dialog(page).getByRole('region', { name: 'Why' })).toBeVisible()
  await look(page, `plan-row-${kind}${of}.drawer`)
}

test('a first preview: nothing yet, running, cancelled, ready', async ({ page, company }) => {
  const { slapd } = company
  await page.goto('/sync')
  const start = page.getByRole('button', { name: /^Preview( again)?$/ }).first()
  await expect(start).toBeVisible()
  await look(page, 'sync.first')

  slapd.pause()
  await start.click()
  await expect(page.getByRole('region', { name: 'Making the preview' })).toBeVisible()
  await look(page, 'plan.running')
  await page.getByRole('button', { name: 'Cancel' }).click()
  slapd.resume()
  await expect(page.getByText('This preview was cancelled')).toBeVisible()
  await look(page, 'plan.cancelled')

  const cancelled = planOf(page)
  await start.click()
  await expect.poll(() => planOf(page)).not.toBe(cancelled)
  await expect(rows(page)).toBeVisible({ timeout: 60_000 })
  await look(page, 'plan.first')
  await page.getByRole('searchbox', { name: 'Search the changes' }).fill('nobody-is-called-this')
  await expect(page.getByText('No change fits this filter')).toBeVisible()
  await look(page, 'plan.nothing-fits')
})

test('rows of each kind, unfolded and in the drawer', async ({ page, company }) => {
  const { items } = await ask(company.bindery.url, endpoints.listPlans)
  for (const kind of ['create', 'update', 'link', 'members', 'conflict', 'skipped'] as const)
    await test.step(kind, () => lookAtRow(page, items[0]?.id ?? 0, kind))
})

test('what was reviewed is not what would be applied: refused', async ({ page, company }) => {
  const { url } = company.bindery
  const plan = await previewOf(url, company.directoryId)
  await openPlan(page, plan.id)
  await ask(url, endpoints.selectChanges, {
    id: plan.id,
    body: { include: false, filter: { kind: 'members' } },
  })
  await summary(page)
    .getByRole('button', { name: /^Apply / })
    .click()
  await expect(page.getByRole('alert')).toContainText('hash_mismatch')
  await look(page, 'plan.apply-refused')
})

test('applying: running, done', async ({ page, company }) => {
  const { slapd, bindery, directoryId } = company
  const plan = await previewOf(bindery.url, directoryId)
  await openPlan(page, plan.id)
  slapd.pause()
  await summary(page)
    .getByRole('button', { name: /^Apply / })
    .click()
  await expect(page.getByRole('region', { name: 'Applying' })).toBeVisible()
  await look(page, 'plan.applying')
  slapd.resume()
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('succeeded', { timeout: 60_000 })
  await look(page, 'plan.applied')
  await page.getByRole('button', { name: 'Preview again' }).first().click()
  await expect.poll(() => planOf(page)).not.toBe(plan.id)
  await expect(summary(page).getByText('Nothing to apply.')).toBeVisible({ timeout: 60_000 })
  await look(page, 'plan.nothing-to-apply')
})

test('operations that were refused, and that drifted', async ({ page, company }) => {
  const { slapd, bindery, directoryId } = company
  const { url } = bindery
  await changePerson(url, 'alba.quintero', { email: takenMail })
  await changePerson(url, 'bram.vanderlinden', { title: 'Carpenter' })
  await changePerson(url, 'cosima.hartwell', { title: 'Chief auditor', phone: '+44 7700 900111' })
  const plan = await previewOf(url, directoryId)
  await changeEntry(slapd, 'bram.vanderlinden', 'replace: title\ntitle: Joiner')
  const run = await applyPlan(url, plan)
  await openPlan(page, plan.id)
  await expect(page.getByRole('list', { name: 'Changes that were not done' })).toBeVisible()
  await look(page, 'plan.applied-partly')
  await page.goto(`/runs/${run.id}`)
  await expect(page.getByRole('list', { name: 'Operations' })).toBeVisible()
  await look(page, 'run.partly')
  await page.goto(`/runs/${run.id}?state=cancelled`)
  await expect(page.getByText('No operation ended like this.')).toBeVisible()
  await look(page, 'run.nothing-fits')
  await page.goto('/runs')
  await expect(page.getByText(/refused/).first()).toBeVisible()
  await look(page, 'runs.partly')
})

test('removals: approval, the number typed, people on hold', async ({ page, company }) => {
  const { slapd, bindery, directoryId } = company
  const people = await slapd.search([
    '-b',
    slapd.usersBase,
    '(&(objectClass=inetOrgPerson)(title=*)(mail=*))',
    'dn',
  ])
  await slapd.modify(
    people
      .slice(0, 16)
      .map(({ dn }) => `dn: ${dn}\nchangetype: delete\n`)
      .join('\n'),
  )
  const before = await previewOf(bindery.url, directoryId)
  const plan = await previewOf(bindery.url, directoryId)
  await openPlan(page, plan.id)
  await look(page, 'plan.needs-approval')
  await summary(page)
    .getByRole('button', { name: /^Approve / })
    .click()
  await expect(dialog(page)).toBeVisible()
  await look(page, 'plan.approve-dialog')
  await dialog(page).getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(dialog(page).getByRole('textbox')).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'plan.approve-dialog-without-reason')
  await dialog(page).getByRole('textbox').fill('The summer interns have left')
  await dialog(page).getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(dialog(page)).toBeHidden()
  await look(page, 'plan.approved')
  await summary(page)
    .getByRole('button', { name: /^Apply / })
    .click()
  await expect(dialog(page)).toBeVisible()
  await dialog(page).getByRole('textbox').fill('7')
  await look(page, 'plan.removals-dialog')
  await confirmRemovals(page)
  await expect(page.getByRole('region', { name: 'Outcome' })).toBeVisible({ timeout: 60_000 })

  await openPlan(page, before.id)
  await expect(page.getByText('This plan no longer fits, so it cannot be applied')).toBeVisible()
  await look(page, 'plan.stale')
  await page.goto('/people?badge=held')
  const held = page.getByRole('list', { name: 'People by username' }).getByRole('link').first()
  await expect(held).toBeVisible()
  await look(page, 'people.held')
  await held.click()
  await expect(page.getByText('On hold').first()).toBeVisible()
  await look(page, 'person.held')
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Accounts' })).toContainText('16')
  await look(page, 'overview.held')
})

test('a preview of unsaved settings, and a value that both sides changed', async ({ page, company }) => {
  const { slapd, bindery, directoryId } = company
  await changePerson(bindery.url, 'dmitra.pavlakis', { title: 'Glazier' })
  await changeEntry(slapd, 'dmitra.pavlakis', 'replace: title\ntitle: Potter')
  const { settings } = draftFor(slapd)
  settings.policy.direction = 'two_way'
  settings.policy.authority = 'ask'
  const keep = { keep: true } as const
  const draft = { directoryId, settings, secrets: { bindPassword: keep, clientKey: keep } }
  const { planId } = await ask(bindery.url, endpoints.startPreview, { id: directoryId, body: { draft } })
  await openPlan(page, planId)
  await expect(page.getByText('A preview of unsaved settings')).toBeVisible()
  await look(page, 'plan.of-draft')
  await lookAtRow(page, planId, 'conflict', 'dmitra.pavlakis')
})

test('reads that cannot be trusted: a mistyped filter, a broken connection, nobody there', async ({
  page,
  company,
}) => {
  const { slapd, bindery, directoryId } = company
  const change = (with_: Parameters<typeof changeDirectory>[2]) =>
    changeDirectory(bindery.url, directoryId, with_)
  await change((directory) => {
    // What was not tested cannot be enabled; it can be previewed.
    directory.enabled = false
    directory.settings.people.extraFilter = '(uid=a*)'
  })
  const stopped = await previewOf(bindery.url, directoryId)
  await openPlan(page, stopped.id)
  await expect(page.getByText(/^Stopped/).first()).toBeVisible()
  await look(page, 'plan.stopped')

  const proxy = await startFaultProxy(slapd.ldapUrl)
  try {
    const body = { ...draftFor(slapd), name: 'Branch office' }
    body.settings.connection.urls = [proxy.url]
    body.settings.connection.pageSize = 50
    const branch = await ask(bindery.url, endpoints.createDirectory, { body })
    proxy.cutAfter(200_000)
    const incomplete = await previewOf(bindery.url, branch.id)
    await openPlan(page, incomplete.id, `&directory=${branch.id}`)
    await expect(page.getByText('Failed: Every page arrived')).toBeVisible()
    await look(page, 'plan.incomplete')
    await proxy.stop()
    await previewOf(bindery.url, branch.id)
    await page.goto(`/sync?directory=${branch.id}`)
    await expect(page.getByText('The preview failed. Nothing was written')).toBeVisible()
    await look(page, 'plan.failed')
    await page.getByRole('link', { name: 'Go to “Server addresses”' }).click()
    await expect(page.getByLabel('Server addresses 1')).toBeFocused()
    await page.goto(`/?directory=${branch.id}`)
    await expect(page.getByText('Nothing is written on either side until')).toBeVisible()
    await look(page, 'overview.second-directory')
  } finally {
    await proxy.stop().catch(() => undefined)
  }
})
