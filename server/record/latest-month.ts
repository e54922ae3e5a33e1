/** Which month the pages of a unit open on, and how much of later months has come. */

import { sql } from 'kysely'
import { isOpenIn, teamsOf } from '#domain/catalogue/unit.ts'
import { type DatedShare, shareIn, withShare } from '#domain/council/share.ts'
import { type DueCell, dueCells } from '#domain/extracts/template.ts'
import { isOpenedOn, latestMonthOf, type MonthArrival } from '#domain/figures/latest-month.ts'
import { type MissingReturn, overdueMonths, type SilentMonth } from '#domain/scorecard/silent-months.ts'
import { dueDay } from '#domain/time/calendar.ts'
import { dayReadOn } from '#domain/time/moment.ts'
import { monthOf, quarterOf } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadNeverComing } from './absences.ts'
import { loadCatalogueHistory } from './catalogue.ts'
import { loadCouncil } from './council.ts'
import { loadPublishedMonths, type PublishedMonth } from './periods.ts'
import { loadFirstDay, loadReturns } from './returns.ts'
import { loadShares } from './shares.ts'
import { firstPending } from './suppression.ts'
import { loadUnitHistory } from './units.ts'

/** The published months of a unit. */
export type UnitMonths = {
  /** Those in which it was open, earliest first. */
  months: PublishedMonth[]
  /** The month its pages open on; null if it has none. */
  latest: string | null
  /** What has come of the later ones, earliest first. */
  newer: MonthArrival[]
  /** For a team: the latest months that are overdue and without any of its figures, earliest first. */
  silent: SilentMonth[]
}

/** A month that is coming in is near the end of the list, so this many months are read before more are. */
const readFirst = 2
/** No earlier month is compared with. */
const readAtMost = 14

/** The months of each of these units, by code, on a day or at a moment. With `tried`, as they would be if the council set that
 * share. */
export async function loadUnitMonths(
  db: ReadSource,
  codes: readonly string[],
  today: string,
  asAt?: Date,
  tried?: DatedShare,
): Promise<ReadonlyMap<string, UnitMonths>> {
  const day = dayReadOn(today, asAt?.toISOString() ?? null)
  const [published, rules] = await Promise.all([
    loadPublishedMonths(db, asAt),
    loadArrivalRules(db, asAt, tried),
  ])
  const last = published.at(-1)?.period ?? monthOf(day)
  const units = rules.tree.in(last).filter((u) => codes.includes(u.code))
  const monthsOf = new Map(units.map((u) => [u.code, published.filter((m) => isOpenIn(u, m.period))]))
  const arrivals = new Map<string, MonthArrival[]>(units.map((u) => [u.code, []]))
  const silent = new Map<string, SilentMonth[]>()
  const isDecided = (code: string) =>
    arrivals.get(code)?.some((month) => isOpenedOn(month, day, rules.shareOf(month.period))) === true
  for (const [from, to] of [
    [0, readFirst],
    [readFirst, readAtMost],
  ] as const) {
    const asked = units.flatMap(({ code }) => {
      const own = (monthsOf.get(code) ?? []).map((m) => m.period)
      const months = own.reverse().slice(from, to)
      return isDecided(code) || months.length === 0 ? [] : [{ code, months }]
    })
    if (asked.length === 0) break
    for (const { code, arrival, missing } of await loadArrivals(db, rules, asked, asAt)) {
      arrivals.get(code)?.push(arrival)
      if (missing !== null) silent.set(code, [...(silent.get(code) ?? []), missing])
    }
  }
  return new Map(
    units.map(({ code }) => {
      const known = arrivals.get(code) ?? []
      const latest = latestMonthOf(known, day, rules.shareOf)?.period ?? null
      const newer = known.filter((month) => latest !== null && month.period > latest)
      return [
        code,
        {
          months: monthsOf.get(code) ?? [],
          latest,
          newer: newer.sort(byPeriod),
          silent: overdueMonths(silent.get(code) ?? [], day),
        },
      ]
    }),
  )
}

/** Those of these teams without any figure for a month that is overdue on a day, by code. */
export async function loadSilentTeams(
  db: ReadSource,
  {
    teams,
    period,
    day,
    asAt,
  }: { teams: readonly string[]; period: string; day: string; asAt?: Date | undefined },
): Promise<ReadonlyMap<string, SilentMonth>> {
  if (teams.length === 0) return new Map()
  const rules = await loadArrivalRules(db, asAt)
  const asked = teams.map((code) => ({ code, months: [period] }))
  const found = await loadArrivals(db, rules, asked, asAt)
  return new Map(
    found.flatMap(({ code, missing }) =>
      missing !== null && overdueMonths([missing], day).length > 0 ? [[code, missing] as const] : [],
    ),
  )
}

/** The same for one unit; no months for an unknown one. */
export async function loadMonthsOf(
  db: ReadSource,
  code: string,
  today: string,
  asAt?: Date,
): Promise<UnitMonths> {
  const found = (await loadUnitMonths(db, [code], today, asAt)).get(code)
  return found ?? { months: [], latest: null, newer: [], silent: [] }
}

function byPeriod(a: MonthArrival, b: MonthArrival): number {
  return a.period < b.period ? -1 : 1
}

type ArrivalRules = Awaited<ReturnType<typeof loadArrivalRules>>

async function loadArrivalRules(db: ReadSource, asAt: Date | undefined, tried?: DatedShare) {
  const [catalogue, tree, returns, neverComing, shares, council, began] = await Promise.all([
    loadCatalogueHistory(db, asAt),
    loadUnitHistory(db, asAt),
    loadReturns(db),
    loadNeverComing(db, asAt),
    loadShares(db, 'opening_share', asAt),
    loadCouncil(db),
    loadFirstDay(db),
  ])
  return {
    catalogue,
    tree,
    neverComing,
    returns,
    // What was due before the council began is history and never late.
    isHistory: (month: string, dueOn: string) =>
      month < (council?.firstScorecard ?? '') || dueOn < (began ?? ''),
    workingDayOf: new Map(returns.map((r) => [r.code, r.dueWorkingDay])),
    shareOf: (month: string) =>
      shareIn('opening_share', tried === undefined ? shares : withShare(shares, tried), month).percent,
  }
}

async function loadArrivals(
  db: ReadSource,
  rules: ArrivalRules,
  asked: readonly { code: string; months: readonly string[] }[],
  asAt: Date | undefined,
): Promise<{ code: string; arrival: MonthArrival; missing: SilentMonth | null }[]> {
  const periods = [...new Set(asked.flatMap(({ months }) => months))]
  const teamsIn = (period: string) => {
    const tree = rules.tree.in(period)
    const units = tree.filter((u) =>
      asked.some(({ code, months }) => code === u.code && months.includes(period)),
    )
    return units.flatMap((unit) => teamsOf(unit, tree).map(({ code }) => code))
  }
  const received = await loadReceivedKeys(db, [...new Set(periods.flatMap(teamsIn))], periods, asAt)
  return periods.flatMap((period) => {
    const tree = rules.tree.in(period)
    const due = Map.groupBy(dueCells(rules.catalogue.in(period), tree, period), (cell) => cell.team.code)
    const isNever = ({ team, ...cell }: DueCell) => rules.neverComing({ ...cell, unit: team }, tree) !== null
    return asked
      .filter(({ months }) => months.includes(period))
      .flatMap(({ code }) => {
        const unit = tree.find((u) => u.code === code)
        if (unit === undefined) return []
        const cells = teamsOf(unit, tree).flatMap((team) => due.get(team.code) ?? [])
        const missing = cells.filter(
          (cell) => !received.has(keyOf(cell.team.code, cell.kpi.code, cell.period)),
        )
        const open = missing.filter((cell) => !isNever(cell))
        return {
          code,
          missing:
            unit.kind === 'team' && missing.length === cells.length && open.length > 0
              ? { period, returns: missingReturns(rules, open, period) }
              : null,
          arrival: {
            period,
            firstDueOn: firstDueOn(rules, cells, period),
            expected: cells.length,
            received: cells.length - missing.length,
            neverComing: missing.length - open.length,
          },
        }
      })
  })
}

/** What is missing, by the return that brings it. */
function missingReturns(
  { returns, isHistory }: ArrivalRules,
  cells: readonly DueCell[],
  period: string,
): MissingReturn[] {
  return returns.flatMap(({ code, ownerRole, dueWorkingDay }) => {
    const figures = cells.filter(({ kpi }) => kpi.returnCode === code).length
    const dueOn = dueDay(period, dueWorkingDay)
    return figures === 0 || isHistory(period, dueOn) ? [] : [{ owner: ownerRole, dueOn, figures }]
  })
}

function firstDueOn(
  { workingDayOf }: ArrivalRules,
  cells: readonly DueCell[],
  period: string,
): string | null {
  const own = new Set(cells.map((cell) => cell.kpi.returnCode))
  const days = [...workingDayOf].flatMap(([code, day]) => (own.size === 0 || own.has(code) ? day : []))
  return days.length === 0 ? null : dueDay(period, Math.min(...days))
}

/** The current figures of these teams in these months and their quarters; blank and taken-back cells are left out. */
async function loadReceivedKeys(
  db: ReadSource,
  teams: readonly string[],
  months: readonly string[],
  asAt: Date | undefined,
): Promise<Set<string>> {
  if (teams.length === 0) return new Set()
  const periods = [...months, ...new Set(months.map(quarterOf))]
  const rows = await db
    .selectFrom(
      db
        .selectFrom('visible_figure as f')
        .distinctOn(['f.unit_code', 'f.kpi_code', 'f.period'])
        .select(['f.unit_code as unit', 'f.kpi_code as kpi', 'f.period', 'f.state'])
        .where('f.council_id', '=', councilId)
        .where('f.unit_code', 'in', teams)
        .where('f.period', 'in', periods)
        .where(asOf(asAt, 'f.published_at'))
        .$if(db.audience === 'outside', (q) =>
          q.where('f.is_pending', '=', false).where('f.publication_id', '<', firstPending),
        )
        .orderBy('f.unit_code')
        .orderBy('f.kpi_code')
        .orderBy('f.period')
        .orderBy('f.publication_id', 'desc')
        .orderBy('f.is_pending')
        .as('current'),
    )
    // One row for each team and month: a council has a thousand figures in a month.
    .select(['unit', 'period', sql<string>`string_agg(kpi, ' ')`.as('kpis')])
    .where('state', '<>', 'not_reported')
    .groupBy(['unit', 'period'])
    .execute()
  return new Set(
    rows.flatMap(({ unit, period, kpis }) =>
      kpis.split(' ').map((kpi) => keyOf(unit ?? '', kpi, period ?? '')),
    ),
  )
}

function keyOf(unit: string, kpi: string, period: string): string {
  return `${unit} ${kpi} ${period}`
}
