import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import type { Role } from '#server/accounts/actor.ts'
import { roleName } from '#server/accounts/actor.ts'
import { testApp } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'
import { testDatabase } from '../support/database.ts'

/** The service with the demonstration council, listening on a port of its own, and a browser to read it with. */
export type Service = { address: string; browser: Browser }

export async function openService(): Promise<Service> {
  const { db } = await testDatabase('demo')
  const app = await testApp(db, { baseUrl: 'http://localhost:3000' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchChromium()
  afterAll(async () => {
    await browser.close()
    await app.close()
  })
  return { address: `http://localhost:${(app.server.address() as AddressInfo).port}`, browser }
}

/** Signs in by the page, as a person does, and notes every complaint of the browser from then on. */
export async function signInAs(
  { address, browser }: Service,
  role: Role,
  options: { javaScriptEnabled?: boolean; width?: number } = {},
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({
    javaScriptEnabled: options.javaScriptEnabled ?? true,
    viewport: { width: options.width ?? 1280, height: 800 },
    locale: 'en-GB',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  await page.goto(`${address}/sign-in`)
  await page.getByRole('button', { name: `Sign in as ${roleName(role).toLowerCase()}` }).click()
  await page.waitForLoadState('load')
  return { page, context, complaints }
}
