import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { previewOf } from './api.ts'
import { signIn } from './sign-in.ts'
import { connectedCompany } from './synced-company.ts'

// The picture of the README: a first preview, before anything is applied.
const target = fileURLToPath(new URL('../docs/images/preview.png', import.meta.url))
const company = await connectedCompany()
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const plan = await previewOf(company.bindery.url, company.directoryId)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
  await signIn(page.context(), company.bindery.url)
  await page.goto(`${company.bindery.url}/sync?plan=${plan.id}`)
  await page.getByRole('list', { name: 'Changes' }).waitFor()
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: target, animations: 'disabled' })
} finally {
  await browser.close()
  await company.stop()
}
