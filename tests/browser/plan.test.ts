import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { bySize } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { type Reader, readersOf, type Service } from './reader.ts'
import { openService } from './service.ts'
import { sheetsOf } from './sheets.ts'

/** A phone of today, and the most that a director scrolls before anything is opened. */
const phone = { width: 390, height: 844 }
const mostPixels = 5000
const mostPages = 8

/** Everyone who sees the plan; those who see it alike are left to CI. */
const others: Role[] = ['head_of_service', 'smt', 'data_team', 'quality_lead', 'workforce_lead']
const all: Role[] = ['plan_lead', 'board', 'team_manager', ...others]
const readers = bySize<Role[]>({ part: ['plan_lead'], wide: all, whole: all })

describe('the plan', () => {
  let service: Service
  let readerOf: (role: Role) => Promise<Reader>

  beforeAll(async () => {
    service = await openService()
    readerOf = readersOf(service)
  })

  it.each(some(readers))('is short on a phone and on paper for %s, without scripts', async (role) => {
    const { page } = await readersOf(service, { javaScriptEnabled: false })(role)
    await page.setViewportSize(phone)
    await page.goto(`${service.address}/plan`)
    // Without scripts the browser still answers where a thing is: at its end the page is as high as its last line.
    const foot = await page.locator('footer').boundingBox()
    expect((foot?.y ?? Number.POSITIVE_INFINITY) + (foot?.height ?? 0)).toBeLessThanOrEqual(mostPixels)
    expect(await sheetsOf(page)).toBeLessThanOrEqual(mostPages)
  })

  it('has every action and its named measures on paper, and parts no heading from its first action', async () => {
    const { page } = await readerOf('plan_lead')
    await page.goto(`${service.address}/plan`)
    const seen = '.app-plan__list > li, .app-plan__list .app-kpi-row'
    const count = () =>
      page.locator(seen).evaluateAll((found) => found.filter((each) => each.checkVisibility()).length)
    expect(await count()).toBe(0)
    await page.emulateMedia({ media: 'print' })
    expect(await count()).toBe(await page.locator(seen).count())
    expect(await page.evaluate(parted)).toEqual([])
    await page.emulateMedia({ media: 'screen' })
  })

  it('opens a part on its actions and an action on its measures, and leads back to the top', async () => {
    const { page, context } = await readersOf(service, { javaScriptEnabled: false })('plan_lead')
    await page.setViewportSize(phone)
    await page.goto(`${service.address}/plan`)
    await page.locator('#R1 > details > summary').click()
    expect(await page.locator('#action-R1-1').isVisible()).toBe(true)
    const measures = page.locator('#action-R1-1 .app-kpi-row')
    expect(await measures.first().isVisible()).toBe(false)
    await page.locator('#action-R1-1 summary').click()
    expect(await measures.count()).toBe(3)
    expect(await measures.first().isVisible()).toBe(true)
    await page.locator('#R1').getByRole('link', { name: 'Back to the top' }).click()
    expect(
      await page
        .locator('h1')
        .boundingBox()
        .then((box) => box !== null && box.y >= 0),
    ).toBe(true)
    await context.close()
  })
})

/** Headings and summaries after which a sheet may end. Runs in the browser. */
const parted = `[...document.querySelectorAll('.app-plan__heading, .app-plan__summary, .app-plan__columns')]
  .filter((each) => getComputedStyle(each).breakAfter !== 'avoid').map((each) => each.textContent)`
