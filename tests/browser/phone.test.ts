/** Long pages on a phone: short until something is opened, what needs a conversation in sight, and everything one tap away. */
import { beforeAll, describe, expect, it } from 'vitest'
import { isWide, partOf } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { pages, type Shown } from './pages.ts'
import { type Reader, readersOf, type Service } from './reader.ts'
import { openService } from './service.ts'

const phone = { width: 390, height: 844 }
const mostPixels = 5000
/** No page is longer, whatever it is for. */
const mostOfAny = 8000

/** Pages with more on them than a phone shows, each for those who read it. */
const long: readonly Shown[] = [
  { name: 'a service', role: 'head_of_service', path: '/units/HPC' },
  { name: 'a service', role: 'smt', path: '/units/HPC' },
  { name: 'the council', role: 'smt', path: '/units/RIDGE' },
  { name: 'the council', role: 'board', path: '/units/RIDGE' },
  { name: 'a team', role: 'team_manager', path: '/units/HP-S1' },
  { name: 'a measure of a team', role: 'team_manager', path: '/units/HP-S1/kpis/CP04?to=2019-04' },
  { name: 'a measure of the council', role: 'smt', path: '/units/RIDGE/kpis/AS01?to=2019-04' },
  { name: 'a comparison', role: 'smt', path: '/compare?kpi=AS01&to=2019-04' },
  { name: 'the checks', role: 'plan_lead', path: '/plan/checks' },
  { name: 'the checks', role: 'smt', path: '/plan/checks' },
  { name: 'the checks', role: 'board', path: '/plan/checks' },
  { name: 'what the board may read', role: 'plan_lead', path: '/releases' },
  { name: 'the extracts', role: 'data_team', path: '/extracts' },
  { name: 'taking an extract back', role: 'data_team', path: '/extracts/3/revert' },
  { name: 'the settings', role: 'administrator', path: '/admin/settings' },
  { name: 'the record of activity', role: 'administrator', path: '/activity' },
  { name: 'help', role: 'team_manager', path: '/help' },
  { name: 'the method', role: 'team_manager', path: '/help/method' },
  { name: 'the glossary', role: 'team_manager', path: '/help/kpis' },
  { name: 'what an extract must be', role: 'data_team', path: '/help/extracts' },
  { name: 'the calls of the API', role: 'data_team', path: '/api/docs' },
  { name: 'the board', role: 'board', path: '/plan/board' },
  { name: 'the board', role: 'plan_lead', path: '/plan/board' },
]

describe.runIf(isWide)('a long page on a phone', () => {
  let service: Service
  let readerOf: (role: Shown['role']) => Promise<Reader>

  beforeAll(async () => {
    service = await openService()
    readerOf = readersOf(service, { javaScriptEnabled: false, width: phone.width })
  })

  it.each(some(long))(
    '$name is short for $role, and its end leads back to the top',
    async ({ role, path }) => {
      const { page } = await readerOf(role)
      await page.goto(service.address + path)
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(mostPixels)
      await page.getByRole('link', { name: 'Back to the top' }).last().click()
      expect(await page.evaluate('scrollY')).toBeLessThan(phone.height)
    },
  )

  it.each(partOf(pages, 24))('$name is at most 8,000 pixels', async ({ role, path }) => {
    const { page } = await readerOf(role)
    await page.goto(service.address + path)
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(mostOfAny)
  })

  it('opens the part of the method that an address names, and no other', async () => {
    const { page } = await readerOf('team_manager')
    await page.goto(`${service.address}/help/method#comparing`)
    expect(await page.getByText('There are no league tables.').isVisible()).toBe(true)
    const days = page.locator('section[aria-labelledby="days"] .app-phone-fold__part')
    expect([await days.count(), await days.isVisible()]).toEqual([1, false])
    await page.locator('section[aria-labelledby="days"] summary').click()
    expect(await days.isVisible()).toBe(true)
  })

  it('gives a rule for extracts the whole width', async () => {
    const { page } = await readerOf('data_team')
    await page.goto(`${service.address}/help/extracts#bad_quote`)
    const box = await page.locator('#bad_quote > *').first().boundingBox()
    expect(box?.width).toBeGreaterThan(300)
  })

  it('names every matter of a service when folded, and opens why it is one and what was agreed', async () => {
    const { page } = await readerOf('head_of_service')
    await page.goto(`${service.address}/units/HPC`)
    const matters = page.locator('.app-unit__matters > li')
    expect(await matters.count()).toBeGreaterThan(10)
    expect(await matters.filter({ visible: true }).count()).toBe(await matters.count())
    const card = page.locator('.app-unit__part').filter({ hasText: 'Help and Protection South 1' })
    const why = card.getByText(/^Worse than usual since March 2019/)
    expect(await why.isVisible()).toBe(false)
    await card.getByText('Why, and what was agreed: 1 not done, 2 open, 1 done').click()
    expect(await why.isVisible()).toBe(true)
    expect(await card.getByText('Agreed last time, 21 May 2019').isVisible()).toBe(true)
  })

  it('is whole on a wider screen and on paper, and where an address names it', async () => {
    const { page } = await readersOf(service, { javaScriptEnabled: false })('head_of_service')
    await page.goto(`${service.address}/units/HPC`)
    const folds = page.locator('.app-fold')
    const parts = page.locator('.app-phone-fold__part')
    const seen = async () => [
      await folds.filter({ visible: true }).count(),
      await parts.filter({ visible: true }).count(),
    ]
    const all = await parts.count()
    expect(all).toBeGreaterThan(20)
    expect(await seen()).toEqual([0, all])
    await page.setViewportSize(phone)
    expect(await seen()).toEqual([await folds.count(), 0])
    await page.goto(`${service.address}/units/HPC?kpi=CP04#measure`)
    expect(await page.locator('#measure .app-heat').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await folds.filter({ visible: true }).count()).toBe(0)
    expect(await page.locator('.app-unit__why').first().isVisible()).toBe(true)
    await page.emulateMedia({ media: null })
  })

  it('keeps what the rows of a wide table are about in sight, says that it goes on, and begins at the latest month', async () => {
    const { page } = await readerOf('head_of_service')
    await page.goto(`${service.address}/units/HPC?kpi=CP04#measure`)
    const region = page.locator('.app-scroll--latest').filter({ visible: true })
    const seen = async (choice: string) => {
      const box = await region.locator(choice).last().boundingBox()
      return box !== null && box.x >= 0 && box.x + box.width <= phone.width
    }
    expect(await region.evaluate((each) => each.scrollWidth > each.clientWidth)).toBe(true)
    expect([await seen('thead th:last-child'), await seen('tbody th')]).toEqual([true, true])
    expect(await region.getByText('Earlier months: scroll sideways').isVisible()).toBe(true)
    await region.evaluate((each) => each.scrollTo(-each.scrollWidth, 0))
    expect([await seen('thead th:last-child'), await seen('tbody th')]).toEqual([false, true])
  })

  it('that is the overview stays short when all of it is opened, and names in each fold what is in it', async () => {
    const { page } = await readerOf('smt')
    await page.goto(`${service.address}/overview?period=2019-04`)
    await page.locator('.app-overview__fold > summary').click()
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(mostPixels)
    const worse = page.locator('#changed .app-matters__item').first()
    expect(await worse.isVisible()).toBe(false)
    await page.getByText(/^\d+ newly worse than usual, \d+ still worse, \d+ newly better$/).click()
    expect(await worse.isVisible()).toBe(true)
    await page.goto(`${service.address}/overview?period=2019-04#disagree`)
    expect(await page.locator('#disagree tbody tr').first().isVisible()).toBe(true)
    expect(await page.locator('#measure .app-heat').isVisible()).toBe(false)
  })

  it('that is a list shows its first rows, and the others once they are asked for', async () => {
    const { page } = await readerOf('plan_lead')
    await page.goto(`${service.address}/releases`)
    const rows = page.locator('main tbody tr')
    const all = await rows.count()
    expect(all).toBeGreaterThan(6)
    expect(await rows.filter({ visible: true }).count()).toBe(6)
    await page.getByText(`${all - 6} more of these texts`).click()
    expect(await rows.filter({ visible: true }).count()).toBe(all)
  })

  it('that is a measure opens a question from its list, and keeps its figure and what was agreed in sight', async () => {
    const { page } = await readerOf('team_manager')
    await page.goto(`${service.address}/units/HP-S1/kpis/CP04?to=2019-04`)
    expect(await page.locator('#beside').isVisible()).toBe(false)
    expect(await page.locator('#trend').isVisible()).toBe(true)
    expect(await page.getByRole('heading', { name: 'Actions agreed about it' }).isVisible()).toBe(true)
    await page.getByRole('link', { name: 'Compared with whom?' }).click()
    expect(await page.locator('#beside').isVisible()).toBe(true)
  })

  it('that is the plan’s board leaves open what is not on track, and says of the rest how much is overdue', async () => {
    const { page } = await readerOf('board')
    await page.goto(`${service.address}/plan/board`)
    const columns = page.locator('.app-board__column')
    expect((await columns.first().locator('h2').innerText()).replaceAll(/\s+/g, ' ')).toContain(
      'Not on track 10',
    )
    expect(await columns.first().locator('.app-board__card').first().isVisible()).toBe(true)
    const early = columns.nth(1)
    expect(await early.locator('.app-board__card').first().isVisible()).toBe(false)
    await early.getByText(/^17 actions, 5 with a milestone overdue, \d+ changed or first rated/).click()
    expect(await early.locator('.app-board__card').first().isVisible()).toBe(true)
  })

  it('that is the checks leaves open where rating and evidence disagree, and names the actions of the rest', async () => {
    const { page } = await readerOf('plan_lead')
    await page.goto(`${service.address}/plan/checks`)
    expect(await page.locator('#on_track_but_concerning tbody tr').first().isVisible()).toBe(true)
    const overdue = page.locator('#milestone_overdue')
    expect(await overdue.locator('tbody tr').first().isVisible()).toBe(false)
    await overdue.getByText('R1.6, R1.7, R1.8, R2.1, R2.2 and 8 more').click()
    expect(await overdue.locator('tbody tr').count()).toBe(13)
    expect(await overdue.locator('tbody tr').first().isVisible()).toBe(true)
  })
})
