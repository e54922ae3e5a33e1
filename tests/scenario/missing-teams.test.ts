/** Any teams missing in any months: no surface shows more of a figure than arrived, and a file that comes later leaves no trace.
 * */
import { randomInt } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { lastDay } from '#domain/time/period.ts'
import { answerContent } from '../support/answer-content.ts'
import { diceFrom } from '../support/dice.ts'
import { last, MissingTeams, months, services, sums } from '../support/missing-teams.ts'
import { bySize, isWide } from '../support/run-size.ts'
import { contradictionsOf, kindOf, type ShownFigure, surfaceReaders } from '../support/shown-figures.ts'
import { some } from '../support/some.ts'
import { SmallCouncil } from './year/council.ts'

const ROUNDS = bySize({ part: 1, wide: 1, whole: 6 })
/** Another seed in each run; to repeat a failed run, write its number here. */
const seed = randomInt(1_000_000)

const units = [...services, 'RIDGE']
const actions = ['R1.1', 'R1.2', 'R1.5', 'R6.4']

type Surface = {
  name: string
  url: string
  as?: 'smt' | 'board'
  tells: keyof typeof surfaceReaders
  at?: Partial<ShownFigure>
}

/** Every address that shows sums; those that show one month, for a few months. */
function surfacesOf(chosen: readonly string[]): Surface[] {
  const measures = [...new Set(sums.map(({ measure }) => measure))]
  return [
    ...chosen.flatMap((period) => units.flatMap((unit) => ofScorecard(unit, period))),
    ...chosen.flatMap((period) => ofOverview(period)),
    ...sums.flatMap(({ unit, measure }): Surface[] => [
      { name: 'series', url: `/api/v1/series/${unit}/${measure}?to=${last}`, tells: 'series' },
      { name: 'measure.csv', url: `/units/${unit}/kpis/${measure}.csv`, tells: 'csv' },
    ]),
    ...measures.flatMap((measure): Surface[] => [
      { name: 'overview', url: `/overview?period=${last}&kpi=${measure}`, as: 'board', tells: 'heatmap' },
      { name: 'compare.csv', url: `/compare.csv?kpi=${measure}&to=${last}`, as: 'board', tells: 'csv' },
      { name: 'compare.json', url: `/compare.json?kpi=${measure}&to=${last}`, as: 'board', tells: 'rows' },
      { name: 'compare', url: `/compare?kpi=${measure}&to=${last}`, as: 'board', tells: 'table' },
    ]),
    { name: 'measurements', url: `/api/v1/measurements?from=${months[0]}`, tells: 'rows' },
    { name: 'measurements.csv', url: `/api/v1/measurements.csv?from=${months[0]}`, tells: 'csv' },
    ...actions.flatMap((ref): Surface[] => [
      { name: 'action of the API', url: `/api/v1/plan/actions/${ref}`, tells: 'action' },
      { name: 'action', url: `/plan/actions/${ref}`, tells: 'measures' },
      { name: 'action.csv', url: `/plan/actions/${ref}.csv`, tells: 'csv' },
    ]),
  ]
}

function ofScorecard(unit: string, period: string): Surface[] {
  const at = { unit, period }
  const address = `/units/${unit}/scorecards/${period}`
  return [
    { name: 'scorecard of the API', url: `/api/v1/scorecards/${unit}/${period}`, tells: 'scorecard' },
    { name: 'scorecard', url: `${address}?all=yes`, tells: 'scorecardPage', at },
    { name: 'scorecard.csv', url: `${address}.csv`, tells: 'csv' },
    { name: 'scorecard.xlsx', url: `${address}.xlsx`, tells: 'workbook' },
    { name: 'scorecard.json', url: `${address}.json`, tells: 'scorecard' },
    { name: 'unit', url: `/units/${unit}?period=${period}`, tells: 'heatmap' },
    { name: 'unit.csv', url: `/units/${unit}.csv?period=${period}`, tells: 'csv' },
  ]
}

function ofOverview(period: string): Surface[] {
  return (['smt', 'board'] as const).flatMap((as): Surface[] => [
    { name: 'overview', url: `/overview?period=${period}&view=measures`, as, tells: 'heatmap' },
    { name: 'overview.csv', url: `/overview.csv?period=${period}&view=measures`, as, tells: 'csv' },
    { name: 'overview.json', url: `/overview.json?period=${period}&view=measures`, as, tells: 'rows' },
  ])
}

/** Months whose single scorecards are read: one that lacks teams, one that is whole, and the last. */
function someMonths(missing: MissingTeams, dice: () => number): string[] {
  const one = (of: readonly string[]) => of[Math.floor(dice() * of.length)] ?? last
  return [...new Set([one(missing.lacking()), one(months), last])]
}

/** The council for which everything that is in time comes, each month on a day of the next. */
async function inTime(missing: MissingTeams): Promise<SmallCouncil> {
  const council = await SmallCouncil.found()
  council.at('2018-11-08')
  await council.publish('history.csv', missing.history())
  for (const month of months) {
    const rows = missing.inTime(month)
    council.at(dayAfter(month))
    if (rows.length > 0) await council.publish(`${month}.csv`, rows)
  }
  council.at('2019-12-20')
  return council
}

/** Well into the following month, when everything was due. */
const dayAfter = (month: string) =>
  new Date(Date.parse(lastDay(month)) + 18 * 86_400_000).toISOString().slice(0, 10)

/** The same council for which everything came at once, in one file after the history. */
async function atOnce(missing: MissingTeams, late: SmallCouncil): Promise<SmallCouncil> {
  const council = await SmallCouncil.found()
  council.at('2018-11-08')
  await council.publish('history.csv', missing.history())
  council.at('2019-12-20', '12:00')
  await fixPersistence(late, council)
  const later = missing.later().flatMap(({ rows }) => rows)
  await council.publish('everything.csv', [...months.flatMap((month) => missing.inTime(month)), ...later])
  return council
}

/** Gives a council the persistence of another: it is fixed with the first figure of each month, from what had come by then. */
async function fixPersistence(from: SmallCouncil, to: SmallCouncil): Promise<void> {
  const known = await from.db.selectFrom('persistence').selectAll().execute()
  const { id } = await to.db
    .selectFrom('publication')
    .select('id')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const rows = some(known).map((row) => ({ ...row, publication_id: id }))
  await to.db
    .insertInto('persistence')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute()
}

describe.runIf(isWide)(`teams that are missing by the dice of seed ${seed}`, () => {
  const untrue: string[] = []
  const differences: string[] = []
  /** How many cells of each kind each surface showed. */
  const seen = new Map<string, Record<ReturnType<typeof kindOf>, number>>()
  let compared = 0

  beforeAll(async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const dice = diceFrom(seed + round)
      const missing = new MissingTeams(dice)
      const council = await inTime(missing)
      const surfaces = surfacesOf(someMonths(missing, dice))
      for (const surface of surfaces) await hear(council, missing, surface)
      for (const { team, rows } of missing.later()) await council.publish(`${team}-later.csv`, rows)
      const twin = await atOnce(missing, council)
      for (const surface of surfaces) await compare(council, twin, surface)
    }
  }, 900_000)

  async function hear(council: SmallCouncil, missing: MissingTeams, surface: Surface): Promise<void> {
    const { name, url, as = 'smt', tells, at = {} } = surface
    const counted = seen.get(name) ?? { whole: 0, 'part of a count': 0, 'part of a share': 0, nothing: 0 }
    seen.set(name, counted)
    for (const told of surfaceReaders[tells](await council.open(as, null, url), at)) {
      if (told.period < (months[0] ?? '')) continue
      const truth = missing.truthOf(told.unit, told.kpi, told.period)
      if (truth === null) continue
      counted[kindOf(truth)]++
      for (const what of contradictionsOf(told, truth))
        untrue.push(`${as} ${url}: ${what}\n  of ${JSON.stringify(truth)}\n  told ${JSON.stringify(told)}`)
    }
  }

  async function compare(
    late: SmallCouncil,
    twin: SmallCouncil,
    { url, as = 'smt' }: Surface,
  ): Promise<void> {
    // Outside the service, what was withheld once stays withheld, so only what inside readers see is the same.
    if (as === 'board') return
    compared++
    const asked = [late, twin].map(async (of) => undated(answerContent(await of.open(as, null, url))))
    const [said, wanted] = await Promise.all(asked)
    if (JSON.stringify(said) !== JSON.stringify(wanted))
      differences.push(`${url}\n${firstDifference(said, wanted)}`)
  }

  test('have no verdict and no status of a count or stock on any surface, and nothing whole is called a part', () => {
    expect(untrue).toEqual([])
  })

  test('were told as parts, and whole, by every surface', () => {
    expect(seen.size).toBe(20)
    for (const [name, counted] of seen) {
      expect(counted.whole + counted['part of a count'], name).toBeGreaterThan(0)
    }
    // That file lists a few matters of each unit; chance decides which.
    for (const [name, counted] of some([...seen].filter(([name]) => name !== 'unit.csv'))) {
      expect(counted['part of a count'], `${name}: parts of counts`).toBeGreaterThan(0)
      expect(counted.whole, `${name}: whole figures`).toBeGreaterThan(0)
    }
  })

  test('leave no trace in what is said once their files have come', () => {
    expect(differences).toEqual([])
    expect(compared).toBeGreaterThan(ROUNDS * 60)
  })
})

const day = String.raw`\d{1,2} [A-Z][a-z]+ \d{4}(?: at [\d:]+[ap]m)?`
const dates = new RegExp(`${day}|\\d+ (?:working )?days? (?:late|ago)|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z`, 'g')

/** The answer without its dates and ages. */
function undated(said: unknown): unknown {
  return JSON.parse(JSON.stringify(said).replaceAll(dates, '…'))
}

/** Where two answers first differ, with a little text around it. */
function firstDifference(a: unknown, b: unknown): string {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  const at = Math.max(0, [...one].findIndex((letter, i) => letter !== other[i]) - 120)
  return `  late ${one.slice(at, at + 320)}\n  once ${other.slice(at, at + 320)}`
}
