import type { Locator, Page } from '@playwright/test'
import type { SyncedCompany } from './synced-company.ts'

/** One screen: where it is, what is there once it has loaded, and the calls without which it has nothing to show. */
export interface Screen {
  readonly name: string
  readonly path: string
  readonly ready: (page: Page) => Locator
  /** The last parts of its API addresses; none: it shows no data. */
  readonly needs: readonly RegExp[]
}

const title = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { level: 1, name, exact: true })
const region = (name: string) => (page: Page) => page.getByRole('region', { name })
const list = (name: string) => (page: Page) => page.getByRole('list', { name })

/** Every screen of a company after its first sync. */
export function screens({ appliedPlan, waitingPlan, run, person, group }: SyncedCompany): Screen[] {
  const ofDirectory = [/\/api\/directories$/]
  return [
    {
      name: 'overview',
      path: '/',
      ready: region('Accounts'),
      needs: [/\/api\/overview/, /\/api\/(plans|runs)/],
    },
    {
      name: 'connection',
      path: '/settings/connection',
      ready: region('Test connection'),
      needs: ofDirectory,
    },
    {
      name: 'mapping',
      path: '/settings/mapping',
      ready: (page) => page.getByText(/ou=users/).first(),
      needs: ofDirectory,
    },
    {
      name: 'policy',
      path: '/settings/policy',
      ready: (page) => page.getByRole('radio', { name: 'Two-way' }),
      needs: ofDirectory,
    },
    {
      name: 'audit',
      path: '/admin/audit',
      ready: list('Audit entries, newest first'),
      needs: [/\/api\/audit/],
    },
    {
      name: 'plan-waiting',
      path: `/sync?plan=${waitingPlan}`,
      ready: list('Changes'),
      needs: [/\/api\/plans\/\d+$/],
    },
    {
      name: 'plan-rows',
      path: `/sync?plan=${waitingPlan}&kind=update`,
      ready: list('Changes'),
      needs: [/\/changes/],
    },
    {
      name: 'plan-ldif',
      path: `/sync?plan=${waitingPlan}&tab=ldif`,
      ready: region('LDIF'),
      needs: [/\/export/],
    },
    {
      name: 'plan-applied',
      path: `/sync?plan=${appliedPlan}`,
      ready: region('Outcome'),
      needs: [/\/api\/runs\/\d+$/],
    },
    { name: 'conflicts', path: '/conflicts', ready: list('Conflicts'), needs: [/\/api\/conflicts/] },
    { name: 'runs', path: '/runs', ready: list('Runs, newest first'), needs: [/\/api\/runs/] },
    { name: 'run', path: `/runs/${run}`, ready: list('Operations'), needs: [/\/operations/] },
    { name: 'people', path: '/people', ready: list('People by username'), needs: [/\/api\/people/] },
    {
      name: 'person',
      path: `/people/${person}`,
      ready: title('Alba Quintero'),
      needs: [/\/api\/people\/\d+$/],
    },
    {
      name: 'holds',
      path: '/holds',
      ready: list('People on hold, by their deadline'),
      needs: [/\/api\/holds/],
    },
    { name: 'groups', path: '/groups', ready: list('Groups by name'), needs: [/\/api\/groups/] },
    { name: 'group', path: `/groups/${group}`, ready: list('Members by username'), needs: [/\/members/] },
    { name: 'account', path: '/account', ready: region('Sessions'), needs: [/\/api\/sessions$/] },
    { name: 'users', path: '/admin/users', ready: list('Users by username'), needs: [/\/api\/users\?/] },
    {
      name: 'user',
      path: '/admin/users/1',
      ready: region('Sessions'),
      needs: [/\/api\/users\/1$/, /\/api\/users\/1\/sessions$/],
    },
    {
      name: 'tokens',
      path: '/admin/tokens',
      ready: (page) => page.getByRole('heading', { name: 'No tokens yet' }),
      needs: [/\/api\/tokens$/],
    },
    {
      name: 'sign-in-settings',
      path: '/admin/sign-in',
      ready: region('With a provider'),
      needs: [/\/api\/sign-in\/settings$/],
    },
    { name: 'new-person', path: '/people/new', ready: title('New person'), needs: [] },
    { name: 'new-group', path: '/groups/new', ready: title('New group'), needs: [] },
    { name: 'nowhere', path: '/nowhere', ready: title('There is no such page'), needs: [] },
  ]
}
