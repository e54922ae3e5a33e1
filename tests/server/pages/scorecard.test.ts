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
import { some } from '../../support/some.ts'

const day = '2019-06-10'
const address = '/units/HP-S1/scorecards/2019-04'
const carried = carriedBy('HP-S1').length

let app: FastifyInstance
let db: Db
let smt: { authorization: string }

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
  smt = await bearer(db, 'smt')
})

const get = async (url: string, headers: Record<string, string> = smt) => app.inject({ url, headers })
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
  it('has eight columns on screen and eleven on paper, one phrase and one status mark', async () => {
    const body = await page(address)
    for (const code of some(codesOf(body))) {
      const row = rowOf(body, code)
      expect(onScreen(row), code).toHaveLength(8)
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
      const cell = onScreen(rowOf(body, kpi.code))[5]
      const sentence = gapSentence(kpi, figure)
      expect([kpi.code, cell === '']).toEqual([kpi.code, sentence === null])
      expect((sentence ?? '').startsWith(String(cell)), `${kpi.code}: ${sentence} / ${cell}`).toBe(true)
    }
    expect(onScreen(rowOf(body, 'CP04'))[5]).toBe('14 more children')
    expect(onScreen(rowOf(body, 'FD04'))[5]).toBe('6 fewer referrals')
    expect(onScreen(rowOf(body, 'CN05'))[4]).toContain('Small number')
  })

  it('opens to what it is held against, what was said, what is done and where it came from', async () => {
    const opened = openedOf(await page(address), 'CP04')
    expect(opened).toContain('Concerning Worse than usual since March 2019.')
    expect(opened).toContain('14 more children would have met the target of 90% or more.')
    expect(opened).toMatch(/Target 90% or more, floor 80%, since April 2015/)
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
      Number(/^\d+/.exec(onScreen(rowOf(body, code))[5] ?? '')?.[0] ?? 0),
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
    expect(onScreen(row)).toHaveLength(9)
    const before = then.rows.find((r: { kpi: string }) => r.kpi === 'CP04')
    expect(onScreen(row)[3]).toContain(`(${before.numerator} of ${before.denominator})`)
    expect(/<td[^>]*app-scorecard__compared.*?<\/td>/s.exec(row)?.[0]).not.toContain('<svg')
  })
})

describe('the questions', () => {
  it('show what nobody measures of a subject', async () => {
    const text = textOf(mainOf(await page('/units/CIC-N/scorecards/2019-04')))
    expect(text).toMatch(/Is the child better off\?.*No measure yet: [^.]*Visits to children in care/)
    const foot = textOf(/id="not-collected".*?<\/details>/s.exec(await page(address))?.[0] ?? '')
    expect(foot).toContain('Care proceedings in 26 weeks')
  })
})

describe('since the last look', () => {
  it('names the figures that were restated and the promises made', async () => {
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
