import { beforeAll, describe, expect, test } from 'vitest'
import { isWide, partOf } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { pages, type Shown } from './pages.ts'
import { type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'
import { partedHeadings, sheetFaults, sheetsOf } from './sheets.ts'

/** The most sheets of A4 that a page of the demonstration takes: as many as are read at a meeting. */
const most: Record<string, number> = {
  plan: 8,
  'plan-board': 3,
  overview: 3,
  'unit-service': 4,
  'scorecard-team': 1,
  'scorecard-service': 1,
  compare: 4,
  'home-team-manager': 1,
  'home-head-of-service': 1,
  'home-board': 1,
  'home-smt': 1,
  'home-plan-lead': 1,
  action: 2,
  milestones: 2,
  checks: 4,
  releases: 6,
  extracts: 3,
  'extract-revert': 2,
  settings: 2,
}

const named = (name: string) => pages.find((each) => each.name === name) as Shown
/** One measure: a ratio with a target, of a team for its manager and for those who see the other teams by name, of the council, a stock
 * and a median. */
const measures: readonly Shown[] = [
  named('kpi-team'),
  named('kpi-council'),
  named('kpi-step'),
  ...some([
    'smt',
    'head_of_service',
    'quality_lead',
    'data_team',
    'plan_lead',
    'workforce_lead',
  ] as const).map((role) => ({
    ...named('kpi-team'),
    name: `kpi-team for ${role}`,
    role,
  })),
  { name: 'kpi-stock', role: 'smt', path: '/units/RIDGE/kpis/AS02?to=2019-04' },
  { name: 'kpi-median', role: 'smt', path: '/units/ASMT-N/kpis/AS03?to=2019-04' },
]
/** Every page but the gallery, which shows parts of pages out of their place. */
const printed = pages.filter(({ name }) => name !== 'gallery')
const board = named('plan-board')

/** The sections of a measure as they stand on paper, by their headings. */
const sectionsFromTheTop = `[...document.querySelectorAll('.app-kpi__section')].map((each) => each.getAttribute('aria-labelledby'))
  .map((id) => [id, document.getElementById(id).getBoundingClientRect().top])
  .sort(([, one], [, other]) => one - other)
  .map(([id]) => id)`
/** How large each picture is beside the size it was drawn in, in which its smallest words are 13 pixels high. */
const pictureScales = `[...document.querySelectorAll('.app-kpi .app-chart__picture > * > svg')]
  .filter((each) => each.getBoundingClientRect().width > 0)
  .map((each) => each.getBoundingClientRect().width / each.viewBox.baseVal.width)`

let service: Service

beforeAll(async () => {
  service = await openService()
})

describe.runIf(isWide)('on paper', () => {
  test('the board of the plan takes three sheets, begins with how ratings moved, parts no heading, and has the key of its marks on each', async () => {
    const { page, context } = await signInAs(service, board.role, { javaScriptEnabled: false })
    await page.goto(service.address + board.path)
    expect(await page.getByRole('button', { name: 'Print' }).count()).toBe(0)
    expect(await sheetsOf(page)).toBeLessThanOrEqual(3)
    await page.emulateMedia({ media: 'print' })
    const top = async (choice: string) => (await page.locator(choice).first().boundingBox())?.y ?? Number.NaN
    expect(await top('#moving')).toBeLessThan(await top('.app-board'))
    const foot = await page.locator('.app-print-footer').innerText()
    expect(foot).toContain('Improvement plan, board')
    for (const word of ['Completed', 'On track', 'Too early to show impact', 'Not on track', 'Not rated'])
      expect(foot).toContain(word)
    await context.close()
  })

  test('a page is sent to the printer by its button', async () => {
    const prepare = (context: { addInitScript: (script: string) => Promise<unknown> }) =>
      context.addInitScript('window.print = () => { document.title = "printed" }').then(() => undefined)
    const { page, context, complaints } = await signInAs(service, board.role, { prepare })
    await page.goto(service.address + board.path)
    expect(await sheetFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Print' }).click()
    expect(await page.title()).toBe('printed')
    expect(complaints).toEqual([])
    await context.close()
  })

  test.each(some(Object.entries(most)))('%s takes at most %i sheets', async (name, sheets) => {
    const { role, path } = named(name)
    const { page, context } = await signInAs(service, role)
    await page.goto(service.address + path)
    expect(await sheetsOf(page)).toBeLessThanOrEqual(sheets)
    await context.close()
  })

  test('what a form holds is said on paper in words: the settings in force, and whether the board may read a text', async () => {
    const { page, context } = await signInAs(service, 'administrator')
    await page.goto(`${service.address}/admin/settings`)
    const name = page.locator('.app-on-paper').getByText('Council name')
    expect(await name.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await name.isVisible()).toBe(true)
    await context.close()
    const lead = await signInAs(service, 'plan_lead')
    await lead.page.goto(`${service.address}/releases`)
    await lead.page.emulateMedia({ media: 'print' })
    const said = lead.page.locator('td .app-release').filter({ visible: true })
    expect(await said.count()).toBe(await lead.page.locator('main tbody tr').count())
    expect(await said.first().innerText()).toMatch(
      /^(?:Released to the board on .+|Not released to the board)\.$/,
    )
    await lead.context.close()
  })

  test.each(some(measures))(
    'a measure takes two sheets, its pictures in words of 12 pixels: $name',
    async ({ role, path }) => {
      const { page, context } = await signInAs(service, role)
      await page.goto(service.address + path)
      expect(await sheetsOf(page)).toBe(2)
      expect(await sheetFaults(page)).toEqual([])
      await page.emulateMedia({ media: 'print' })
      const order = (await page.evaluate(sectionsFromTheTop)) as string[]
      expect(order).toEqual(['doing', 'behind', 'actions', 'compared', 'definition', 'lineage'])
      const scales = (await page.evaluate(pictureScales)) as number[]
      expect(scales.length).toBeGreaterThan(0)
      expect(Math.min(...scales)).toBeGreaterThanOrEqual(12 / 13)
      await context.close()
    },
  )

  test.each(partOf(printed, 18))(
    '$name has a button that prints, and prints soundly',
    async ({ role, path }) => {
      const { page, context } = await signInAs(service, role)
      await page.goto(service.address + path)
      expect(await page.getByRole('button', { name: 'Print', exact: true }).count()).toBe(1)
      expect(await page.getByRole('link', { name: 'Back to the top' }).last().isVisible()).toBe(true)
      expect(await sheetFaults(page)).toEqual([])
      expect(await partedHeadings(page)).toEqual([])
      await context.close()
    },
  )
})
