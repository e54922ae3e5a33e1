/** Charts as a screen and paper show them: whichever of the two sizes has room, with words of at least 12 pixels, whole. */
import { beforeAll, describe, expect, it } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { pages } from './pages.ts'
import { readersOf, type Service } from './reader.ts'
import { openService } from './service.ts'

/** Pages with charts of every kind that a page shows. */
const tried = ['kpi-council', 'kpi-run-chart', 'compare', 'overview', 'unit-service', 'plan', 'action']
const widths = [320, 390, 640, 700, 768, 900, 1280]

/** Of every word in a chart: how many pixels high its letters are drawn, and whether it leaves its picture. */
const measured = `[...document.querySelectorAll('.app-chart__picture svg text, .app-panels__picture svg text')]
  .filter((word) => word.getClientRects().length > 0 && word.textContent.trim() !== '')
  .map((word) => {
    let picture = word.ownerSVGElement
    while (picture.ownerSVGElement !== null) picture = picture.ownerSVGElement
    const room = picture.getBoundingClientRect()
    const box = word.getBoundingClientRect()
    const scale = room.width / picture.viewBox.baseVal.width
    return {
      text: word.textContent,
      size: Number.parseFloat(getComputedStyle(word).fontSize) * scale,
      isCut: box.left < room.left - 2 || box.right > room.right + 2 || room.right > innerWidth + 1,
    }
  })`
type Measured = { text: string; size: number; isCut: boolean }

describe.runIf(isWide)('the words of charts in a browser', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })

  it.each(some(pages.filter(({ name }) => tried.includes(name))))(
    'are at least 12 pixels high and whole at every width and on paper: $name',
    async ({ name, role, path }) => {
      const { page, context } = await readersOf(service)(role)
      await page.goto(service.address + path)
      // A phone reaches charts through folds.
      await page.evaluate(
        "document.querySelectorAll('.app-fold, .app-overview__fold').forEach((fold) => { fold.open = true })",
      )
      const shown = async (where: string, fewest = 6) => {
        const words = (await page.evaluate(measured)) as Measured[]
        expect(words.length, where).toBeGreaterThanOrEqual(fewest)
        return words
          .filter(({ size, isCut }) => size < 11.75 || isCut)
          .map(({ text, size }) => `${where}: ‘${text}’ is ${size.toFixed(1)} pixels high`)
      }
      const faults: string[] = []
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 })
        faults.push(...(await shown(`at ${width}`)))
      }
      await page.emulateMedia({ media: 'print' })
      // The room on A4, upright, between its margins.
      await page.setViewportSize({ width: 688, height: 1016 })
      // The overview's pictures stay on the screen: its lists say the same.
      faults.push(...(await shown('on paper', name === 'overview' ? 0 : 6)))
      expect(faults).toEqual([])
      await context.close()
    },
  )
})
