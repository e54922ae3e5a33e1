import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { barriers } from './checks.ts'
import { type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'

const trendPage = '/units/HP-S1/kpis/CP04?to=2019-04'

describe.runIf(isWide)('the points of a chart in a browser', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })

  async function opened(path: string, width?: number, hasTouch = false) {
    const signed = await signInAs(service, 'smt', { hasTouch, ...(width === undefined ? {} : { width }) })
    await signed.page.goto(service.address + path)
    return signed
  }
  const stop = (page: Page) => page.getByRole('slider').first()
  const tip = (page: Page) => page.locator('.app-chart__tip').first()
  const said = (page: Page) => stop(page).getAttribute('aria-valuetext')
  /** A row of the chart's own table, in the words of the tip. */
  const row = (page: Page, index: number) =>
    page.evaluate(
      `(() => { const t = document.querySelector('figure.app-chart table'); ` +
        `const h = [...t.querySelectorAll('thead th')].map((c) => c.textContent.trim()); ` +
        `const cells = [...t.querySelectorAll('tbody tr')[${index}].children].map((c) => c.textContent.trim()); ` +
        `return [cells[0], ...cells.flatMap((c, i) => i === 0 || c === '–' ? [] : [h[i] + ': ' + c])].join(', ') })()`,
    )

  it('are one stop on the way through the page, and begin with the latest month, in the table’s own words', async () => {
    const { page, context, complaints } = await opened(trendPage)
    expect(await tip(page).isVisible()).toBe(false)
    await stop(page).focus()
    expect(await said(page)).toBe(await row(page, 0))
    expect(await said(page)).toMatch(/^April 2019, Value: .+%, Made of: \d+ of \d+/)
    expect(await tip(page).isVisible()).toBe(true)
    expect((await tip(page).innerText()).split('\n').join(', ')).toBe(await said(page))
    expect(await barriers(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('are walked by arrows, Home and End, each under a ring of its own in sight', async () => {
    const { page, context } = await opened(trendPage)
    await stop(page).focus()
    await page.keyboard.press('ArrowLeft')
    expect(await said(page)).toBe(await row(page, 1))
    await page.keyboard.press('Home')
    const first = await stop(page).boundingBox()
    expect(await stop(page).getAttribute('aria-valuenow')).toBe('1')
    await page.keyboard.press('ArrowLeft')
    expect(await stop(page).getAttribute('aria-valuenow')).toBe('1')
    await page.keyboard.press('End')
    const last = await stop(page).boundingBox()
    expect(await said(page)).toBe(await row(page, 0))
    expect((last?.x ?? 0) - (first?.x ?? 0)).toBeGreaterThan(500)
    expect([last?.width, last?.height]).toEqual([24, 24])
    await context.close()
  })

  it('are closed by Escape without moving, and by leaving', async () => {
    const { page, context } = await opened(trendPage)
    await stop(page).focus()
    await page.keyboard.press('Escape')
    expect(await tip(page).isVisible()).toBe(false)
    expect(await page.evaluate(`document.activeElement.getAttribute('role')`)).toBe('slider')
    await page.keyboard.press('ArrowLeft')
    expect(await tip(page).isVisible()).toBe(true)
    await page.keyboard.press('Tab')
    expect(await tip(page).isVisible()).toBe(false)
    await context.close()
  })

  it('say the same under a pointer, which may move onto what they say without losing it', async () => {
    const { page, context } = await opened(trendPage)
    const point = page.locator('figure.app-chart [data-point="3"]').first()
    await point.scrollIntoViewIfNeeded()
    const at = await point.boundingBox()
    if (at === null) throw new Error('the point is not drawn')
    await page.mouse.move(at.x + at.width / 2 + 6, at.y + at.height / 2 + 4)
    expect(await said(page)).toBe(await row(page, 3))
    const box = await tip(page).boundingBox()
    if (box === null) throw new Error('there is no tip')
    const isAbove = box.y < at.y
    await page.mouse.move(at.x + at.width / 2, isAbove ? box.y + box.height - 3 : box.y + 3, { steps: 4 })
    expect(await tip(page).isVisible()).toBe(true)
    expect(await said(page)).toBe(await row(page, 3))
    await page.keyboard.press('Escape')
    expect(await tip(page).isVisible()).toBe(false)
    await context.close()
  })

  it('are there on a phone, where the tip stays inside the screen', async () => {
    const { page, context } = await opened(trendPage, 320)
    await stop(page).focus()
    for (const key of ['End', 'Home']) {
      await page.keyboard.press(key)
      const box = await tip(page).boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320)
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    await context.close()
  })

  it('stay when a finger is lifted, until a tap elsewhere, on another point or on nothing', async () => {
    const { page, context } = await opened(trendPage, 390, true)
    const tapPoint = async (index: number) => {
      const point = page.locator(`figure.app-chart [data-point="${index}"]:visible`).first()
      await point.scrollIntoViewIfNeeded()
      const at = await point.boundingBox()
      if (at === null) throw new Error('the point is not drawn')
      await page.touchscreen.tap(at.x + at.width / 2, at.y + at.height / 2)
    }
    await tapPoint(3)
    expect(await tip(page).isVisible()).toBe(true)
    expect(await said(page)).toBe(await row(page, 3))
    await tapPoint(8)
    expect(await tip(page).isVisible()).toBe(true)
    expect(await said(page)).toBe(await row(page, 8))
    await tip(page).tap()
    expect(await tip(page).isVisible()).toBe(true)
    await page.locator('h1').first().tap()
    expect(await tip(page).isVisible()).toBe(false)
    await tapPoint(8)
    const picture = await page.locator('figure.app-chart .app-chart__picture').first().boundingBox()
    if (picture === null) throw new Error('there is no picture')
    await page.touchscreen.tap(picture.x + picture.width - 2, picture.y + 2)
    expect(await tip(page).isVisible()).toBe(false)
    await context.close()
  })

  it('are on every chart of a page, and every one of them has words', async () => {
    const { page, context, complaints } = await opened('/compare?kpi=AS01&to=2019-04')
    const figures = (await page.evaluate(
      `[...document.querySelectorAll('figure.app-chart')].map((f) => ` +
        `f.querySelectorAll('[data-point]').length > 0 && f.querySelector('[role=slider]')?.getAttribute('aria-valuetext'))`,
    )) as (string | null | false)[]
    expect(figures.length).toBeGreaterThanOrEqual(2)
    for (const words of figures) expect(words).toMatch(/.+, .+: .+/)
    expect(complaints).toEqual([])
    await context.close()
  })
})
