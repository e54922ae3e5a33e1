import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/accounts/actor.ts'
import { openService, type Service, signInAs } from './service.ts'

const screenshots = new URL('./screenshots/', import.meta.url)

/** Each page once, under a role that may read it. */
const pages: readonly { name: string; role: Role; path: string }[] = [
  { name: 'home-team-manager', role: 'team_manager', path: '/' },
  { name: 'home-data-team', role: 'data_team', path: '/' },
  { name: 'scorecard-team', role: 'team_manager', path: '/units/HP-S1/scorecards/2019-04' },
  { name: 'scorecard-service', role: 'head_of_service', path: '/units/HPC/scorecards/2019-04' },
  { name: 'scorecard-council', role: 'smt', path: '/units/RIDGE/scorecards/2019-04' },
  { name: 'kpi-team', role: 'team_manager', path: '/units/HP-S1/kpis/CP04?to=2019-04' },
  { name: 'kpi-council', role: 'smt', path: '/units/RIDGE/kpis/AS01?to=2019-04' },
  { name: 'scorecard-restated', role: 'team_manager', path: '/units/HP-S1/scorecards/2019-02' },
  { name: 'scorecard-as-at', role: 'smt', path: '/units/HP-S1/scorecards/2019-02?asAt=2019-03-15' },
  { name: 'scorecard-to-agree', role: 'head_of_service', path: '/units/HP-S2/scorecards/2019-04' },
  { name: 'changes', role: 'team_manager', path: '/units/HP-S1/changes?from=2019-03-22&to=2019-06-03' },
  { name: 'unit-service', role: 'head_of_service', path: '/units/HPC' },
  { name: 'overview', role: 'smt', path: '/overview?period=2019-04&kpi=LC01' },
  { name: 'compare', role: 'smt', path: '/compare?kpi=AS01&to=2019-04' },
  { name: 'kpi-run-chart', role: 'team_manager', path: '/units/HP-S1/kpis/CP04?to=2017-07' },
  { name: 'plan', role: 'plan_lead', path: '/plan' },
  { name: 'action', role: 'smt', path: '/plan/actions/R6.1' },
  { name: 'checks', role: 'plan_lead', path: '/plan/checks' },
  { name: 'extracts', role: 'data_team', path: '/extracts' },
  { name: 'extract', role: 'data_team', path: '/extracts/1?row=12' },
  { name: 'extract-new', role: 'data_team', path: '/extracts/new' },
  { name: 'extract-changed', role: 'smt', path: '/extracts/3/changes' },
  { name: 'extract-receipt', role: 'data_team', path: '/extracts/3/receipt' },
  { name: 'extract-revert', role: 'data_team', path: '/extracts/3/revert' },
  { name: 'extract-rules', role: 'team_manager', path: '/help/extracts' },
  { name: 'help', role: 'team_manager', path: '/help' },
  { name: 'method', role: 'team_manager', path: '/help/method' },
  { name: 'glossary', role: 'team_manager', path: '/help/kpis/AS01' },
  { name: 'status', role: 'data_team', path: '/status' },
  { name: 'accessibility', role: 'team_manager', path: '/accessibility' },
  { name: 'api-docs', role: 'data_team', path: '/api/docs' },
]

describe('pages in a real browser', () => {
  let service: Service

  beforeAll(async () => {
    service = await openService()
    mkdirSync(screenshots, { recursive: true })
  })

  for (const { name, role, path } of pages) {
    it(`shows ${name} to ${role} with no complaint, no barrier, and nothing lost at 320 pixels`, async () => {
      const { page, context, complaints } = await signInAs(service, role)
      const answer = await page.goto(service.address + path)
      expect(answer?.status()).toBe(200)
      expect(await page.locator('h1').count()).toBe(1)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual(
        [],
      )
      await page.screenshot({ path: new URL(`${name}.png`, screenshots).pathname, fullPage: true })
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
      await page.screenshot({ path: new URL(`${name}-320.png`, screenshots).pathname, fullPage: true })
      expect(complaints).toEqual([])
      await context.close()
    })
  }

  it('reads a scorecard without JavaScript: headline, matters, table and every link', async () => {
    const { page, context } = await signInAs(service, 'team_manager', { javaScriptEnabled: false })
    await page.goto(`${service.address}/units/HP-S1/scorecards/latest`)
    expect(page.url()).toBe(`${service.address}/units/HP-S1/scorecards/2019-04`)
    expect(await page.getByRole('heading', { name: 'Going well' }).isVisible()).toBe(true)
    expect(await page.getByRole('heading', { name: 'Needs a conversation' }).isVisible()).toBe(true)
    expect(await page.locator('table tbody tr').count()).toBeGreaterThan(20)
    await page.locator('summary').first().click()
    await context.close()
  })

  it('reaches everything on the scorecard by keyboard, with focus always in sight', async () => {
    const { page, context } = await signInAs(service, 'team_manager')
    await page.goto(`${service.address}/units/HP-S1/scorecards/2019-04`)
    const reached = new Set<string>()
    for (let i = 0; i < 400; i++) {
      await page.keyboard.press('Tab')
      const at = (await page.evaluate(
        `(() => { const e = document.activeElement; const r = e.getBoundingClientRect(); return e === document.body ? '' : [e.tagName, e.getAttribute('href') ?? e.textContent.trim(), r.width > 0 && r.bottom > 0 && r.top < innerHeight].join('|') })()`,
      )) as string
      if (at === '') break
      expect(at.endsWith('|true'), at).toBe(true)
      reached.add(at)
    }
    const links = (await page.evaluate(
      `[...document.querySelectorAll('main a[href]')].filter((a) => a.checkVisibility()).map((a) => a.getAttribute('href'))`,
    )) as string[]
    expect(links.length).toBeGreaterThan(50)
    const seen = [...reached].map((r) => r.split('|')[1])
    expect(links.filter((href) => !seen.includes(href))).toEqual([])
    await context.close()
  })
})
