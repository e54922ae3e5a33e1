import { beforeAll, describe, expect, it } from 'vitest'
import { roles } from '#server/access/permissions/actor.ts'
import { routesOf } from '../support/routes.ts'
import { bySize, isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { barriers, keyboardFaults, lostAt, neededScripts, paperFaults, tooWide } from './checks.ts'
import { lookedAt, missingPages, pages } from './pages.ts'
import { type Reader, readersOf, type Service } from './reader.ts'
import { openService } from './service.ts'

/** Pages that stand for many kinds, tried by keyboard, on paper and without scripts: four in CI. The soak tries all
 *  pages. */
const most = ['scorecard-team', 'extract-new', 'kpi-team', 'overview']
const manyThings = bySize({
  part: most.slice(0, 1),
  wide: most,
  whole: most,
})
/** Files, and answers to programs. */
const notPages =
  /\.(csv|xlsx|json|svg|png|css|js)$|:file|file-with-problems$|^\/(api\/(v1|openapi)|assets|health|charts|csp-reports)|\*/

/** Covered by tests/browser/extract-journey.test.ts, which makes the extract to be matched; and by the tests of a provider. */
const shownElsewhere = ['/extracts/:id/match', '/sign-in/signed-out']

describe('pages in a real browser', () => {
  let service: Service
  let readerOf: (role: (typeof roles)[number]) => Promise<Reader>

  beforeAll(async () => {
    service = await openService()
    readerOf = readersOf(service)
  })

  it('are all of those that the service has, and every role reads some', () => {
    const shown = (url: string) => {
      const pattern = new RegExp(`^${url.replaceAll(/:\w+/g, '[^/]+')}$`)
      return pages.some(({ path }) => pattern.test(path.replace(/\?.*/, '')))
    }
    const routes = routesOf(service.app).filter(({ method, url }) => method === 'GET' && !notPages.test(url))
    const unseen = routes.map(({ url }) => url).filter((url) => !shown(url) && !shownElsewhere.includes(url))
    expect(
      unseen.map(
        (url) => `The page at ${url} is not in tests/browser/pages.ts: add it, with the role that it is for`,
      ),
    ).toEqual([])
    expect([...new Set(pages.map(({ role }) => role))].sort()).toEqual([...roles].sort())
  })

  for (const { name, role, path } of some(lookedAt)) {
    it(`shows ${name} to ${role} with no complaint, no barrier, nothing past the edge, and nothing lost at 400% zoom`, async () => {
      const { page, complaints } = await readerOf(role)
      complaints.length = 0
      const answer = await page.goto(service.address + path)
      const isMissing = missingPages.includes(name)
      expect(answer?.status()).toBe(isMissing ? 404 : 200)
      expect(await page.locator('h1').count()).toBe(1)
      expect(await barriers(page)).toEqual([])
      expect(await tooWide(page)).toBe(0)
      expect(await lostAt(page, 'zoomed')).toEqual([])
      // The browser itself reports only that the page does not exist.
      expect(complaints.filter((each) => !(isMissing && each.includes('404')))).toEqual([])
    })
  }

  for (const { name, role, path } of some(pages.filter((page) => manyThings.includes(page.name)))) {
    it.runIf(isWide)(`is complete by keyboard, without scripts and on grey paper: ${name}`, async () => {
      const { page } = await readerOf(role)
      await page.goto(service.address + path)
      expect(await keyboardFaults(page)).toEqual([])
      expect(await paperFaults(page)).toEqual([])
      const bare = await readersOf(service, { javaScriptEnabled: false })(role)
      expect(await neededScripts(page, bare.page)).toEqual([])
      await bare.context.close()
    })
  }

  it('opens the latest month of a team, and a row of it, without scripts', async () => {
    const { page, context } = await readersOf(service, { javaScriptEnabled: false })('team_manager')
    await page.goto(`${service.address}/units/HP-S1/scorecards/latest`)
    expect(page.url()).toBe(`${service.address}/units/HP-S1/scorecards/2019-04`)
    expect(await page.getByRole('heading', { name: 'Going well' }).isVisible()).toBe(true)
    expect(await page.getByRole('heading', { name: 'Needs a conversation' }).isVisible()).toBe(true)
    expect(await page.locator('table tbody tr').count()).toBeGreaterThan(20)
    const row = page.locator('table tbody tr details').first()
    expect(await row.getAttribute('open')).toBeNull()
    await row.locator('summary').click()
    expect(await row.getAttribute('open')).toBe('')
    await context.close()
  })
})
