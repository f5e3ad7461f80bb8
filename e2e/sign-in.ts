import { adminHeaders } from '@bindery/testbed'
import { test as base, type BrowserContext } from '@playwright/test'

/** Signs a browser in as the admin of a server. Cookies know no ports: it is signed in to one server at a time. */
export async function signIn(context: BrowserContext, url: string): Promise<void> {
  const [name = '', value = ''] = adminHeaders(url).cookie.split('=')
  const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const
  await context.addCookies([{ name, value, domain: new URL(url).hostname, ...attributes }])
}

/** Playwright's test, whose page is signed in to whichever server it goes to. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const goto = page.goto.bind(page)
    page.goto = async (url, options) => {
      await signIn(page.context(), new URL(url, baseURL).origin)
      return goto(url, options)
    }
    await use(page)
  },
})
