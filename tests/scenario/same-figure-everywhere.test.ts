/** One figure, one set of words: compares the API's scorecard with every other place that shows the figure. */
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Assurance, MetRecord, Status, Variation } from '#domain/figures/figure.ts'
import type { Cell, State } from '#domain/figures/measurement.ts'
import { noAnalysis } from '#domain/figures/spc/analyse.ts'
import { type AddedParts, notAdded, type Origin } from '#domain/figures/wholeness.ts'
import { formatBase, formatCell, formatFigure, formatRemark } from '#domain/wording/format.ts'
import { assuranceText } from '#domain/wording/phrase.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import { stateText, stateWords, statusWords, variationWords } from '#domain/wording/words.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { testApp, testNow } from '../support/app.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { mayOf, publishMay } from '../support/month-in-parts.ts'
import { cellsOf, textOf } from '../support/page-text.ts'
import { partOf } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { recordsOf } from '../support/xlsx.ts'

let database: TestDatabase
let app: FastifyInstance
let kpis: Map<string, Kpi>

beforeAll(async () => {
  database = await testDatabase('demo')
  // May lacks a team of help and protection and one of children in care, so the figures that count them are not whole.
  await publishMay(
    database.db,
    'may.csv',
    mayOf((team) => team !== 'HP-N1' && team !== 'CIC-S'),
  )
  app = await testApp(database.db)
  kpis = new Map((await loadKpis(database.db, '2019-04')).map((k) => [k.code, k]))
})

/** The content of a row of the API's scorecard. */
type Said = Cell & {
  kpi: string
  period: string
  status: Status | null
  variation: Variation
  assurance: Assurance
  record: MetRecord | null
  phrase: string
  excluded: Origin['coverage']
  parts: AddedParts | null
}

/** Where a figure of the API comes from, as far as its words need it. */
function originOf({ parts, excluded }: Pick<Said, 'parts' | 'excluded'>): Origin {
  if (parts === null || parts.added === parts.expected) return notAdded
  return {
    origin: 'computed',
    coverage: excluded,
    leftOut: { of: 'team', units: [], share: null, lastWhole: null },
  }
}

/** What every place must show of it. */
type Words = {
  value: string
  base: string
  /** What it was added up from, if something is left out; else empty. */
  parts: string
  remark: string
  whole: string
  status: string | null
  variation: string
  assurance: string
}

const isNumber = ({ state }: Pick<Cell, 'state'>) => state === 'reported' || state === 'without_denominator'

function wordsOf(said: Said): Words {
  const kpi = kpis.get(said.kpi) as Kpi
  return {
    value: isNumber(said) ? formatCell(kpi, said) : stateText(said),
    base: formatBase(kpi, said),
    parts: isNumber(said) ? (partsWords(originOf(said)) ?? '') : '',
    remark: isNumber(said) ? formatRemark(kpi, { ...said, ...originOf(said) }) : '',
    whole: isNumber(said) ? formatFigure(kpi, { ...said, ...originOf(said) }) : stateText(said),
    status: said.status === null ? null : statusWords[said.status],
    variation: variationWords[said.variation],
    assurance: assuranceText({
      ...{ period: said.period, assurance: said.assurance },
      analysis: said.record === null ? noAnalysis : { ...noAnalysis, record: said.record },
    }),
  }
}

let asked = 0
let headers = Promise.resolve({ authorization: '' })

const answers = new Map<string, ReturnType<typeof askAnew>>()

/** What senior management reads at an address: once, since nothing is written meanwhile. */
function ask(url: string) {
  const answer = answers.get(url) ?? askAnew(url)
  answers.set(url, answer)
  return answer
}

/** Requests as senior management, with a new token before the limit of requests is reached. */
async function askAnew(url: string) {
  if (asked % 60 === 0) {
    const name = `same ${asked}`
    const token = { name, role: 'smt', unit: null, audience: 'inside', now: testNow } as const
    headers = recordToken(database.db, token).then((secret) => ({ authorization: `Bearer ${secret}` }))
  }
  asked++
  const answer = await app.inject({ url, headers: await headers })
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${url}`)
  return answer
}

async function csv(url: string): Promise<Record<string, string>[]> {
  return parse((await ask(url)).body, { columns: true })
}

/** The figure of a file's row, in the words that a page would use. */
function wordsOfRecord(kpi: Kpi, record: Record<string, string>): Pick<Words, 'value' | 'base'> {
  const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text))
  const state = record.state as State
  const cell: Cell = {
    state,
    symbol: record.symbol || null,
    value: number(record.value),
    numerator: number(record.numerator),
    denominator: number(record.denominator),
  }
  return { value: isNumber(cell) ? formatCell(kpi, cell) : stateText(cell), base: formatBase(kpi, cell) }
}

/** A workbook's row under the names of a CSV. */
function asRecord(row: Record<string, string>): Record<string, string> {
  const states = Object.entries(stateWords) as [State, string][]
  return {
    state: states.find(([, words]) => words === row.State)?.[0] ?? '',
    symbol: row.Symbol ?? '',
    value: row.Value ?? '',
    numerator: row.Numerator ?? '',
    denominator: row.Denominator ?? '',
  }
}

/** A page without its marks, some of which contain a letter. */
const unpictured = (body: string) => body.replaceAll(/<svg.*?<\/svg>/gs, '')

/** The source lines on a page. */
const sourcesOf = (body: string) =>
  [...body.matchAll(/class="app-source" data-copies="([^"]*)"/g)].map(([, line]) => line)

const units = ['HP-S1', 'CIC-N', 'HPC', 'RIDGE'] as const
const months = ['2019-04', '2019-05'] as const
const cases = units.flatMap((unit) => months.map((month) => ({ unit, month }))).map((c, n) => ({ ...c, n }))

async function scorecardOf(unit: string, month: string): Promise<Said[]> {
  return (await ask(`/api/v1/scorecards/${unit}/${month}`)).json().rows
}

/** A scorecard's rows as its page writes them, by the measure's code; each with what opens beneath it. */
function rowsOnPage(body: string): Map<string, string> {
  const rows = [...unpictured(body).matchAll(/<tr[^>]* id="kpi-([A-Z0-9]+)"[^>]*>.*?<\/tr>/gs)]
  return new Map(rows.map(([row, code = '']) => [code, row]))
}

/** What a measure’s own page tells of some measures only, and how often it was looked at. */
const looked = {
  source: 0,
  status: 0,
  variation: 0,
  assurance: 0,
  series: 0,
  latest: 0,
  finding: 0,
  title: 0,
}

describe.each(some(cases))('$unit in $month', ({ unit, month, n }) => {
  test('tells each measure on its scorecard’s page as the API does', async () => {
    const said = await scorecardOf(unit, month)
    const rows = rowsOnPage((await ask(`/units/${unit}/scorecards/${month}?all=yes`)).body)
    expect([...rows.keys()].sort()).toEqual(said.map((s) => s.kpi).sort())
    for (const one of some(said)) {
      const words = wordsOf(one)
      const cells = cellsOf(rows.get(one.kpi) ?? '')
      const name = `${one.kpi} ${one.period}`
      expect(cells, name).toContain(`${words.value} ${words.parts}`.trim())
      expect(['', ...cells], name).toContain(words.base)
      expect(cells, name).toContain(words.status ?? '–')
      expect(cells, name).toContain(words.variation)
      expect(cells, name).toContain(words.assurance)
    }
  })

  test('tells it in the scorecard’s CSV and workbook as the API does', async () => {
    const said = await scorecardOf(unit, month)
    const records = await csv(`/units/${unit}/scorecards/${month}.csv`)
    const sheet = recordsOf((await ask(`/units/${unit}/scorecards/${month}.xlsx`)).rawPayload)
    expect(records).toHaveLength(said.length)
    for (const [i, one] of some(said).entries()) {
      const words = wordsOf(one)
      const kpi = kpis.get(one.kpi) as Kpi
      const record = records[i] ?? {}
      const row = sheet[i] ?? {}
      expect([record.kpi, row.Code]).toEqual([one.kpi, one.kpi])
      const parts = one.parts === null ? ['', ''] : [String(one.parts.added), String(one.parts.expected)]
      expect([record.added, record.expected], one.kpi).toEqual(parts)
      expect([row.Added ?? '', row.Expected ?? ''], one.kpi).toEqual(parts)
      expect(wordsOfRecord(kpi, record), one.kpi).toEqual({ value: words.value, base: words.base })
      expect(wordsOfRecord(kpi, asRecord(row)), one.kpi).toEqual({ value: words.value, base: words.base })
      expect(record.status || null, one.kpi).toBe(one.status)
      expect([record.variation, record.assurance, record.phrase], one.kpi).toEqual([
        one.variation,
        one.assurance,
        one.phrase,
      ])
      expect(row['Against target'] ?? null, one.kpi).toBe(words.status)
      expect([row.Change, row['Can it meet target?']], one.kpi).toEqual([words.variation, words.assurance])
      expect(row['In words'] ?? '', one.kpi).toBe(one.phrase)
    }
  })

  test('tells it on the measure’s own page, in its alternative text, its series and its files as the API does', async () => {
    const card = (await ask(`/units/${unit}/scorecards/${month}?all=yes`)).body
    const sources = new Map(
      [...card.matchAll(/ id="kpi-([A-Z0-9]+)" data-source-line="([^"]*)"/g)].map(([, code, line]) => [
        code,
        line,
      ]),
    )
    const sample = partOf(await scorecardOf(unit, month), 30, n)
    for (const one of some(sample.filter(({ state }) => state !== 'not_reported'))) {
      const words = wordsOf(one)
      const kpi = kpis.get(one.kpi) as Kpi
      const address = `/units/${unit}/kpis/${one.kpi}`
      const body = unpictured((await ask(`${address}?to=${one.period}`)).body)
      const head = textOf(/<p class="app-kpi__head">.*?<\/p>/s.exec(body)?.[0] ?? '')
      const marks = textOf(/<p class="govuk-body app-kpi__marks">.*?<\/p>/s.exec(body)?.[0] ?? '')
      const name = `${one.kpi} ${one.period}`
      expect(head, name).toContain(words.value)
      expect(head, name).toContain(words.remark)
      if (month === months.at(-1) && one.period === month) {
        looked.source++
        expect(sourcesOf(body), name).toEqual([sources.get(one.kpi)])
      }
      if (words.status !== null) {
        looked.status++
        expect(marks, name).toContain(words.status)
      }
      if (one.variation !== 'none') {
        looked.variation++
        expect(marks, name).toContain(words.variation)
      }
      if (one.assurance !== 'none') {
        looked.assurance++
        expect(marks, name).toContain(words.assurance)
      }

      const grain = one.period.includes('Q') ? 'quarterly' : 'monthly'
      const series = (await ask(`/api/v1/series/${unit}/${one.kpi}?to=${one.period}&grain=${grain}`)).json()
      const { state, value, numerator, denominator, symbol, variation, assurance } = one
      expect(series.points.at(-1), name).toMatchObject({
        state,
        value,
        numerator,
        denominator,
        symbol,
        parts: one.parts,
        status: one.status,
      })
      // `to` chooses which points are returned; the calculation is still that of the latest month.
      if (month === months.at(-1)) {
        looked.series++
        expect(series, name).toMatchObject({ variation, assurance })
      }
      const alt = textOf(/<p id="trend-alt"[^>]*>(.*?)<\/p>/s.exec(body)?.[1] ?? '')
      if (alt !== '' && isNumber(one)) {
        looked.latest++
        // A description has no abbreviations.
        expect(alt, name).toContain(`Latest ${words.whole.replace('FTE', 'full-time equivalents')}`)
      }
      const title = textOf(/<h3 [^>]*app-chart__title[^>]*>(.*?)<\/h3>/s.exec(body)?.[1] ?? '')
      if (month === months.at(-1) && alt !== '') {
        looked.finding++
        expect(`${title}.`, name).toBe(series.finding)
      }
      // What does not fit into an alternative text is in the table beneath it.
      if (alt !== '' && alt.length + title.length < 310) {
        looked.title++
        expect(alt, name).toContain(`${title}.`)
      }

      const record = (await csv(`${address}.csv?to=${one.period}`)).at(-1) ?? {}
      expect(record.period, name).toBe(one.period)
      expect(wordsOfRecord(kpi, record), name).toEqual({ value: words.value, base: words.base })
      expect(record.status || null, name).toBe(one.status)
      const row = recordsOf((await ask(`${address}.xlsx?to=${one.period}`)).rawPayload).at(-1) ?? {}
      expect(wordsOfRecord(kpi, asRecord(row)), name).toEqual({ value: words.value, base: words.base })
      expect(row['Against target'] ?? null, name).toBe(words.status)
    }
  })
})

test('each of these was told of some measure of theirs', () => {
  expect(Object.entries(looked).filter(([, times]) => times === 0)).toEqual([])
})

test('among them are figures that are not whole', async () => {
  for (const unit of ['HPC', 'RIDGE'])
    expect(
      (await scorecardOf(unit, '2019-05')).some((one) => one.status === 'not_whole'),
      unit,
    ).toBe(true)
})

describe.each(months)('the overview and the comparison of %s', (month) => {
  const teams = ['HP-S1', 'CIC-N'] as const

  test('tell each team’s figure as its scorecard does', async () => {
    const told = (await ask(`/overview.json?period=${month}&view=measures`)).json().rows as (Said & {
      unit: string
    })[]
    for (const team of teams) {
      const said = await scorecardOf(team, month)
      const own = told.filter((t) => t.unit === team)
      expect(own.length).toBeGreaterThan(10)
      for (const one of own) {
        const there = said.find((s) => s.kpi === one.kpi)
        const { state, value, numerator, denominator, status, variation, assurance } = there as Said
        expect(one, `${team} ${one.kpi}`).toMatchObject({
          state,
          value,
          numerator,
          denominator,
          status,
          variation,
          assurance,
        })
      }
    }
  })

  test('tell it in the words of the scorecard, in the table, the heatmap and the chart’s text', async () => {
    const figures = [
      ['HP-S1', 'CP04'],
      ['HP-S1', 'CN01'],
      ['HP-S1', 'MO02'],
      ['CIC-N', 'LC01'],
      ['CIC-N', 'LC06'],
    ] as const
    for (const [team, code] of partOf(figures, 2, months.indexOf(month))) {
      const one = (await scorecardOf(team, month)).find((s) => s.kpi === code) as Said
      const words = wordsOf(one)
      const page = unpictured((await ask(`/compare?kpi=${code}&units=${team}&to=${month}`)).body)
      const rows = page.split('<tr').filter((row) => row.includes(`/units/${team}/kpis/${code}?to=${month}`))
      const cells = cellsOf(`<tr${rows[0] ?? ''}`)
      for (const text of [words.value, words.remark, words.status ?? '–', words.variation])
        expect(cells, `${team} ${code}`).toContain(text)

      const record = (await csv(`/compare.csv?kpi=${code}&units=${team}&to=${month}`)).at(-1) ?? {}
      expect(wordsOfRecord(kpis.get(code) as Kpi, record)).toEqual({ value: words.value, base: words.base })
      expect([record.status, record.variation]).toEqual([one.status ?? '', one.variation])

      const overview = (await ask(`/overview?period=${month}&kpi=${code}`)).body
      const heat = overview.split('<li').find((item) => item.includes(`/units/${team}/kpis/${code}?to=`))
      expect(textOf(`<li${heat ?? ''}`.split('</li>')[0] ?? ''), `${team} ${code}`).toContain(words.whole)

      const svg = (await ask(`/charts/trend.svg?unit=${team}&kpi=${code}&to=${month}`)).body
      expect(textOf(svg), `${team} ${code}`).toContain(`Latest ${words.whole}`)
    }
  })
})
