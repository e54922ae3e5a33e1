/** The first screens of the pages of measures: what a reader sees before scrolling, on a desktop and on a phone. */
import { beforeAll, describe, expect, it } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { pages } from './pages.ts'
import { readersOf, type Service } from './reader.ts'
import { openService } from './service.ts'

const desktop = { width: 1280, height: 800 }

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
})
