/** The first screens of the pages of measures: what a reader sees before scrolling, on a desktop and on a phone. */
import { beforeAll, describe, expect, it } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { pages } from './pages.ts'
import { readersOf, type Service } from './reader.ts'
import { openService } from './service.ts'

const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }

/** How far down the months beneath a measure's plot reach, in pixels of the page. */
const monthsUntil = `[...document.querySelectorAll('#trend .app-chart__wide svg text')]
  .filter((word) => /^[A-Z][a-z]{2} \\d{4}$/.test(word.textContent) && word.getClientRects().length > 0)
  .map((word) => word.getBoundingClientRect().bottom + scrollY)`

describe.runIf(isWide)('the first screen', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })

  it.each(some(pages.filter(({ name }) => ['kpi-team', 'kpi-council', 'kpi-baseline'].includes(name))))(
    'of a measure has its figure beside the whole plot: $name',
    async ({ role, path }) => {
      const { page, context } = await readersOf(service)(role)
      await page.setViewportSize(desktop)
      await page.goto(service.address + path)
      const months = (await page.evaluate(monthsUntil)) as number[]
      expect(months.length).toBeGreaterThan(3)
      expect(Math.max(...months)).toBeLessThanOrEqual(desktop.height)
      const figure = await page.locator('.app-kpi__head').boundingBox()
      const chart = await page.locator('#trend').boundingBox()
      expect(figure?.y).toBeLessThan(400)
      expect((figure?.x ?? 0) + (figure?.width ?? Number.NaN)).toBeLessThan(chart?.x ?? 0)
      await context.close()
    },
  )

  it('of the overview on a phone is five sentences with their lines, the rest folded; paper has all of it', async () => {
    const { page, context } = await readersOf(service, { javaScriptEnabled: false })('smt')
    await page.setViewportSize(phone)
    await page.goto(`${service.address}/overview`)
    const lines = page.locator('.app-overview__minute > li')
    expect(await lines.count()).toBe(5)
    expect(await page.locator('.app-overview__minute .app-spark').count()).toBe(5)
    const foot = await page.locator('footer').boundingBox()
    expect((foot?.y ?? Number.NaN) + (foot?.height ?? 0)).toBeLessThan(2 * phone.height)
    const rest = page.locator('#changed')
    expect(await rest.isVisible()).toBe(false)
    await page.locator('.app-overview__fold > summary').click()
    expect(await rest.isVisible()).toBe(true)
    // A part that an address names is never folded away, and neither is anything on paper or on a desktop.
    await page.goto(`${service.address}/overview#measure`)
    expect(await rest.isVisible()).toBe(true)
    await page.goto(`${service.address}/overview?period=2019-04`)
    await page.emulateMedia({ media: 'print' })
    expect(await rest.isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize(desktop)
    expect(await rest.isVisible()).toBe(true)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(desktop.width)
    await context.close()
  })
})
