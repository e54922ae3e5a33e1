/** What the demonstration council shows: every word of the vocabulary appears on a page, and how many rows are not judged. */

import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkWords } from '#domain/plan/plan-checks.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { assuranceText } from '#domain/wording/phrase.ts'
import { assuranceWords, stateText, statusWords, variationWords } from '#domain/wording/words.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { loadPlanChecks } from '#server/reads/plan.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { type FigureQuery, loadFigures, type StoredFigure } from '#server/record/figures.ts'
import { loadUnits } from '#server/record/units.ts'
import { bearer, testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { some } from '../support/some.ts'

let db: Db
let app: FastifyInstance
let headers: { authorization: string }
beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  headers = await bearer(db, 'smt')
})

/** The latest figure on a scorecard with this word in this column. */
async function figureWith(column: string, word: string): Promise<StoredFigure> {
  const { rows } = await sql<{ unit: string; kpi: string; period: string }>`
    select unit, kpi, period from (
      select distinct on (unit_code, kpi_code, period) unit_code as unit, kpi_code as kpi, period,
        ${sql.ref(column)} as word
      from figure where council_id = ${councilId} and grain = 'monthly' and period >= '2018-11'
      order by unit_code, kpi_code, period, publication_id desc
    ) current where word = ${word} order by period desc, unit, kpi limit 1`.execute(db)
  const at = rows[0]
  if (at === undefined) throw new Error(`No figure of the demonstration is ${word}`)
  const query: FigureQuery = { units: [at.unit], kpis: [at.kpi], periods: [at.period] }
  return (await loadFigures(db, query))[0] as StoredFigure
}

/** The text of a measure's row on the figure's scorecard, and of what opens beneath it. */
async function rowOf({ unit, kpi, period }: StoredFigure): Promise<string> {
  const { body, statusCode } = await app.inject({ url: `/units/${unit}/scorecards/${period}`, headers })
  expect(statusCode).toBe(200)
  const from = body.indexOf(`id="kpi-${kpi}"`)
  const next = body.indexOf('id="kpi-', from + 1)
  return body
    .slice(from, next < 0 ? body.indexOf('</table>', from) : next)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

describe('a scorecard of the demonstration shows', () => {
  test.each(some(Object.entries(statusWords)))('the status %s', async (status, word) => {
    expect(await rowOf(await figureWith('status', status))).toContain(word)
  })

  test.each(some(Object.entries(variationWords)))('the variation %s', async (variation, word) => {
    expect(await rowOf(await figureWith('variation', variation))).toContain(word)
  })

  test.each(some(Object.keys(assuranceWords)))('the assurance %s', async (assurance) => {
    const figure = await figureWith('assurance', assurance)
    expect(await rowOf(figure)).toContain(assuranceText(figure))
  })

  test('at the best value there is, in how many months the target was met, as every surface does', async () => {
    const { rows } = await sql<{ unit: string; kpi: string; met: number }>`
      select distinct on (met = 13) unit_code as unit, kpi_code as kpi, met from (
        select *, (analysis #>> '{record,met}')::integer as met from figure
        where council_id = ${councilId} and period = '2019-04' and variation = 'no_real_change'
      ) f where met > 0 order by met = 13, unit, kpi`.execute(db)
    expect(rows.map(({ met }) => met === 13)).toEqual([false, true])
    for (const { unit, kpi, met } of some(rows)) {
      const words = met === 13 ? 'met in every month' : `met in ${met} of 13 months`
      const [figure] = await loadFigures(db, { units: [unit], kpis: [kpi], periods: ['2019-04'] })
      expect(await rowOf(figure as StoredFigure)).toContain(words.replace('m', 'M'))
      const card = (await app.inject({ url: `/api/v1/scorecards/${unit}/2019-04`, headers })).json()
      expect(card.rows.find((r: { kpi: string }) => r.kpi === kpi)).toMatchObject({
        assurance: met === 13 ? 'will_meet' : 'hit_or_miss',
        phrase: words,
      })
      const found =
        met === 13
          ? 'in every month: on target.'
          : `Met target in ${met} of the last 13 months; no real change.`
      const series = (await app.inject({ url: `/api/v1/series/${unit}/${kpi}?to=2019-04`, headers })).json()
      expect(series.finding).toContain(found)
      const page = (await app.inject({ url: `/units/${unit}/kpis/${kpi}?to=2019-04`, headers })).body
      expect(page).toContain(found)
      expect(page).toContain(words.replace('m', 'M'))
    }
  })

  test.each(['no_cases', 'not_reported', 'suppressed', 'not_applicable'] as const)(
    'the state %s',
    async (state) => {
      const figure = await figureWith('state', state)
      expect(await rowOf(figure)).toContain(stateText(figure))
    },
  )

  test('what is reported, as a figure with what it is made of', async () => {
    const figure = await figureWith('state', 'reported')
    const kpi = (await loadKpis(db, figure.period)).find((k) => k.code === figure.kpi)
    if (kpi === undefined) throw new Error(`no KPI ${figure.kpi}`)
    const [value = '', base = ''] = formatFigure(kpi, figure).split(/[()]/)
    const row = await rowOf(figure)
    expect(row).toContain(value.trim())
    expect(base).toMatch(/\d of \d/)
    expect(row).toContain(base)
  })

  test('a value without its denominator, and above it that one was left out', async () => {
    const figure = await figureWith('state', 'without_denominator')
    expect(await rowOf(figure)).toContain('counts not given')
    const council = (
      await loadFigures(db, { units: ['RIDGE'], kpis: [figure.kpi], periods: [figure.period] })
    )[0]
    expect(await rowOf(council as StoredFigure)).toMatch(/1 of \d+ teams left out: without its counts/)
  })
})

test.each(some(Object.keys(checkWords)))('the plan’s checks have a row of the kind %s', async (kind) => {
  const checks = await loadPlanChecks(db, '2019-06-10')
  expect(checks.map((check) => check.kind)).toContain(kind)
})

async function teamRowsOf(period: string) {
  const teams = (await loadUnits(db, period)).filter((u) => u.kind === 'team')
  const cards = await Promise.all(teams.map((team) => loadScorecard(db, team.code, period, '2019-06-10')))
  return cards.flatMap((card) => card?.lines ?? [])
}

test('of the rows on team scorecards for April 2019, about a sixth are without a verdict, and each says why', async () => {
  const rows = await teamRowsOf('2019-04')
  const unjudged = rows.filter(({ figure: { status } }) =>
    [null, 'small_number', 'no_target', 'no_data'].includes(status),
  )
  const reasons = Map.groupBy(unjudged, ({ figure }) => figure.status ?? figure.state)
  const share = unjudged.length / rows.length
  // Where each one counts a team is judged on any base.
  expect(share).toBeGreaterThan(0.16)
  expect(share).toBeLessThan(0.19)
  for (const reason of some(reasons.keys())) {
    expect([
      'small_number',
      'no_target',
      'no_data',
      'no_cases',
      'suppressed',
      'not_applicable',
      'without_denominator',
    ]).toContain(reason)
  }
  // A month that is too small is judged on three months if there are three.
  const judgedOnThree = rows.filter(({ figure }) => figure.judgedOn === 'three_months')
  expect(judgedOnThree.length).toBeGreaterThan(0)
  // A snapshot too small to judge has its service's rate beside it. In April there is none.
  const smallSnapshots = (await teamRowsOf('2019-03')).filter(
    ({ kpi, figure }) => kpi.basis === 'snapshot' && figure.status === 'small_number',
  )
  expect(smallSnapshots.length).toBeGreaterThan(0)
  expect(smallSnapshots.filter((r) => r.serviceFigure === null)).toEqual([])
})

test('the page of a snapshot too small to judge, and of a flow judged on three months, say so', async () => {
  const { rows } = await sql<{ unit: string; kpi: string; period: string; judged: string | null }>`
    select distinct on (f.judged_on) f.unit_code as unit, f.kpi_code as kpi, f.period, f.judged_on as judged from figure f
    join kpi k on k.council_id = f.council_id and k.code = f.kpi_code
    join unit u on u.council_id = f.council_id and u.code = f.unit_code
    where f.grain = 'monthly' and u.kind = 'team' and (f.judged_on = 'three_months'
      or (f.status = 'small_number' and k.basis = 'snapshot')) order by f.judged_on, f.period desc, 1, 2`.execute(
    db,
  )
  expect(rows).toHaveLength(2)
  for (const { unit, kpi, period, judged } of rows) {
    const { body } = await app.inject({ url: `/units/${unit}/kpis/${kpi}?to=${period}`, headers })
    expect(body).toContain(
      judged === 'three_months' ? 'Judged on the last three months' : 'Too few to judge by themselves',
    )
  }
})
