/** What pages show on eight days of a year, compared with what the files sent and with each other. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { some } from '../../support/some.ts'
import { expectedHomes } from './expected-homes.ts'
import { expectedPages, type Worse } from './expected-pages.ts'
import { days, playYear, type Year } from './year.ts'

let year: Year
beforeAll(async () => {
  year = await playYear()
}, 300_000)

/** The lines from the one that begins with `from` (left out by default) up to the next that begins with `to`. */
function between(
  lines: readonly string[],
  from: string,
  to: string,
  first: 'with' | 'after' = 'after',
): string[] {
  const start = lines.findIndex((line) => line.startsWith(from))
  const rest = lines.slice(start)
  const end = rest.findIndex((line, i) => i > 0 && line.startsWith(to))
  expect([start, end], `${from} … ${to}`).not.toContain(-1)
  return rest.slice(first === 'with' ? 0 : 1, end)
}

const isTotal = (unit: string) => !unit.startsWith('Help and Protection')

const monthOrder = (month: string) => Date.parse(`1 ${month}`)

/** The lines of the checks: one for a measure and the month by which it is judged, with each place where it is worse and since when. */
function checkLines(worse: readonly Worse[]): string[] {
  const which = ([unit, , by]: Worse) =>
    // A service judged by an older month than its teams is judged by its last whole month.
    isTotal(unit) && worse.some(([other, , month]) => !isTotal(other) && month !== by)
      ? 'The last whole figure'
      : 'The latest figure'
  const questions = Map.groupBy(worse, (line) => `${line[1]}|${which(line)} is for ${line[2]}.`)
  return [...questions].map(([question, lines]) => {
    const [kpi = '', figure] = question.split('|')
    const places = lines.map(([unit, , , since]) => (lines.length === 1 ? unit : `${unit} since ${since}`))
    const [earliest] = lines.map(([, , , since]) => since).sort((a, b) => monthOrder(a) - monthOrder(b))
    const actions = `${linkedActions[kpi]} had no update for 45 days`
    return `${kpi}: ${places.join('; ')} ${kpi} is worse than usual, and ${actions}. ${figure} ${earliest} –`
  })
}

/** The plan's actions of the measures that worsen, as the checks count them. */
const linkedActions: Record<string, string> = {
  'CP plans at 9 months or more': 'its linked action has',
  'CP visits in timescale': 'its 2 linked actions have',
}

/** True if a line is about the month: the one it names, or else the one that the pages open on. */
function isOf(line: string, month: string, headline: string): boolean {
  const named = /, ([A-Z][a-z]+ \d{4})/.exec(line)?.[1]
  return (named ?? headline.split(':')[0]) === month
}

describe.each(some(days))('on %s', (name) => {
  const table = expectedHomes[name]
  const page = expectedPages[name]
  const day = () => year.read[name]

  test('the team manager has these things to do and to talk about, and no other', () => {
    expect([...day().manager.todo, ...day().manager.talk]).toEqual(table.manager)
  })

  test('the head of service has these', () => {
    expect([...day().head.todo, ...day().head.talk]).toEqual(table.head)
  })

  test('the data team has these', () => {
    expect(day().data.todo).toEqual(table.data)
  })

  test('the team manager is told this news', () => {
    expect(day().manager.changed).toEqual(expect.arrayContaining(table.news))
  })

  test('scorecards open on these months and say this first', () => {
    const { team, service, care, council } = day().card
    const headlines = { team, service, care, council }
    expect(Object.fromEntries(Object.entries(headlines).map(([who, card]) => [who, card.headline]))).toEqual(
      table.cards,
    )
  })

  test('every row of four scorecards is what was sent, judged against its target, with the month before', () => {
    const held = Object.values(day().card).map((card) => card.held)
    expect(held.flatMap(({ untrue }) => untrue)).toEqual([])
    expect(held.reduce((sum, { compared }) => sum + compared, 0)).toBe(name < '2019-08' ? 28 : 25)
  })

  test('the checks ask about every measure that is worse than usual, with the month and the start, and about no other', () => {
    const { checks } = day()
    const [head, ...asked] = between(checks, 'Worsening with no live action (', 'A milestone is overdue (')
    expect(head).toBe('Worsening with no live action Where What to ask about Since Who')
    expect(asked).toEqual(checkLines(page.worse))
    const measures = new Set(page.worse.map(([, kpi]) => kpi)).size
    const places = new Set(page.worse.map(([unit]) => unit)).size
    expect(checks).toContain(`Worsening with no live action : ${measures} measures, on ${places} scorecards`)
  })

  test('the overview says what is worse, what is in and what the council shows as a whole', () => {
    const { overview } = day()
    expect(overview).toContain(page.isIn)
    const from = overview.findIndex((line) => line.endsWith('In one minute'))
    const minute = overview.slice(from + 1, overview.indexOf('Everything else on this page')).join(' ')
    for (const words of some(page.asAWhole)) expect(minute).toContain(words)
    expect(overview).toContain(page.core)
    expect(between(overview, 'Newly worse than usual (', 'Only what moved more', 'with')).toEqual(
      page.newlyWorse,
    )
    expect(between(overview, 'Is the data in for ', 'Return by return')).toEqual(page.dataIn)
  })

  test('data quality says this of the month, of each data set and of those before', () => {
    const { quality } = day()
    expect(between(quality, 'JSON', 'When each data set was complete')).toEqual(page.quality)
    expect(
      between(quality, 'When each data set was complete, in days', 'Download: CSV XLSX SVG PNG'),
    ).toEqual(page.freshness)
  })

  test('the page of changes says this', () => {
    expect(day().changes).toEqual(expect.arrayContaining(page.changes))
  })

  test('no two pages tell different starts of one thing', () => {
    const { overview, head, manager } = day()
    const told = [
      ...overview,
      ...head.talk,
      ...manager.talk.map((line) => `Help and Protection North 1: ${line}`),
    ]
    const starts = page.worse.flatMap(([unit, kpi, by, since]) =>
      told
        .filter((line) => line.startsWith(`${unit}: ${kpi} `) && isOf(line, by, day().card.council.headline))
        .flatMap((line) => {
          const start = / worse than usual (?:since|in) ([A-Z][a-z]+ \d{4})/.exec(line)?.[1]
          return start === undefined ? [] : [{ line, start, since }]
        }),
    )
    expect(starts.length).toBeGreaterThan(0)
    for (const { line, start, since } of starts) expect(start, line).toBe(since)
  })

  test('every point of every series is what was sent and not taken back, and a count without a team says nothing', () => {
    expect(day().truth.untrue).toEqual([])
    expect(day().truth.compared).toBeGreaterThan(140)
  })

  test('the checks and the scorecards of the service and the council call the same measures concerning', () => {
    const { service, council } = day().card
    const cards = [service, council].map(({ title, rows }) => {
      const at = title.lastIndexOf(': ')
      return { unit: title.slice(0, at), month: title.slice(at + 2), rows: Object.values<string>(rows) }
    })
    expect(cards.every(({ rows }) => rows.length > 5)).toBe(true)
    for (const { unit, month, rows } of cards) {
      const named = (kpi: string) => rows.find((row) => row.startsWith(`${kpi} `)) ?? ''
      const asked = page.worse.filter(([of, , by]) => of === unit && by === month).map(([, kpi]) => kpi)
      expect(asked.filter((kpi) => !named(kpi).includes(' Concerning '))).toEqual([])
      const isAhead = page.worse.some(([of, , by]) => of === unit && by !== month)
      const concerning = rows.filter((row) => row.includes(' Concerning ')).length
      expect(isAhead || concerning === asked.length).toBe(true)
    }
  })
})

test('a service that lacks a team, and a council that does, are shown as a part of a whole', () => {
  const { rows } = year.read['2020-01-16'].card.service
  expect(rows.CP06).toContain('156 from 3 of 4 teams')
  expect(rows.CP06).toContain('Not whole')
  expect(year.read['2019-05-13'].card.council.rows.LC03).toContain('17 from 2 of 3 teams')
})

test('plans that rise are concerning, and recovering once they have fallen for months without a halt', () => {
  const { '2020-01-16': january, '2020-04-16': april } = year.read
  expect(january.card.team.rows.CP06).toContain(' 49 – 50 – No target Concerning ')
  expect(april.card.team.rows.CP06).toContain(' 40 – 45 – No target Recovering ')
})

test('nothing that was recorded bears the clock of the machine', async () => {
  const { db } = year.council
  const columns = await sql<{ relation: string; name: string }>`
    select c.table_name as relation, c.column_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
      and c.table_name not in ('migration', 'activity')`.execute(db)
  expect(columns.rows.length).toBeGreaterThan(30)
  const late: string[] = []
  let filled = 0
  for (const { relation, name } of columns.rows) {
    const { rows } = await sql<{ last: Date | null }>`
      select max(${sql.ref(name)}) as last from ${sql.table(relation)}`.execute(db)
    const last = rows[0]?.last ?? null
    if (last !== null) filled++
    if (last !== null && last > new Date('2020-04-17T00:00:00Z'))
      late.push(`${relation}.${name} ${last.toISOString()}`)
  }
  expect(late).toEqual([])
  expect(filled).toBeGreaterThan(10)
})
