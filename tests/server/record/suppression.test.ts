import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tableFromIPC } from 'apache-arrow'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { isSmall } from '#domain/suppression/amounts.ts'
import { grainOf } from '#domain/time/period.ts'
import { type Role, roles } from '#server/access/permissions/actor.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { loadFigures, type StoredFigure } from '#server/record/figures.ts'
import { readOutside } from '#server/record/suppression.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { isWide, partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'
import { recordsOf } from '../../support/xlsx.ts'

type Headers = { authorization: string }

const month = '2019-04'
let db: Db
let app: FastifyInstance
let board: Headers
/** A token for an outside audience, with a role that reads every unit. */
let outside: Headers
let inside: Headers
beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
  board = await bearer(db, 'board')
  inside = await bearer(db, 'smt')
  const request = { name: 'Regional dashboard', role: 'smt', unit: null, audience: 'outside', now: testNow }
  outside = { authorization: `Bearer ${await recordToken(db, request)}` }
})

async function get(url: string, headers: Headers, accept?: string) {
  return app.inject({ url, headers: { ...headers, ...(accept === undefined ? {} : { accept }) } })
}

type Row = {
  unit: string
  kpi: string
  period: string
  state: string
  numerator: number | null
  denominator: number | null
  value: number | null
  band: { from: number; to: number } | null
}

type YearLine = {
  kpi: string
  yearToDate: { from: string; to: string; missing: string[]; numerator: number }
}

async function rowsFor(headers: Headers): Promise<Row[]> {
  return (await get('/api/v1/measurements', headers)).json().rows
}

const keyOf = (r: Pick<Row, 'unit' | 'kpi' | 'period'>) => `${r.unit} ${r.kpi} ${r.period}`

/** True if a row shows a count that must be hidden. Average caseloads are per FTE, which are not children. */
function tells({ kpi, numerator, denominator }: Pick<Row, 'kpi' | 'numerator' | 'denominator'>): boolean {
  const rest = numerator === null || denominator === null ? 0 : denominator - numerator
  const counts = kpi === 'WF01' ? [numerator] : [numerator, denominator, rest]
  return counts.some((count) => count !== null && isSmall(count))
}

describe('an outside token', () => {
  it('is given every unit’s rows, and no count of 1 to 5 nor a difference of 1 to 5 in any of them', async () => {
    const [given, stored] = [await rowsFor(outside), await rowsFor(inside)]
    expect(given.map(keyOf)).toEqual(stored.map(keyOf))
    expect(stored.filter(tells).length).toBeGreaterThan(100)
    expect(given.filter(tells)).toEqual([])
    const truth = new Map(stored.map((r) => [keyOf(r), r]))
    for (const row of some(given.filter(({ state }) => state !== 'suppressed')))
      expect(row).toMatchObject({
        value: truth.get(keyOf(row))?.value,
        numerator: truth.get(keyOf(row))?.numerator,
      })
    for (const { numerator, denominator, value } of some(given.filter(({ state }) => state === 'suppressed')))
      expect([numerator, denominator, value]).toEqual([null, null, null])
  })

  it('is told nothing of the file and the row a figure came from', async () => {
    const rows = (await get('/api/v1/measurements', outside)).json().rows
    for (const name of ['extract', 'row', 'version', 'note'])
      expect(rows.filter((r: Record<string, unknown>) => r[name] !== null)).toEqual([])
    for (const url of ['/api/v1/extracts', '/api/v1/extracts/1', '/extracts', '/extracts/1'])
      expect((await get(url, outside)).statusCode).toBe(403)
  })

  it.runIf(isWide)('reads the same in CSV and Arrow as in JSON', async () => {
    const rows = await rowsFor(outside)
    const csv = (await get('/api/v1/measurements', outside, 'text/csv')).body.trim().split('\r\n').slice(1)
    expect(csv.map((line) => line.split(',').slice(0, 3).join(' '))).toEqual(rows.map(keyOf))
    expect(csv.map((line) => line.split(',').slice(6, 9))).toEqual(
      rows.map((r) => [r.numerator, r.denominator, r.value].map((n) => (n === null ? '' : String(n)))),
    )
    const bands = rows.map(({ band }) =>
      [band?.from, band?.to].map((n) => (n === undefined ? '' : String(n))),
    )
    expect(csv.map((line) => line.split(',').slice(-2))).toEqual(bands)
    const arrow = tableFromIPC(
      (await get('/api/v1/measurements', outside, 'application/vnd.apache.arrow.stream')).rawPayload,
    )
    expect(
      arrow.toArray().map((r) => [r?.state, r?.numerator, r?.denominator, r?.value, r?.bandFrom, r?.bandTo]),
    ).toEqual(
      rows.map((r) => [
        r.state,
        r.numerator,
        r.denominator,
        r.value,
        r.band?.from ?? null,
        r.band?.to ?? null,
      ]),
    )
  })

  it.runIf(isWide)(
    'reads the same figure on the scorecard and in the series as in bulk',
    async () => {
      const rows = new Map((await rowsFor(outside)).map((r) => [keyOf(r), r]))
      let hidden = 0
      for (const unit of ['RIDGE', 'HPC', 'CICS', 'HP-S1', 'CWD-S']) {
        const card = (await get(`/api/v1/scorecards/${unit}/${month}`, outside)).json()
        for (const line of partOf<(typeof card.rows)[number]>(card.rows, 3)) {
          const row = rows.get(keyOf({ unit, kpi: line.kpi, period: line.period }))
          if (row === undefined) throw new Error(`${unit} ${line.kpi} ${line.period} is not in bulk`)
          expect(line).toMatchObject({ state: row.state, value: row.value, numerator: row.numerator })
          for (const cell of [line, line.previous, line.sameMonthLastYear, line.latestWeek])
            expect(cell === null ? false : tells({ ...cell, kpi: line.kpi })).toBe(false)
          if (row.state === 'suppressed') {
            hidden++
            expect(line).toMatchObject({
              status: null,
              gap: null,
              judgedNumerator: null,
              excluded: null,
              variation: 'none',
            })
          }
          const { points } = (
            await get(
              `/api/v1/series/${unit}/${line.kpi}?grain=${line.period.includes('Q') ? 'quarterly' : 'monthly'}`,
              outside,
            )
          ).json()
          for (const p of some<Row>(points))
            expect(p.value).toBe(rows.get(keyOf({ unit, kpi: line.kpi, period: p.period }))?.value ?? null)
        }
      }
      expect(hidden).toBeGreaterThan(0)
    },
    60_000,
  )

  it('is given the financial year so far as the sum of months that it is given, and of no other', async () => {
    const rows = await rowsFor(outside)
    let lacking = 0
    for (const unit of ['RIDGE', 'HPC', 'HP-S1']) {
      const card = (await get(`/api/v1/scorecards/${unit}/2019-03`, outside)).json()
      const lines: YearLine[] = card.rows.filter((line: YearLine) => line.yearToDate !== null)
      for (const { kpi, yearToDate: year } of some(lines)) {
        const months = rows.filter((r) => r.unit === unit && r.kpi === kpi && r.period >= year.from)
        const added = months.filter((r) => r.period <= year.to && !year.missing.includes(r.period))
        expect(added.filter((r) => r.state === 'suppressed')).toEqual([])
        expect(added.reduce((sum, r) => sum + (r.numerator ?? 0), 0)).toBe(year.numerator)
        lacking += months.filter((r) => r.state === 'suppressed' && year.missing.includes(r.period)).length
      }
    }
    expect(lacking).toBeGreaterThan(0)
  })

  it('is given the year so far of a series as the sum of points that it is given', async () => {
    type Point = Row & { yearToDate: YearLine['yearToDate'] | null }
    const withheld = (await rowsFor(outside)).filter((r) => r.unit === 'HPC' && r.state === 'suppressed')
    const kpis = [...new Set(withheld.filter((r) => grainOf(r.period) === 'monthly').map((r) => r.kpi))]
    const series = await Promise.all(
      kpis.map(
        async (kpi): Promise<Point[]> => (await get(`/api/v1/series/HPC/${kpi}`, outside)).json().points,
      ),
    )
    const dated = series.flatMap((points) =>
      points.flatMap(({ period, yearToDate: year }) => (year === null ? [] : [{ points, period, year }])),
    )
    let lacking = 0
    for (const { points, period, year } of some(dated)) {
      const own = points.filter((p) => p.period >= year.from && p.period <= period)
      const added = own.filter((p) => !year.missing.includes(p.period))
      expect(added.filter((p) => p.state === 'suppressed')).toEqual([])
      expect(added.reduce((sum, p) => sum + (p.numerator ?? 0), 0)).toBe(year.numerator)
      lacking += own.length - added.length
    }
    expect(lacking).toBeGreaterThan(0)
  })

  it('is refused the figures of another moment and of another tree', async () => {
    for (const url of [
      `/api/v1/scorecards/HPC/${month}?asAt=2019-05-15T00:00:00Z`,
      '/api/v1/measurements?asAt=2019-05-15T00:00:00Z',
      `/units/HPC/scorecards/${month}?tree=today`,
    ])
      expect((await get(url, outside)).statusCode).toBe(403)
  })

  it('cannot upload, publish or sign off, whatever its role', async () => {
    const request = {
      name: 'Outside data team',
      role: 'data_team',
      unit: null,
      audience: 'outside',
      now: testNow,
    }
    const headers = { authorization: `Bearer ${await recordToken(db, request)}` }
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/extracts?dryRun=true',
      headers: { ...headers, 'content-type': 'text/csv' },
      payload: 'team_code,kpi_code,period,numerator,denominator\n',
    })
    expect(answer.statusCode).toBe(403)
  })
})

describe('the board', () => {
  it('is told a band where good performance would vanish, and sees half as many cells vanish or fewer', async () => {
    const [given, stored] = [await rowsFor(board), new Map((await rowsFor(inside)).map((r) => [keyOf(r), r]))]
    const reported = given.filter((r) => stored.get(keyOf(r))?.state === 'reported')
    const hidden = reported.filter((r) => r.state === 'suppressed')
    const vanished = hidden.filter((r) => r.band === null)
    const share = (n: number) => `${((100 * n) / reported.length).toFixed(1)}%`
    console.info(
      `cells reported to the board: ${reported.length}; withheld: ${share(hidden.length)}; without a band: ${share(vanished.length)}`,
    )
    expect(hidden.length).toBeGreaterThan(1_000)
    expect(vanished.length).toBeLessThan(hidden.length / 2)
    for (const row of some(hidden.filter((r) => r.band !== null))) {
      const value = stored.get(keyOf(row))?.value ?? Number.NaN
      expect(value).toBeGreaterThanOrEqual(row.band?.from ?? Number.POSITIVE_INFINITY)
      expect(value).toBeLessThanOrEqual(row.band?.to ?? Number.NEGATIVE_INFINITY)
    }
  })

  it('reads the band on page, table, file and series, as the API gives it', async () => {
    const row = some((await rowsFor(board)).filter((r) => r.band?.to === 100 && r.period === month))[0] as Row
    const url = `/units/${row.unit}/kpis/${row.kpi}`
    const words = `${row.band?.from}% or more`
    expect((await get(`${url}?to=${month}`, board)).body).toContain(`Suppressed for April 2019: ${words}`)
    expect((await get(`/units/${row.unit}/scorecards/${month}`, board)).body).toContain(words)
    const csv = (await get(`${url}.csv?to=${month}`, board)).body
    expect(csv.split('\r\n').find((line) => line.includes(`,${month},`))).toMatch(
      new RegExp(`,${row.band?.from},100,,,,,,$`),
    )
    const series = (await get(`/api/v1/series/${row.unit}/${row.kpi}?to=${month}`, board)).json()
    expect(series.points.find((p: Row) => p.period === month)).toMatchObject({ value: null, band: row.band })
    const card = (await get(`/api/v1/scorecards/${row.unit}/${month}`, board)).json()
    expect(card.rows.find((r: Row) => r.kpi === row.kpi)).toMatchObject({ value: null, band: row.band })
  })

  it('reads the band in the same words on page, chart and finding, and in the workbooks', async () => {
    const rows = some((await rowsFor(board)).filter((r) => r.band !== null && r.period === month))
    const share = rows.find((r) => r.band?.to === 100)
    if (share === undefined) throw new Error('No share of the month has a band')
    const { unit, kpi, band } = share
    const words = `${band?.from}% or more`
    const query = `unit=${unit}&kpi=${kpi}&to=${month}`
    expect((await get(`/units/${unit}/kpis/${kpi}?to=${month}`, board)).body).toContain(words)
    expect((await get(`/charts/trend.svg?${query}`, board)).body).toContain(words)
    expect((await get(`/api/v1/series/${unit}/${kpi}?to=${month}`, board)).json().finding).toContain(words)
    const files = [`/units/${unit}/kpis/${kpi}.xlsx?to=${month}`, `/units/${unit}/scorecards/${month}.xlsx`]
    for (const address of some(files)) {
      const told = recordsOf((await get(address, board)).rawPayload).map((r) => Object.values(r))
      const line = told.find(
        (values) => values.includes(month) && (values.includes(kpi) || address.includes(kpi)),
      )
      expect(line, address).toEqual(expect.arrayContaining([String(band?.from), '100']))
    }
  })

  it('gets limits no more exact than a page shows them, and managers inside get them as they are', async () => {
    const limitsFor = async (headers: typeof board): Promise<number[]> => {
      const { points } = (await get(`/api/v1/series/RIDGE/AS01?to=${month}`, headers)).json()
      return points.flatMap(({ mean, lower, upper }: Record<string, number | null>) =>
        [mean, lower, upper].filter((v) => v != null),
      )
    }
    const isShort = (limit: number) => Math.abs(limit * 10 - Math.round(limit * 10)) < 1e-9
    const [given, whole] = [some(await limitsFor(board)), some(await limitsFor(inside))]
    expect(given.filter((limit) => !isShort(limit))).toEqual([])
    expect(whole.filter((limit) => !isShort(limit)).length).toBeGreaterThan(10)
  })

  it('sees the council and its services and no team', async () => {
    expect((await get(`/units/RIDGE/scorecards/${month}`, board)).statusCode).toBe(200)
    expect((await get(`/units/HPC/scorecards/${month}`, board)).statusCode).toBe(200)
    expect((await get(`/units/HP-S1/scorecards/${month}`, board)).statusCode).toBe(404)
    expect((await get('/api/v1/series/HP-S1/CP04', board)).statusCode).toBe(404)
    const units = new Set((await rowsFor(board)).map((r) => r.unit))
    expect([...units].sort()).toEqual(['CICS', 'CWDS', 'EHY', 'FAP', 'FD', 'HPC', 'QSP', 'RIDGE'])
  })

  it('is given suppressed figures even by a token that was asked for as inside', async () => {
    const [given, stored] = [
      await rowsFor(board),
      new Map((await rowsFor(outside)).map((r) => [keyOf(r), r])),
    ]
    for (const row of some(given)) expect(row).toEqual(stored.get(keyOf(row)))
    expect(given.some((r) => r.state === 'suppressed')).toBe(true)
  })

  it('reads pages that hold no value that is suppressed, in words, table, chart or alternative text', async () => {
    const stored = await loadFigures(db, { units: ['RIDGE', 'HPC', 'CWDS', 'CICS', 'FD'], grain: 'monthly' })
    const given = new Map(
      (
        await loadFigures(readOutside(db), {
          units: ['RIDGE', 'HPC', 'CWDS', 'CICS', 'FD'],
          grain: 'monthly',
        })
      ).map((f) => [keyOf(f), f]),
    )
    const hidden = stored.filter(
      (f) => f.state === 'reported' && given.get(keyOf(f))?.state === 'suppressed' && f.period === month,
    )
    expect(hidden.length).toBeGreaterThan(3)
    let looked = 0
    for (const figure of partOf(hidden, 6)) {
      const url = `/units/${figure.unit}/kpis/${figure.kpi}`
      const page = await get(`${url}?to=${month}`, board)
      expect(page.statusCode).toBe(200)
      const elsewhere = [...given.values()].filter((f) => f.kpi === figure.kpi).flatMap(told)
      for (const text of told(figure).filter((t) => !elsewhere.includes(t))) {
        looked++
        expect(page.body).not.toContain(text)
      }
      expect(page.body).toContain('Suppressed for April 2019')
      const csv = (await get(`${url}.csv?to=${month}`, board)).body
      expect(csv.split('\r\n').find((line) => line.includes(`,${month},`))).toMatch(/,suppressed,(c,)?,/)
    }
    expect(looked).toBeGreaterThan(0)
  }, 60_000)

  it('opens the overview by service, and the plan with counts', async () => {
    const overview = await get(`/overview?period=${month}&kpi=CP04`, board)
    expect(overview.statusCode).toBe(200)
    expect(overview.body).toContain('service by service')
    expect(overview.body).not.toContain('Help and Protection South 1')
    const plan = await get('/plan', board)
    expect(plan.body).toMatch(/\d+ measures: /)
    expect(plan.body).not.toContain('(372 of 400)')
  })

  it('is not shown the rows of a file, nor the way to one', async () => {
    const page = await get(`/units/HPC/kpis/CP04?to=${month}`, board)
    expect(page.body).toContain('Where this figure came from')
    expect(page.body).not.toContain('/extracts/')
  })
})

/** How pages would write a figure's counts. */
function told({ numerator, denominator }: StoredFigure): string[] {
  return denominator === null ? [] : [`(${numerator} of ${denominator})`, `>${numerator} of ${denominator}<`]
}

describe('inside the service', () => {
  it('every role reads one value of a service figure, the true one', async () => {
    const figure = (await loadFigures(db, { units: ['HPC'], kpis: ['CP04'], periods: [month] }))[0]
    const units: Partial<Record<Role, string>> = { team_manager: 'HP-S1', head_of_service: 'HPC' }
    const read = new Map<Role, unknown>()
    for (const role of roles) {
      const headers = await inTurn(role, units[role] ?? null)
      const answer = await get(`/api/v1/series/HPC/CP04?from=${month}&to=${month}`, headers)
      if (answer.statusCode === 200) read.set(role, answer.json().points[0])
    }
    expect([...read.keys()]).toEqual([
      'head_of_service',
      'smt',
      'data_team',
      'plan_lead',
      'board',
      'quality_lead',
      'workforce_lead',
    ])
    for (const [, point] of some([...read].filter(([role]) => role !== 'board')))
      expect(point).toMatchObject({
        value: figure?.value,
        numerator: figure?.numerator,
        denominator: figure?.denominator,
      })
  })

  it.runIf(isWide)('small counts are true ones', async () => {
    const stored = await rowsFor(inside)
    const figures = new Map((await loadFigures(db, {})).map((f) => [keyOf(f), f]))
    for (const row of some(stored.filter(tells)))
      expect(row.numerator).toBe(figures.get(keyOf(row))?.numerator)
  })
})

let turns = 0

async function inTurn(role: Role, unit: string | null): Promise<Headers> {
  turns += 1
  const request = { name: `${role} in turn ${turns}`, role, unit, audience: 'inside', now: testNow }
  return { authorization: `Bearer ${await recordToken(db, request)}` }
}

describe('the door', () => {
  it('is the only way to a number: whatever else reads the tables of figures is known, and why it may', async () => {
    const folder = fileURLToPath(new URL('../../../server', import.meta.url))
    const reading = globSync('**/*.ts', { cwd: folder }).filter((file) =>
      /(selectFrom|[jJ]oin)\(\s*'(figure|visible_figure|measurement|current_measurement|extract_row|rule_change)[ ']/.test(
        readFileSync(`${folder}/${file}`, 'utf8'),
      ),
    )
    expect(reading).toContain('record/figures.ts')
    const unknown = reading.filter((file) => !file.startsWith('extracts/') && !(file in mayRead))
    expect(
      unknown.map(
        (file) =>
          `server/${file} reads a table of figures: go through server/record/figures.ts, or say why it may in ` +
          '‘mayRead’ of tests/server/record/suppression.test.ts',
      ),
    ).toEqual([])
  })
})

const mayRead: Record<string, string> = {
  'activity/digest.ts': 'gives a digest of a day’s lines, from which no figure can be read',
  'measurements/rows.ts': 'hides what it exports to an outside audience',
  'reads/changes.ts': 'gives an outside audience nothing',
  'record/arrivals.ts': 'tells which cells hold no figure, a kind of nothing, and when the others came',
  'reads/completeness.ts': 'tells which cells a file names, and no figure',
  'reads/extracts.ts': 'needs the permission to read extracts, which no outside audience has',
  'record/figure-versions.ts': 'asks whether a version was taken back, and gives no figure',
  'record/figure-values.ts': 'refuses an outside audience',
  'record/figures.ts': 'the door',
  'record/judged-months.ts': 'goes through the door for an outside audience',
  'record/latest-figures.ts':
    'says which period of a measure is the latest; its figures come through the door',
  'record/latest-month.ts': 'counts how many figures of a month are in, and gives none',
  'record/ledger.ts': 'computes at publish; a recast is refused to an outside audience',
  'reads/lineage.ts': 'gives an outside audience nothing',
  'reads/movers.ts': 'compares what was said at two moments, and not for an outside audience',
  'reads/open-months.ts': 'says which months wait for their sign-off, and no figure',
  'record/periods.ts': 'gives months and no figure',
  'record/publications.ts': 'counts the cells of a file',
  'record/publication-moments.ts': 'asks when values were published, and gives none',
  'record/restated-cells.ts': 'says which cells were restated, and no figure',
  'record/returns.ts': 'gives which cells were taken back, and no figure',
  'reads/scorecard-detail.ts': 'opens sums and rows of files, and neither to an outside audience',
  'reads/rule-quality.ts': 'gives an outside audience nothing',
  'record/sign-offs.ts': 'says which publications changed a scorecard, and no figure',
  'record/summed-ledger.ts': 'adds up at publish, and gives no reader anything',
  'reads/record-summary.ts': 'gives the latest month and no figure',
  'record/suppression.ts': 'tells the door what is withheld',
  'record/withholding.ts': 'decides what is withheld, and gives no figure',
}
