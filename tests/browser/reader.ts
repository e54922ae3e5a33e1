import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Role, roleName } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { testApp } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'
import { SIZES } from './checks.ts'

/** The service with the demonstration council, listening on its own port, and a browser to read it with. */
export type Service = {
  address: string
  browser: Browser
  app: FastifyInstance
  /** The cookies of each role that has signed in: a person signs in once, and opens as many windows as a test needs. */
  cookies: Map<Role, Promise<Cookies>>
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** Opens the service over a database with the demonstration council. The caller closes it. */
export async function serviceOver(db: Db, browser = launchChromium()): Promise<Service> {
  const app = await testApp(db, { baseUrl: 'http://localhost:3000' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return { address: `http://localhost:${port}`, browser: await browser, app, cookies: new Map() }
}

export async function closeService({ browser, app }: Service): Promise<void> {
  await browser.close()
  await app.close()
}

/** A signed-in person: a page to read with, and every error the browser reported since sign-in. */
export type Reader = { page: Page; context: BrowserContext; complaints: string[] }

export type ReaderOptions = {
  javaScriptEnabled?: boolean
  width?: number
  /** A screen that is read with fingers. */
  hasTouch?: boolean
  /** Applied to the browser's context before the first request. */
  prepare?: (context: BrowserContext) => Promise<void>
}

/** An empty page in a new window of a signed-in person. */
export async function signInAs(
  service: Service,
  role: Role,
  { prepare, ...options }: ReaderOptions = {},
): Promise<Reader> {
  const { browser } = service
  const context = await browser.newContext({
    javaScriptEnabled: options.javaScriptEnabled ?? true,
    viewport: { ...SIZES.desktop, width: options.width ?? SIZES.desktop.width },
    locale: 'en-GB',
    hasTouch: options.hasTouch ?? false,
  })
  await prepare?.(context)
  const cookies = service.cookies.get(role) ?? cookiesOf(service, role)
  service.cookies.set(role, cookies)
  await context.addCookies(await cookies)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/csp-reports')
      complaints.push(`${page.url()}: ${request.postData()}`)
  })
  return { page, context, complaints }
}

/** Signs in through the page, as a person does. */
async function cookiesOf({ address, browser }: Service, role: Role): Promise<Cookies> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${address}/sign-in`)
  await page.getByRole('button', { name: `Sign in as ${roleName(role).toLowerCase()}` }).click()
  await page.waitForLoadState('load')
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

/** One reader for each role, signed in on first use. */
export function readersOf(service: Service, options?: ReaderOptions) {
  const readers = new Map<Role, Promise<Reader>>()
  return (role: Role): Promise<Reader> => {
    const known = readers.get(role) ?? signInAs(service, role, options)
    readers.set(role, known)
    return known
  }
}
