import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { cellsOf, textOf } from '../../support/page-text.ts'
import { partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

/** Links as a reader of the page sees them. */
const linksOf = (html: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map((m) => (m[1] ?? '').replaceAll('&amp;', '&'))

describe('the golden thread from a figure to its file', () => {
  let db: Db
  let app: FastifyInstance
  let headers: { authorization: string }

  beforeAll(async () => {
    db = (await testDatabase('demo')).db
    app = await testApp(db)
    headers = await bearer(db, 'data_team')
  })

  const read = async (url: string) => {
    const answer = await app.inject({ url, headers })
    expect(answer.statusCode, url).toBe(200)
    return answer.body
  }

  /** The section of a measure's page that shows where its figure came from. */
  function lineageOf(page: string): string {
    const begins = page.indexOf('id="lineage"')
    return page.slice(begins, page.indexOf('</section>', begins))
  }

  /** What was come upon on the ways that were followed. */
  const met = { rows: 0, nothing: 0, sums: 0, parts: 0 }

  /** Follows a measure's page to a file and row: its own, or that of a unit it adds. Returns the number of links followed. */
  async function followToRow(address: string, depth = 1): Promise<number> {
    const page = await read(address)
    const lineage = lineageOf(page)
    const file = linksOf(lineage).find((href) => href.startsWith('/extracts/'))
    if (file !== undefined) {
      const [, extract, row] = /^\/extracts\/(\d+)\?row=(\d+)$/.exec(file) ?? []
      const receipt = await read(file.split('#')[0] ?? '')
      expect(receipt).toContain(`id="row-${row}"`)
      const stored = await db
        .selectFrom('extract_row')
        .select(['unit_code', 'kpi_code'])
        .where('extract_id', '=', Number(extract))
        .where('row_number', '=', Number(row))
        .executeTakeFirstOrThrow()
      expect(address).toContain(stored.kpi_code)
      expect(decodeURIComponent(address)).toContain(`/units/${stored.unit_code}/`)
      met.rows++
      return depth
    }
    sumsTo(lineage)
    const part = linksOf(lineage).find((href) => href.includes('/kpis/'))
    if (part === undefined) {
      expect(lineage).toContain('Nothing was received')
      met.nothing++
      return depth
    }
    met.parts++
    return followToRow(part.split('#')[0] ?? '', depth + 1)
  }

  /** The parts on the page add up to the total beneath them. */
  function sumsTo(lineage: string) {
    if (!lineage.includes('<tfoot')) return
    met.sums++
    const rows = [...lineage.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map((m) => cellsOf(m[1] ?? ''))
    const total = rows.at(-1) ?? []
    const parts = rows
      .slice(1, -1)
      .filter((cells) => cells.at(-1) === 'Added' || cells.at(-1)?.startsWith('No cases'))
    expect(total[0]).toBe('Sum')
    const number = (text: string | undefined) =>
      text === '–' || text === undefined ? 0 : Number(text.replaceAll(',', ''))
    for (const column of [1, ...(total.length > 4 ? [2] : [])]) {
      const added = parts.reduce((sum, cells) => sum + number(cells[column]), 0)
      expect(added, textOf(lineage)).toBeCloseTo(number(total[column]), 6)
    }
  }

  it('leads from any cell of the scorecards, by links alone, to a file and row; and a roll-up to parts that sum to it', async () => {
    const figures = await db
      .selectFrom('figure')
      .select(['unit_code', 'kpi_code', 'period'])
      .distinct()
      .where('period', 'in', ['2018-11', '2019-02', '2019-04'])
      .orderBy('unit_code')
      .orderBy('kpi_code')
      .orderBy('period')
      .execute()
    // Every 61st cell: 61 shares no factor with the size of a scorecard, so every kind of unit and KPI occurs.
    const drawn = figures.filter((_, i) => i % 61 === 0)
    expect(drawn.length).toBeGreaterThan(30)
    for (const { unit_code, kpi_code, period } of partOf(drawn, 6)) {
      const scorecard = await read(`/units/${encodeURIComponent(unit_code)}/scorecards/${period}`)
      const start = `/units/${encodeURIComponent(unit_code)}/kpis/${kpi_code}?to=${period}`
      expect(linksOf(scorecard), `${unit_code} ${period}`).toContain(start)
      expect(await followToRow(start)).toBeLessThanOrEqual(3)
    }
    // Of a team that sent no row there is nothing to follow, and the page says so.
    const { rows } = await sql<{ unit: string; kpi: string; period: string }>`
      select unit_code as unit, kpi_code as kpi, period from figure
      where state = 'not_reported' and unit_code in (select code from unit where kind = 'team')
        and (unit_code, kpi_code, period) not in (select unit_code, kpi_code, period from measurement)
      order by period desc, unit_code, kpi_code limit 1`.execute(db)
    for (const { unit, kpi, period } of some(rows))
      expect(await followToRow(`/units/${unit}/kpis/${kpi}?to=${period}`)).toBe(1)
    expect(Object.values(met).map(Math.sign)).toEqual([1, 1, 1, 1])
  })
})

describe('the plan’s stated figures', () => {
  let app: FastifyInstance
  let headers: { authorization: string }

  beforeAll(async () => {
    const { db } = await testDatabase('demo')
    app = await testApp(db)
    headers = await bearer(db, 'smt')
  })

  const stated = [
    { kpi: 'AS01', value: 82, numerator: 369, denominator: 450, shown: '369 of 450' },
    { kpi: 'LC01', value: 93, numerator: 372, denominator: 400, shown: '372 of 400' },
    { kpi: 'LC03', value: 25, numerator: 25, denominator: null, shown: '25' },
  ]

  it.each(stated)(
    '$kpi for April 2019 is the same on page, API and CSV',
    async ({ kpi, value, numerator, denominator, shown }) => {
      const page = await app.inject({ url: '/units/RIDGE/scorecards/2019-04', headers })
      const row = /<tr[^>]*id="kpi-[^"]*".*?<\/tr>/gs
      const line = [...page.body.matchAll(row)].find((m) => m[0].includes(`id="kpi-${kpi}"`))?.[0] ?? ''
      expect(textOf(line)).toContain(shown)
      expect(textOf(line)).toContain(kpi === 'LC03' ? '25' : `${value}%`)

      const api = await app.inject({ url: '/api/v1/scorecards/RIDGE/2019-04', headers })
      expect(api.json().rows.find((r: { kpi: string }) => r.kpi === kpi)).toMatchObject({
        value,
        numerator,
        denominator,
      })

      const csv = await app.inject({
        url: `/api/v1/measurements?unit=RIDGE&kpi=${kpi}&from=2019-04&to=2019-04`,
        headers: { ...headers, accept: 'text/csv' },
      })
      const [names = '', cells = ''] = csv.body.split(/\r?\n/)
      const record = Object.fromEntries(names.split(',').map((name, i) => [name, cells.split(',')[i]]))
      expect(record).toMatchObject({
        numerator: String(numerator),
        denominator: denominator === null ? '' : String(denominator),
        value: String(value),
      })
    },
  )

  it('counts no child twice: only the teams that count a KPI are added', async () => {
    const page = await app.inject({ url: '/units/RIDGE/kpis/LC02?to=2019-04', headers })
    const lineage = page.body.slice(page.body.indexOf('id="lineage"'), page.body.indexOf('</main>'))
    expect(lineage).toContain('Children in Care North')
    expect(lineage).not.toContain('Independent Reviewing Officers')
  })

  it('R6.1 shows visits to children in care beneath it, at 93% (372 of 400)', async () => {
    const page = await app.inject({ url: '/plan/actions/R6.1', headers })
    expect(textOf(page.body)).toContain('LAC visits in timescale')
    expect(textOf(page.body)).toMatch(/93% \(?372 of 400/)
  })
})
