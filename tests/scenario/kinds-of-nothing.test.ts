/** Four kinds of nothing, and zero: each is sent in one extract through the ingest and read back on every surface. */
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { ingestFile } from '#server/extracts/ingest.ts'
import { bearer, testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../support/extract-files.ts'
import { cellsOf, textOf } from '../support/page-text.ts'
import { recordsOf } from '../support/xlsx.ts'

type Kind = {
  /** The row's numerator, denominator and value in the extract; null for no row at all. */
  sent: [string, string, string] | null
  state: string
  symbol: string | null
  numerator: number | null
  denominator: number | null
  value: number | null
  /** The month's word or number, on pages and in the numbers beneath the chart. */
  shown: string
  count: string
  /** The label in the chart's gap; null if a value is drawn. */
  gap: string | null
  /** The end of the chart's alternative text about this month. */
  alt: string
  finding: string
}

const nothing = { numerator: null, denominator: null, value: null, count: '–' }
const notReported = {
  ...nothing,
  state: 'not_reported',
  finding: 'Nothing reported for April 2019.',
}
const suppressed = (symbol: string): Kind => ({
  ...nothing,
  sent: [symbol, symbol, ''],
  state: 'suppressed',
  symbol,
  shown: `Suppressed (${symbol})`,
  gap: `suppressed (${symbol})`,
  alt: `Suppressed (${symbol}) in April 2019`,
  finding: 'Suppressed for April 2019.',
})

const kinds: Record<string, { team: string } & Kind> = {
  'a zero': {
    team: 'ASMT-N',
    sent: ['0', '50', ''],
    state: 'reported',
    symbol: null,
    numerator: 0,
    denominator: 50,
    value: 0,
    shown: '0%',
    count: '0 of 50',
    gap: null,
    alt: 'Latest 0% (0 of 50) in April 2019',
    finding: 'Too early to tell: 4 months of data.',
  },
  'a blank': {
    team: 'ASMT-C',
    ...notReported,
    sent: ['', '', ''],
    symbol: null,
    shown: 'Not reported',
    gap: 'not reported',
    alt: 'Not reported in April 2019',
  },
  'an x': {
    team: 'ASMT-S',
    ...notReported,
    sent: ['x', 'x', ''],
    symbol: 'x',
    shown: 'Not reported (x)',
    gap: 'not reported (x)',
    alt: 'Not reported (x) in April 2019',
  },
  'no row at all': {
    team: 'CWD-S',
    ...notReported,
    sent: null,
    symbol: null,
    shown: 'Not reported',
    gap: 'not reported',
    alt: 'Not reported in April 2019',
  },
  'no cases, 0 of 0': {
    ...nothing,
    team: 'HP-N1',
    sent: ['0', '0', ''],
    state: 'no_cases',
    symbol: null,
    numerator: 0,
    denominator: 0,
    shown: 'No cases',
    gap: 'no cases',
    alt: 'No cases in April 2019',
    finding: 'No cases in April 2019.',
  },
  'suppressed, c': { team: 'HP-N2', ...suppressed('c') },
  'suppressed, low': { team: 'HP-C1', ...suppressed('low') },
  'suppressed, k': { team: 'HP-C2', ...suppressed('k') },
  'not applicable, z': {
    ...nothing,
    team: 'HP-S1',
    sent: ['z', 'z', ''],
    state: 'not_applicable',
    symbol: 'z',
    shown: 'Not applicable (z)',
    gap: 'not applicable (z)',
    alt: 'Not applicable (z) in April 2019',
    finding: 'Does not apply to this team.',
  },
  'a value without its denominator': {
    team: 'HP-S2',
    sent: ['', '', '84'],
    state: 'without_denominator',
    symbol: null,
    numerator: null,
    denominator: null,
    value: 84,
    shown: '84%',
    count: 'counts not given',
    gap: null,
    alt: 'Latest 84% in April 2019',
    finding: 'Came without its counts for April 2019: not judged.',
  },
}

let app: FastifyInstance
let headers: { authorization: string }
beforeAll(async () => {
  const { db } = await testDatabase('catalogue')
  const rows = Object.values(kinds).flatMap(({ team, sent }) => [
    `${team},AS01,2019-01,42,50,`,
    `${team},AS01,2019-02,40,50,`,
    `${team},AS01,2019-03,41,50,`,
    ...(sent === null ? [] : [`${team},AS01,2019-04,${sent.join(',')}`]),
  ])
  const content = csvOf(rows, 'team_code,kpi_code,period,numerator,denominator,value')
  const accepted = { ...PUBLISH, acceptWarnings: true, reason: 'the first of its kind' }
  const report = await ingestFile(db, fileOf(content, { publish: accepted }))
  expect(report).toMatchObject({ status: 'published', problems: [] })
  app = await testApp(db)
  headers = await bearer(db, 'data_team')
})

const get = async (url: string, accept = '*/*') => {
  const answer = await app.inject({ url, headers: { ...headers, accept } })
  expect(answer.statusCode, `${url} ${answer.body.slice(0, 300)}`).toBe(200)
  return answer
}
/** Markup without its pictures, whose labels do not belong to the text around them. */
const withoutPictures = (markup: string) => markup.replaceAll(/<svg.*?<\/svg>/gs, ' ')
const proseOf = (markup: string) => textOf(withoutPictures(markup))
/** The cells of the first table row that matches. */
const cellsOfRow = (markup: string, row: RegExp) => cellsOf(withoutPictures(row.exec(markup)?.[0] ?? ''))

describe.each(Object.entries(kinds))('%s', (_name, kind) => {
  const { team, state, symbol, numerator, denominator, value } = kind
  const cell = { state, symbol, numerator, denominator, value }

  test('on the scorecard', async () => {
    const { body } = await get(`/units/${team}/scorecards/2019-04`)
    const [, figure, count] = cellsOfRow(body, /<tr[^>]*id="kpi-AS01".*?<\/tr>/s)
    expect(figure).toBe(kind.shown)
    expect(count).toBe(kind.count)
  })

  test('on the page of the measure: its head, the numbers under the chart, the chart and its alternative text', async () => {
    const { body } = await get(`/units/${team}/kpis/AS01?to=2019-04`)
    const head = proseOf(/<p class="app-kpi__head">.*?<\/p>/s.exec(body)?.[0] ?? '')
    expect(head.startsWith(kind.shown)).toBe(true)
    const [period, shown] = cellsOfRow(body, /<tr[^>]*>\s*<th[^>]*>April 2019.*?<\/tr>/s)
    expect([period, shown]).toEqual(['April 2019', kind.shown])
    expect(proseOf(/<p id="trend-alt".*?<\/p>/s.exec(body)?.[0] ?? '')).toContain(kind.alt)
    const drawn = textOf(/<figure.*?<svg.*?<\/svg>/s.exec(body)?.[0] ?? '')
    expect(drawn).toContain('Apr')
    for (const words of ['not reported', 'no cases', 'suppressed', 'not applicable']) {
      expect(drawn.includes(words)).toBe(kind.gap?.startsWith(words) ?? false)
    }
    expect(drawn).toContain(kind.gap ?? 'Apr')
  })

  test('in the API: scorecard, series, measurements', async () => {
    const scorecard = (await get(`/api/v1/scorecards/${team}/2019-04`)).json()
    expect(scorecard.rows.find((r: { kpi: string }) => r.kpi === 'AS01')).toMatchObject(cell)
    const series = (await get(`/api/v1/series/${team}/AS01`)).json()
    expect(series.points.at(-1)).toMatchObject({ period: '2019-04', ...cell })
    expect(series.finding).toBe(kind.finding)
    const { rows } = (await get(`/api/v1/measurements?unit=${team}&kpi=AS01&from=2019-04`)).json()
    expect(rows).toEqual([expect.objectContaining({ period: '2019-04', ...cell })])
  })

  test('as CSV', async () => {
    const field = (n: number | string | null) => (n === null ? '' : String(n))
    const expected = {
      state,
      symbol: field(symbol),
      numerator: field(numerator),
      denominator: field(denominator),
      value: field(value),
    }
    const records = async (url: string, accept?: string): Promise<Record<string, string>[]> =>
      parse((await get(url, accept)).body, { columns: true })
    const scorecard = await records(`/units/${team}/scorecards/2019-04.csv`)
    expect(scorecard.find((r) => r.kpi === 'AS01')).toMatchObject(expected)
    expect((await records(`/units/${team}/kpis/AS01.csv?to=2019-04`)).at(-1)).toMatchObject(expected)
    const bulk = await records(`/api/v1/measurements?unit=${team}&kpi=AS01&from=2019-04`, 'text/csv')
    expect(bulk).toEqual([expect.objectContaining(expected)])
  })

  test('as a workbook', async () => {
    const words: Record<string, string> = {
      reported: 'Reported',
      not_reported: 'Not reported',
      no_cases: 'No cases',
      suppressed: 'Suppressed',
      not_applicable: 'Not applicable',
      without_denominator: 'Without denominator',
    }
    for (const url of [
      `/units/${team}/scorecards/2019-04.xlsx`,
      `/units/${team}/kpis/AS01.xlsx?to=2019-04`,
    ]) {
      const records = recordsOf((await get(url)).rawPayload)
      const row = records.find((r) => r.Code === 'AS01' && r.Period === '2019-04')
      expect(row?.State).toBe(words[state])
      const figures = { Symbol: symbol, Numerator: numerator, Denominator: denominator, Value: value }
      for (const [heading, figure] of Object.entries(figures))
        expect([heading, row?.[heading]]).toEqual([heading, figure === null ? undefined : String(figure)])
    }
  })
})

test('the council adds what it can, and says what it left out and why', async () => {
  const { body } = await get('/units/RIDGE/scorecards/2019-04')
  const row = proseOf(/<tr[^>]*id="kpi-AS01".*?<\/tr>.*?<\/tr>/s.exec(body)?.[0] ?? '')
  expect(row).toContain('0 of 50')
  expect(row).toContain('0% from 2 of 10 teams')
  // Two of the eleven teams that carry it are not in the table above: there are ten teams, and CWD-N, which never sent anything.
  expect(row).toContain('8 of 10 teams left out: 4 not reported, 3 suppressed, 1 without its counts')
  const api = (await get('/api/v1/scorecards/RIDGE/2019-04')).json()
  expect(api.rows.find((r: { kpi: string }) => r.kpi === 'AS01')).toMatchObject({
    state: 'reported',
    numerator: 0,
    denominator: 50,
    value: 0,
    excluded: { expected: 11, added: 1, noCases: 1, notReported: 4, suppressed: 3, withoutDenominator: 1 },
  })
})
