import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { cellsOf, textOf } from '../../support/page-text.ts'
import { bySize } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

type Headers = { authorization: string }

let app: FastifyInstance
let smt: Headers
let board: Headers
/** Every scorecard of the demonstration: each unit in each month that is published of it. */
let places: { unit: string; period: string }[]

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  app = await testApp(db)
  smt = await bearer(db, 'smt')
  board = await bearer(db, 'board')
  const codes = await db.selectFrom('unit').select('code').orderBy('code').execute()
  const { periods } = (await app.inject({ url: '/api/v1/periods', headers: smt })).json()
  places = codes.flatMap(({ code }) =>
    periods.map(({ period }: { period: string }) => ({ unit: code, period })),
  )
})

/** A page without its marks, which are pictures: the words beside them say the same. Null for a month without a scorecard. */
const read = async (url: string, headers: Headers) => {
  const { statusCode, body } = await app.inject({ url, headers })
  return statusCode === 404 ? null : body.replaceAll(/<svg.*?<\/svg>/gs, '')
}

/** How often each word is said. */
const tallied = (words: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]))

/** The words of a column, row by row, of every table of measures on a page. */
const columnOf = (body: string, heading: string): string[] =>
  [...body.matchAll(/<table.*?<\/table>/gs)].flatMap(([table]) => {
    const heads = [...table.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/gs)].map(([, head]) =>
      textOf(head ?? ''),
    )
    const at = heads.findIndex((head) => head.startsWith(heading))
    const rows = [...table.matchAll(/<tr[^>]*id="kpi-[A-Z0-9]+".*?<\/tr>/gs)]
    return rows.map(([row]) => cellsOf(row)[at] ?? '')
  })

/** What a tally says: of how many, and each count with its word. */
const tallyOf = (body: string, name: string) => {
  const part = body.split('app-tally__part').find((own) => own.includes(`>${name}, of `)) ?? ''
  const items = [...part.matchAll(/app-counts__item">(.*?)<\/li>/gs)].map(([, item]) => textOf(item ?? ''))
  return {
    of: Number(/, of (\d+)</.exec(part)?.[1]),
    counts: Object.fromEntries(
      items.map((item) => [item.replace(/^\d+ /, ''), Number(/^\d+/.exec(item)?.[0])]),
    ),
  }
}
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, n) => total + n, 0)

/** What a row's marks are called in the two tallies. */
const statusName = (mark: string) => (mark === '–' ? 'nothing to judge' : mark.toLowerCase())
const changeName = (mark: string) => (mark === 'Too early to tell' ? 'change not judged' : mark.toLowerCase())

/** Everything that a scorecard says of numbers of measures beside the rows that it shows; null for a month without one. */
async function saidAndShown({ unit, period }: { unit: string; period: string }, headers: Headers) {
  const body = await read(`/units/${unit}/scorecards/${period}`, headers)
  if (body === null) return null
  const marks = columnOf(body, 'Against target').map(statusName)
  const changes = columnOf(body, 'Really changing?').map(changeName)
  const headline = textOf(/app-scorecard__headline">(.*?)<\/p>/s.exec(body)?.[1] ?? '')
  const number = (pattern: RegExp) => Number(pattern.exec(headline)?.[1] ?? 0)
  return {
    rows: marks.length,
    said: {
      against: tallyOf(body, 'Against target'),
      changing: tallyOf(body, 'Really changing'),
      met: number(/(\d+) of \d+ judged/),
      judged: number(/\d+ of (\d+) judged/),
      close: number(/(\d+) close/),
      missed: number(/(\d+) missed/),
      all: number(/Of all (\d+)/),
      improving: number(/(\d+) (?:is|are) improving/),
      concerning: number(/(\d+) (?:is|are) concerning/),
    },
    shown: {
      against: { of: marks.length, counts: tallied(marks) },
      changing: { of: changes.length, counts: tallied(changes) },
      met: marks.filter((m) => m === 'met').length,
      judged: marks.filter((m) => ['met', 'close', 'missed'].includes(m)).length,
      close: marks.filter((m) => m === 'close').length,
      missed: marks.filter((m) => m === 'missed').length,
      all: marks.length,
      improving: changes.filter((c) => c === 'improving').length,
      concerning: changes.filter((c) => c === 'concerning').length,
    },
  }
}

describe('the counts of a scorecard', () => {
  it('are those of the rows it shows, in every unit and month, and add up to all of them', async () => {
    const step = bySize({ part: 29, wide: 7, whole: 1 })
    let read = 0
    for (const place of some(places.filter((_, i) => i % step === step - 1))) {
      const found = await saidAndShown(place, smt)
      if (found === null) continue
      read += 1
      expect(found.said, `${place.unit} ${place.period}`).toEqual(found.shown)
      expect([sum(found.said.against.counts), sum(found.said.changing.counts)]).toEqual([
        found.rows,
        found.rows,
      ])
    }
    expect(read).toBeGreaterThan(bySize({ part: 4, wide: 18, whole: 150 }))
  }, 600_000)

  it('are those of the rows it shows to a reader outside', async () => {
    const found = await saidAndShown({ unit: 'RIDGE', period: '2019-04' }, board)
    expect(found?.said).toEqual(found?.shown)
    expect(found?.said.against.counts['nothing to judge']).toBeGreaterThan(0)
  })

  it('count a missed row of demand, people and caseloads, and each leads to just those rows', async () => {
    const address = '/units/HP-S1/scorecards/2019-04'
    const body = (await read(address, smt)) ?? ''
    expect(body).toMatch(/id="kpi-WF03".*?Missed/s)
    const links = [...body.matchAll(/app-counts__link govuk-link" href="([^"#]+)#measures">(.*?)<\/a>/gs)]
    for (const [, href = '', words = ''] of some(links)) {
      const list = (await read(href.replaceAll('&amp;', '&'), smt)) ?? ''
      expect(columnOf(list, 'Against target'), href).toHaveLength(Number.parseInt(textOf(words), 10))
    }
    expect((await read(`${address}?status=missed`, smt)) ?? '').toContain('id="kpi-WF03"')
  })

  it('are those of the API’s rows', async () => {
    for (const unit of ['HP-S1', 'HPC', 'RIDGE']) {
      const { counts: c, rows } = (
        await app.inject({ url: `/api/v1/scorecards/${unit}/2019-04`, headers: smt })
      ).json()
      const of = (key: string, value: string | null) =>
        rows.filter((row: Record<string, string | null>) => row[key] === value).length
      expect([c.met, c.close, c.missed], unit).toEqual(
        ['met', 'close', 'missed'].map((status) => of('status', status)),
      )
      expect(c.judged + c.smallNumber + c.notWhole + c.noData + c.noTarget + c.nothingToJudge).toBe(
        rows.length,
      )
      const turned = c.recovering + c.slippingBack + c.unusual
      expect(c.improving + c.concerning + turned + c.noRealChange + c.notJudged).toBe(rows.length)
      expect(c.notJudged).toBe(of('variation', 'none') + of('variation', 'too_early'))
      expect(c.measures).toBe(rows.length)
    }
  })

  it('are the same on the service’s page, the overview and the home', async () => {
    const { headline } = (await app.inject({ url: '/api/v1/scorecards/RIDGE/2019-04', headers: smt })).json()
    expect(textOf((await read('/overview', smt)) ?? '')).toContain(headline)
    expect(textOf((await read('/units/RIDGE', smt)) ?? '')).toContain(headline)
    const met = headline.slice('April 2019: '.length).split('.')[0]
    expect(textOf((await read('/', smt)) ?? '')).toContain(met)
  })

  it('divide by question into the same sums on the overview and the service’s page', async () => {
    for (const { url, headers, columns } of [
      { url: '/overview', headers: smt, columns: 9 },
      { url: '/units/HPC', headers: smt, columns: 9 },
      // What is withheld outside the service has a column of its own, and is among no other.
      { url: '/overview', headers: board, columns: 10 },
    ]) {
      const body = (await read(url, headers)) ?? ''
      const table =
        /<table(?:(?!<table).)*measures by the question they answer.*?<\/table>/s.exec(body)?.[0] ?? ''
      const rows = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)]
        .map(([, row]) =>
          cellsOf(row ?? '')
            .slice(1)
            .map(Number),
        )
        .filter((row) => row.length > 0 && !row.some(Number.isNaN))
      const all = rows.at(-1) ?? []
      expect(all.length, url).toBe(columns)
      const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
      for (const [measures, ...counts] of some(rows)) {
        expect(sum(counts.slice(0, 4))).toBe(measures)
        expect(sum(counts.slice(4))).toBe(measures)
        expect(counts.every((count) => count >= 0)).toBe(true)
      }
      expect(all).toEqual(
        all.map((_, i) => rows.slice(0, -1).reduce((total, row) => total + (row[i] ?? 0), 0)),
      )
    }
  })
})
