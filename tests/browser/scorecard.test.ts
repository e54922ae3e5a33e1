import { beforeAll, describe, expect, it } from 'vitest'
import { carriedBy } from '../support/catalogue.ts'
import { isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { SIZES } from './checks.ts'
import { type Reader, type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'
import { sheetsOf } from './sheets.ts'

const path = '/units/HP-S1/scorecards/2019-04'

let service: Service
/** Its manager, who has it open on a desktop: it is loaded once for the tests that only look at it. */
let reader: Reader

beforeAll(async () => {
  service = await openService()
  reader = await signInAs(service, 'team_manager')
  await reader.page.goto(service.address + path, { waitUntil: 'networkidle' })
})

describe('the scorecard of South 1 for April 2019', () => {
  it('shows headline, going well, needs a conversation and last agreed actions whole on a screen of 1280 by 800', async () => {
    const { page } = reader
    const parts = [
      '.app-scorecard__headline',
      '.app-tally',
      '.app-matters--well',
      '.app-matters--conversation',
      '.app-agreed',
    ]
    for (const part of parts) {
      const box = await page.locator(part).boundingBox()
      expect(box?.height, part).toBeGreaterThan(20)
      expect((box?.y ?? 801) + (box?.height ?? 0), part).toBeLessThanOrEqual(800)
      expect((box?.x ?? 1281) + (box?.width ?? 0), part).toBeLessThanOrEqual(1280)
    }
  })

  it('lays the same rows out as cards at 320 pixels: the same words, in the same order, and none on paper only', async () => {
    const { page } = reader
    const words = () => page.locator('#kpi-CP04').innerText()
    const wide = (await words()).split(/\s+/)
    await page.setViewportSize({ width: 320, height: 640 })
    const narrow = (await words()).split(/\s+/)
    expect(narrow).toEqual(wide)
    expect(await page.locator('.app-print-cell').first().isVisible()).toBe(false)
    expect(await page.evaluate("getComputedStyle(document.querySelector('#kpi-CP04')).display")).toBe('flex')
    await page.setViewportSize(SIZES.desktop)
  })

  const seen = [
    ['team_manager', '/units/HP-S1/scorecards/2019-04'],
    ['head_of_service', '/units/HPC/scorecards/2019-04'],
    ['smt', '/units/RIDGE/scorecards/2019-04'],
  ] as const
  // The council's is laid out as a service's is.
  it.each(some(isWide ? seen : seen.slice(0, 2)))(
    'takes at most 5,000 pixels of a phone before anything is opened, as %s at %s',
    async (role, address) => {
      const { page, context } = await signInAs(service, role, { width: 390, javaScriptEnabled: false })
      await page.goto(service.address + address)
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(5_000)
      const [conversation, well] = [
        await page.locator('.app-matters--conversation').boundingBox(),
        await page.locator('.app-matters--well').boundingBox(),
      ]
      expect(conversation?.y ?? 9_999).toBeLessThan(well?.y ?? 0)
      await context.close()
    },
  )

  it('opens on a phone, without JavaScript, the rows that met target without change, and leads back to the top', async () => {
    const { page, context } = await signInAs(service, 'team_manager', {
      width: 390,
      javaScriptEnabled: false,
    })
    await page.goto(service.address + path)
    expect(await page.locator('#kpi-AS01').isVisible()).toBe(false)
    expect(await page.locator('#kpi-CP04').isVisible()).toBe(true)
    await page.getByText(/^\d+ of the \d+ met target, without a real change$/).click()
    expect(await page.locator('#kpi-AS01').isVisible()).toBe(true)
    expect(await page.locator('#kpi-AS01 + tr').isVisible()).toBe(true)
    await page.getByRole('link', { name: 'Back to top' }).first().click()
    expect(await page.evaluate('window.scrollY')).toBeLessThan(300)
    await page.goto(`${service.address}${path}#kpi-MO01`)
    expect(await page.locator('#kpi-MO01').isVisible()).toBe(true)
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await page.locator('#kpi-AS01').isVisible()).toBe(true)
    expect(await page.locator('.app-fold').first().isVisible()).toBe(false)
    await context.close()
  })

  it('prints its core measures on one sheet, in eleven columns, with a footer, no navigation and no form', async () => {
    const { page } = reader
    expect(await sheetsOf(page)).toBe(1)
    await page.emulateMedia({ media: 'print' })
    const columns = page.locator('.app-measures > .app-scroll thead th')
    expect(await columns.filter({ visible: true }).count()).toBe(11)
    expect(await page.locator('.app-print-footer').innerText()).toMatch(
      /Help and Protection South 1 · April 2019 · Provisional · published 15 May 2019 at .* · printed by Team manager/,
    )
    const offPaper = [
      '.govuk-service-navigation',
      'form',
      '.app-table__detail',
      '#more-measures',
      '.app-scope',
    ]
    for (const gone of offPaper)
      expect(await page.locator(gone).filter({ visible: true }).count(), gone).toBe(0)
    await page.emulateMedia({ media: 'screen' })
  })

  it('prints everything opened only where that is asked for', async () => {
    const { page, context } = await signInAs(service, 'team_manager')
    await page.goto(`${service.address}${path}?print=all`)
    expect(await sheetsOf(page)).toBeGreaterThan(4)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#kpi-CP04 + tr').isVisible()).toBe(true)
    await context.close()
  })

  it('opens a row, filters and orders by keyboard alone, without JavaScript', async () => {
    const { page, context } = await signInAs(service, 'team_manager', { javaScriptEnabled: false })
    await page.goto(service.address + path)
    await page.locator('#kpi-CP04 + tr summary').first().focus()
    await page.keyboard.press('Enter')
    expect(
      await page
        .getByText('14 more children seen on time would have met the target of 90% or more')
        .isVisible(),
    ).toBe(true)
    await page.getByRole('link', { name: /^3\s*missed$/ }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`${service.address}${path}?status=missed#measures`)
    expect(await page.getByRole('status').innerText()).toContain(
      `3 of ${carriedBy('HP-S1').length} measures: missed.`,
    )
    await page.getByRole('link', { name: 'To meet it' }).click()
    await page.waitForURL(`${service.address}${path}?status=missed&sort=gap#measures`)
    expect(await page.getByRole('columnheader', { name: /To meet it/ }).getAttribute('aria-sort')).toBe(
      'descending',
    )
    await context.close()
  })

  it('weighs less than 150 KB with its styles, compressed', async () => {
    const bytes = await reader.page.evaluate(`['navigation', 'resource']
      .flatMap((kind) => performance.getEntriesByType(kind))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0)`)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(150_000)
  })
})
