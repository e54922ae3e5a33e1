import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { gapSentence } from '#domain/wording/gap-words.ts'
import type { Db } from '#server/db/database.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { loadScorecardDetail } from '#server/reads/scorecard-detail.ts'
import { bearer, signIn, testApp } from '../../support/app.ts'
import { carriedBy } from '../../support/catalogue.ts'
import { testDatabase } from '../../support/database.ts'
import { cellsOf, textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { some } from '../../support/some.ts'
import { recordsOf } from '../../support/xlsx.ts'

type YearToDate = {
  value: number
  numerator: number
  denominator: number | null
  months: number
  missing: string[]
}

const day = '2019-06-10'
const address = '/units/HP-S1/scorecards/2019-04'
const carried = carriedBy('HP-S1').length

let app: FastifyInstance
let read: ReadOnce
let db: Db
let smt: { authorization: string }

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
  read = readOnce(app)
  smt = await bearer(db, 'smt')
})

const get = (url: string, headers: Record<string, string> = smt) => read(url, headers)
const page = async (url: string, headers?: Record<string, string>) => (await get(url, headers)).body
const mainOf = (body: string) => /<main[^>]*>(.*)<\/main>/s.exec(body)?.[1] ?? ''
const codesOf = (body: string) => [...body.matchAll(/id="kpi-([A-Z0-9]+)"/g)].map(([, code]) => code ?? '')
const rowOf = (body: string, kpi: string) =>
  new RegExp(`<tr[^>]*id="kpi-${kpi}".*?</tr>`, 's').exec(body)?.[0] ?? ''
const openedOf = (body: string, kpi: string) =>
  textOf(
    new RegExp(`id="kpi-${kpi}".*?</tr>\\s*(<tr[^>]*app-table__detail.*?</tr>)`, 's').exec(body)?.[1] ?? '',
  )
const onScreen = (row: string) => cellsOf(row.replaceAll(/<td[^>]*app-print-cell.*?<\/td>/gs, ''))

describe('a row', () => {
  it('has nine columns on screen and eleven on paper, one phrase and one status mark', async () => {
    const body = await page(address)
    for (const code of some(codesOf(body))) {
      const row = rowOf(body, code)
      expect(onScreen(row), code).toHaveLength(9)
      expect(cellsOf(row), code).toHaveLength(11)
      const screen = row.replaceAll(/<td[^>]*app-print-cell.*?<\/td>/gs, '')
      expect((screen.match(/app-mark__word/g) ?? []).length, code).toBeLessThanOrEqual(1)
      const opener = new RegExp(`id="kpi-${code}".*?<summary[^>]*>(.*?)</summary>`, 's').exec(body)?.[1] ?? ''
      expect((opener.match(/class="app-mark/g) ?? []).length, code).toBe(0)
    }
  })

  it('says the gap in children as the rule does, and never of what is not judged', async () => {
    const body = await page(address)
    const scorecard = await loadScorecard(db, 'HP-S1', '2019-04', day)
    for (const { kpi, figure } of some(scorecard?.lines ?? [])) {
      const cell = onScreen(rowOf(body, kpi.code))[6]
      const sentence = gapSentence(kpi, figure)
      expect([kpi.code, cell === '']).toEqual([kpi.code, sentence === null])
      const [, counted = '', months = ''] = /^(.*?)( over the three months)?$/.exec(String(cell)) ?? []
      expect((sentence ?? '').startsWith(counted), `${kpi.code}: ${sentence} / ${cell}`).toBe(true)
      expect((sentence ?? '').endsWith(months), `${kpi.code}: ${sentence} / ${cell}`).toBe(true)
    }
    expect(onScreen(rowOf(body, 'CP04'))[6]).toBe('14 more children')
    expect(onScreen(rowOf(body, 'FD04'))[6]).toBe('6 fewer referrals')
    expect(onScreen(rowOf(body, 'CN05'))[5]).toContain('Small number')
  })

  it('opens to what it is held against, what was said, what is done and where it came from', async () => {
    const opened = openedOf(await page(address), 'CP04')
    expect(opened).toContain('Concerning Worse than usual since March 2019.')
    expect(opened).toContain('14 more children seen on time would have met the target of 90% or more.')
    expect(opened).toMatch(/Target 90% or more, since April 2015/)
    expect(opened).toContain('March 2019 55% (22 of 40)')
    expect(opened).toMatch(/April 2018 \d+/)
    expect(opened).toMatch(/Help, Protection and Court [\d.]+% \(\d+ of \d+\)/)
    expect(opened).toMatch(/Ridgeshire[^%]*[\d.]+% \([\d,]+ of [\d,]+\)/)
    expect(opened).toMatch(/22 of 39, from .*, row \d+ ?, published .* by Data team/)
    expect(opened).toContain(
      '56.4% (22 of 39), CP visits in timescale, Help and Protection South 1, April 2019',
    )
    const england = openedOf(await page(address), 'FD04')
    expect(england).toMatch(/England [\d.]+% in 2018, published yearly/)
  })

  it('offers to add commentary to those who may write it, and to nobody else', async () => {
    const { cookie } = await signIn(app, 'team_manager')
    expect(openedOf(await page(address, { cookie }), 'CP04')).toContain('No commentary yet. Add')
    expect(await page(address, { cookie })).toContain('/units/HP-S1/kpis/CP04/commentary?period=2019-04')
    const read = await page(address)
    expect(openedOf(read, 'CP04')).toContain('No commentary yet.')
    expect(read).not.toContain('/commentary?')
    expect(await page(`${address}?asAt=2019-06-09`, { cookie })).not.toContain('/commentary?')
  })
})

describe('the sum behind a roll-up', () => {
  it('adds the parts it shows to the figure in the row, for every measure of a service and the council', async () => {
    for (const unit of ['HPC', 'RIDGE']) {
      const scorecard = await loadScorecard(db, unit, '2019-04', day)
      if (scorecard === null) throw new Error(unit)
      const detail = await loadScorecardDetail(db, scorecard)
      let opened = 0
      some(scorecard.lines).forEach(({ kpi, figure }, i) => {
        const { parts } = detail.rows[i] ?? { parts: null }
        if (kpi.kind === 'median' || figure.origin !== 'computed' || figure.state !== 'reported') return
        const added = (parts ?? []).filter(({ cell }) => cell.state === 'reported')
        const sum = (of: 'numerator' | 'denominator') =>
          added.reduce((total, { cell }) => total + Math.round((cell[of] ?? 0) * 10_000), 0) / 10_000
        expect([kpi.code, sum('numerator')]).toEqual([kpi.code, figure.numerator])
        expect([kpi.code, sum('denominator')]).toEqual([kpi.code, figure.denominator ?? 0])
        opened++
      })
      expect(opened).toBeGreaterThan(20)
    }
  })

  it('names each team, and says who was left out and why', async () => {
    const opened = openedOf(await page('/units/HPC/scorecards/2019-04'), 'WF06')
    expect(opened).toMatch(/Show the sum of .*: 91.3% is 73 of 80, 6 of 7 added/)
    expect(opened).toMatch(/\d+ of \d+ \+ \d+ of \d+ .* = 73 of 80/)
    expect(opened).toContain('Help and Protection South 1: 14 of 15')
    expect(opened).toMatch(/Left out: [A-Z][^,]+, not reported/)
  })

  it('stays closed to a reader outside the service', async () => {
    const board = await bearer(db, 'board')
    const body = await page('/units/HPC/scorecards/2019-04', board)
    expect(body).toContain('Small numbers are suppressed')
    expect(body).not.toContain('Show the sum')
    expect(body).not.toMatch(/row \d+/)
    expect(textOf(mainOf(body))).not.toContain('Since you last looked')
  })
})

describe('a filter in the address', () => {
  it('shows the measures it names, as many as its count says', async () => {
    const api = (await get('/api/v1/scorecards/HP-S1/2019-04')).json()
    for (const [status, count] of [
      ['met', api.counts.met],
      ['close', api.counts.close],
      ['missed', api.counts.missed],
      ['small_number', api.counts.smallNumber],
    ]) {
      const body = await page(`${address}?status=${status}`)
      const fitting = api.rows.filter((r: { status: string }) => r.status === status)
      expect(codesOf(body).toSorted()).toEqual(fitting.map((r: { kpi: string }) => r.kpi).toSorted())
      expect(fitting.length, status).toBe(count)
      const said = textOf(/role="status">(.*?)<\/p>/s.exec(body)?.[1] ?? '')
      expect(said).toContain(`${fitting.length} of ${api.rows.length} measures`)
      const context = await page(`${address}?dimension=context&status=${status}`)
      const own = fitting.filter((r: { dimension: string }) => r.dimension === 'context')
      expect(codesOf(context)).toHaveLength(own.length)
    }
    const concerning = await page(`${address}?variation=concerning`)
    expect(codesOf(concerning)).toHaveLength(api.counts.concerning)
    expect(concerning).toContain('<title>Scorecard, Concerning – ')
  })

  it('goes on to the month before, and is taken back by a link', async () => {
    const body = await page(`${address}?status=missed&variation=concerning&compare=2019-01`)
    expect(body).toContain(
      'href="/units/HP-S1/scorecards/2019-03?status=missed&amp;variation=concerning&amp;compare=2019-01" rel="prev"',
    )
    const chips = [...body.matchAll(/class="app-filter__chip" href="([^"]+)"/g)].map(([, href]) => href)
    expect(chips).toEqual([
      `${address}?variation=concerning&amp;compare=2019-01#measures`,
      `${address}?status=missed&amp;compare=2019-01#measures`,
      `${address}?status=missed&amp;variation=concerning#measures`,
    ])
  })

  it('that is not known is left out, and the page says so', async () => {
    for (const query of [
      'status=red',
      'variation=up',
      'sort=target',
      'dimension=workforce',
      'compare=2031-01',
      'compare=x',
      'print=some',
      'status=met&status=close',
    ]) {
      const answer = await get(`${address}?${query}`)
      expect(answer.statusCode, query).toBe(200)
      expect(textOf(answer.body), query).toMatch(
        /The [a-z ]+ in the address is not one we know, so it is left out\./,
      )
      expect(codesOf(answer.body), query).toHaveLength(carried)
    }
  })

  it('that nothing fits says so', async () => {
    const body = await page(`${address}?status=no_target&variation=concerning`)
    expect(textOf(body)).toContain(`0 of ${carried} measures: no target and concerning.`)
    expect(textOf(body)).toContain('No measure fits. Take a filter back to see more.')
  })
})

describe('an order', () => {
  it('is named in its heading, and runs as it says', async () => {
    const body = await page(`${address}?sort=gap`)
    expect(body).toContain('aria-sort="descending"')
    expect(body.match(/aria-sort="(ascending|descending)"/g)).toHaveLength(1)
    const gaps = codesOf(body).map((code) =>
      Number(/^\d+/.exec(onScreen(rowOf(body, code))[6] ?? '')?.[0] ?? 0),
    )
    expect(gaps).toHaveLength(carried)
    expect(gaps).toEqual(gaps.toSorted((a, b) => b - a))
    expect(gaps[0]).toBeGreaterThan(10)
  })

  it('by value begins anew with each kind of figure, and stands in the address', async () => {
    expect(await page(address)).toContain(`href="${address}?sort=value#measures"`)
    const body = await page(`${address}?sort=value`)
    const heading = /<th [^>]*aria-sort="descending"[^>]*>(.*?)<\/th>/s.exec(body)?.[1] ?? ''
    expect(textOf(heading)).toMatch(/^Apr 2019/)
    const groups = body.split('app-table__group">').slice(1)
    expect(groups.length).toBeGreaterThan(1)
    for (const group of groups) {
      const values = codesOf(group).map((code) =>
        Number.parseFloat((onScreen(rowOf(group, code))[1] ?? '').replaceAll(',', '')),
      )
      const known = values.filter((v) => !Number.isNaN(v))
      expect(known).toEqual(known.toSorted((a, b) => b - a))
      expect(values.slice(known.length).every(Number.isNaN)).toBe(true)
    }
    expect(codesOf(body)).toHaveLength(carried)
  })
})

describe('a month compared with', () => {
  it('is one more column, in figures and without a mark', async () => {
    const body = await page(`${address}?compare=2019-01`)
    const then = (await get('/api/v1/scorecards/HP-S1/2019-01')).json()
    const row = rowOf(body, 'CP04')
    expect(onScreen(row)).toHaveLength(10)
    const before = then.rows.find((r: { kpi: string }) => r.kpi === 'CP04')
    expect(onScreen(row)[4]).toContain(`(${before.numerator} of ${before.denominator})`)
    expect(/<td[^>]*app-scorecard__compared.*?<\/td>/s.exec(row)?.[0]).not.toContain('<svg')
  })
})

describe('last month', () => {
  it('stands in grey beside the month in every row, a value without a difference, a sign or an arrow', async () => {
    const body = await page(address)
    const before = (await get('/api/v1/scorecards/HP-S1/2019-03')).json()
    const valueBefore = new Map<string, number | null>(
      before.rows.map((r: { kpi: string; value: number | null }) => [r.kpi, r.value]),
    )
    const grey = some(codesOf(body)).map((code) => {
      const cell = /<td[^>]*app-scorecard__before[^>]*>.*?<\/td>/s.exec(rowOf(body, code))?.[0] ?? ''
      expect(cell).not.toContain('<svg')
      return [code, textOf(cell)] as const
    })
    expect(grey.length).toBe(carried)
    expect(textOf(/<thead.*?<\/thead>/s.exec(body)?.[0] ?? '')).toContain('n of d Mar 2019 Target')
    const told = grey.filter(([, words]) => /^[\d,.]+%?$/.test(words))
    expect(told.length).toBeGreaterThan(25)
    for (const [code, words] of some(told)) {
      const value = Number(words.replaceAll(/[,%]/g, ''))
      expect(Math.abs(value - (valueBefore.get(code) ?? Number.NaN)), code).toBeLessThanOrEqual(0.051)
    }
  })

  it('is not offered again to compare with, and stands once if it is asked for', async () => {
    const options = /<select[^>]*name="compare".*?<\/select>/s.exec(await page(address))?.[0] ?? ''
    expect(options).toContain('value="2019-02"')
    expect(options).not.toContain('value="2019-03"')
    const body = await page(`${address}?compare=2019-03`)
    expect(rowOf(body, 'CP04').match(/app-scorecard__(?:compared|before)/g)).toHaveLength(1)
  })
})

describe('the financial year so far', () => {
  it('is beside the month in the details of a flow, of nothing else, and the same in the API and both files', async () => {
    const march = address.replace('2019-04', '2019-03')
    const api = (await get('/api/v1/scorecards/HP-S1/2019-03')).json()
    const rows: Record<string, string>[] = parse(await page(`${march}.csv`), { columns: true, bom: true })
    const workbook = recordsOf((await get(`${march}.xlsx`)).rawPayload)
    const body = await page(march)
    const flows = api.rows.filter((r: { yearToDate: object | null }) => r.yearToDate !== null)
    expect(flows.length).toBeGreaterThan(5)
    for (const { kpi, yearToDate: year } of some<{ kpi: string; yearToDate: YearToDate | null }>(api.rows)) {
      const [file, sheet] = [rows.find((r) => r.kpi === kpi), workbook.find((r) => r.Code === kpi)]
      const opened = openedOf(body, kpi)
      expect(opened.includes('2018 to 2019 so far'), kpi).toBe(year !== null)
      expect([file?.yearToDateNumerator, file?.yearToDateMonths], kpi).toEqual([
        year === null ? '' : String(year.numerator),
        year === null ? '' : String(year.months),
      ])
      expect(Number(sheet?.['Year so far: n'] || Number.NaN), kpi).toBe(year?.numerator ?? Number.NaN)
    }
  })

  it('is the sum of its months as they are given one by one', async () => {
    const { rows } = (await get('/api/v1/scorecards/HPC/2019-03')).json()
    const url = '/api/v1/series/HPC/AS01?from=2018-04&to=2019-03'
    const points: { numerator: number; denominator: number }[] = (await get(url)).json().points
    const year: YearToDate = rows.find((r: { kpi: string }) => r.kpi === 'AS01').yearToDate
    const sum = (of: 'numerator' | 'denominator') => points.reduce((total, p) => total + p[of], 0)
    expect(year).toMatchObject({
      ...{ year: 2019, from: '2018-04', to: '2019-03', months: 12, expected: 12, missing: [] },
      ...{ numerator: sum('numerator'), denominator: sum('denominator') },
    })
    expect(year.value).toBeCloseTo((100 * sum('numerator')) / sum('denominator'), 9)
  })

  it('stands beside each point of a series, in its answer and files, and adds up quarters too', async () => {
    let looked = 0
    for (const [kpi, grain, to] of some([
      ['AS01', 'monthly', '2019-03'],
      ['YO01', 'quarterly', '2019-Q1'],
    ])) {
      const query = `?grain=${grain}&to=${to}`
      const { points } = (await get(`/api/v1/series/RIDGE/${kpi}${query}`)).json()
      const { yearToDate: year, period }: { yearToDate: YearToDate; period: string } = points.at(-1)
      expect([period, year.months, year.missing], kpi).toEqual([to, grain === 'monthly' ? 12 : 4, []])
      const { rows } = (await get('/api/v1/scorecards/RIDGE/2019-03')).json()
      expect(rows.find((r: { kpi: string }) => r.kpi === kpi).yearToDate, kpi).toEqual(year)
      const file: Record<string, string>[] = parse(await page(`/units/RIDGE/kpis/${kpi}.csv${query}`), {
        columns: true,
        bom: true,
      })
      const sheet = recordsOf((await get(`/units/RIDGE/kpis/${kpi}.xlsx${query}`)).rawPayload)
      expect(file.at(-1)?.yearToDateNumerator, kpi).toBe(String(year.numerator))
      expect(Number(sheet.at(-1)?.['Year so far: n']), kpi).toBe(year.numerator)
      looked += 1
    }
    expect(looked).toBe(2)
    const stock = (await get('/api/v1/series/RIDGE/AS02?to=2019-03')).json().points
    expect(stock.at(-1).yearToDate).toBeNull()
  })

  it('adds up the months as they were at the moment asked for', async () => {
    const asAt = 'asAt=2019-03-15'
    const { rows } = (await get(`/api/v1/scorecards/HPC/2019-02?${asAt}`)).json()
    const flows: { kpi: string; yearToDate: YearToDate | null }[] = rows
    let looked = 0
    for (const { kpi, yearToDate } of some(flows.filter((r) => r.yearToDate !== null)).slice(0, 6)) {
      const url = `/api/v1/series/HPC/${kpi}?from=2018-04&to=2019-02&${asAt}`
      const points: { numerator: number | null }[] = (await get(url)).json().points
      expect(
        points.reduce((total, p) => total + (p.numerator ?? 0), 0),
        kpi,
      ).toBe(yearToDate?.numerator)
      looked += 1
    }
    expect(looked).toBe(6)
  })
})

describe('what nobody measures', () => {
  it('is said on the page of the catalogue, and not on a manager’s scorecard', async () => {
    const text = textOf(mainOf(await page('/units/CIC-N/scorecards/2019-04')))
    expect(text).not.toContain('No measure')
    const catalogue = textOf(mainOf(await page('/help/kpis')))
    expect(catalogue).toMatch(
      /What no measure asks yet .*Is the child better off\? .*Visits to children in care/,
    )
    const foot = textOf(/id="not-collected".*?<\/details>/s.exec(await page(address))?.[0] ?? '')
    expect(foot).toContain('Care proceedings in 26 weeks')
  })
})

describe('since the last look', () => {
  it('names the figures that were restated and the agreed actions made', async () => {
    const { cookie } = await signIn(app, 'team_manager')
    const news = textOf(
      /<div class="app-news.*?<\/details>/s.exec(await page(address, { cookie }))?.[0] ?? '',
    )
    expect(news).toContain('Since you last looked, on 20 May 2019')
    expect(news).toContain(
      'CP visits in timescale , February 2019: was 89.7% (35 of 39), is 94.9% (37 of 39)',
    )
    expect(news).toContain('Agreed: Advertise the two posts')
    expect(news).toMatch(/on 20 May 2019: \d+ new .*, \d+ figures? restated, /)
    expect(news).not.toContain('something else')
  })

  it('is nothing for a program, or for a past moment', async () => {
    expect(await page(address)).not.toContain('app-news')
    const { cookie } = await signIn(app, 'team_manager')
    expect(await page(`${address}?asAt=2019-06-09`, { cookie })).not.toContain('app-news')
  })
})

describe('a month without a scorecard', () => {
  it('offers the last that is published', async () => {
    const answer = await get('/units/HP-S1/scorecards/2019-05')
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(textOf(answer.body)).toContain('There is no scorecard of Help and Protection South 1 for May 2019')
    expect(answer.body).toContain(
      `<a class="govuk-link" href="${address}">April 2019</a> is the last that is published`,
    )
  })

  it('of a closed team names what took it over, to those who may see it', async () => {
    const after = await get('/units/HP-C/scorecards/2018-10')
    expect(after.statusCode).toBe(404)
    expect(textOf(after.body)).toMatch(/It closed on \d+ September 2018\./)
    expect(after.body).toContain('It was taken over by <a class="govuk-link" href="/units/HP-C1">')
    const before = await get('/units/HP-C1/scorecards/2018-09')
    expect(textOf(before.body)).toMatch(/It opened on \d+ October 2018\./)
    expect(before.body).toContain('It took over from <a class="govuk-link" href="/units/HP-C">')
    const manager = await bearer(db, 'team_manager', 'HP-C1')
    expect((await get('/units/HP-C1/scorecards/2018-09', manager)).body).not.toContain('took over from')
    expect(await page('/units/HP-C1/scorecards/2018-11', manager)).toContain(
      'This team took over from Help and Protection',
    )
    expect(await page('/units/HP-C1/scorecards/2018-11')).toContain('This team took over from <a')
  })

  it('that is no month, or of another kind of file, is refused', async () => {
    for (const period of ['2019-13', '2019', 'x', '2019-04.pdf', '2019-05.csv', '2019-05.json'])
      expect((await get(`/units/HP-S1/scorecards/${period}`)).statusCode, period).toBe(404)
  })
})
