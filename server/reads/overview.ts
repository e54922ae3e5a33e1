import { dueDay } from '#domain/calendar.ts'
import type { Kpi } from '#domain/kpi.ts'
import { addMonths, monthsFrom } from '#domain/period.ts'
import { isOpenIn, teamsOf, type Unit } from '#domain/unit.ts'
import { type Rating, ratings } from '#domain/words.ts'
import type { ReadSource } from '../db/database.ts'
import { loadKpis } from './catalogue.ts'
import { loadFigures, type StoredFigure } from './figures.ts'
import { loadPublishedMonths } from './periods.ts'
import { loadUnits } from './units.ts'

/** A figure whose variation was not the same the month before: a movement that the statistics call real. */
export type Mover = { unit: Unit; kpi: Kpi; now: StoredFigure; before: StoredFigure | null }

export type Overview = {
  period: string
  months: string[]
  published: string[]
  kpi: Kpi
  kpis: Kpi[]
  /** The council's own figures this month, by KPI. */
  council: StoredFigure[]
  better: Mover[]
  worse: Mover[]
  /** What the chosen KPI is shown by, and those that carry it in the tree's order, with their figures over the months. */
  parts: 'team' | 'service'
  teams: { unit: Unit; service: Unit | null; counted: boolean; figures: (StoredFigure | null)[] }[]
  returns: { code: string; name: string; due: string; expected: number; received: number }[]
  ratings: Record<Rating, number>
}

/** How many months the heatmap and the small multiples show. */
const monthsShown = 13

/** What senior managers look at for a month and one KPI: what really changed, where, and whether the data is in. Null
 *  for a month without a scorecard or an unknown KPI. `scope` limits it to a unit and what is beneath. */
export async function loadOverview(
  db: ReadSource,
  question: {
    period: string
    kpi: string
    scope: string
    day: string
    /** By team, unless by service: for readers to whom no team is named. */
    parts?: 'team' | 'service'
    asAt?: Date | undefined
  },
): Promise<Overview | null> {
  const { period, asAt } = question
  const [units, kpis, published] = await Promise.all([
    loadUnits(db, period, asAt),
    loadKpis(db, period, asAt),
    loadPublishedMonths(db, asAt),
  ])
  const kpi = kpis.find((k) => k.code === question.kpi)
  const top = units.find((u) => u.code === question.scope)
  if (kpi === undefined || top === undefined || !published.some((m) => m.period === period)) return null
  const months = monthsFrom(addMonths(period, 1 - monthsShown), period)
  const teams = teamsOf(top, units).filter((t) => isOpenIn(t, period))
  const by = question.parts ?? 'team'
  const parts = by === 'team' ? teams : units.filter((u) => u.kind === 'service' && isOpenIn(u, period))
  const [recent, history, returns, counts] = await Promise.all([
    loadFigures(db, { periods: [period, addMonths(period, -1)], grain: 'monthly', asAt }),
    loadFigures(db, { kpis: [kpi.code], periods: months, asAt }),
    db.selectFrom('data_return').selectAll().orderBy('due_working_day').orderBy('code').execute(),
    loadRatingCounts(db, question.day),
  ])
  const now = recent.filter((f) => f.period === period)
  const movers = moversOf(now, recent, kpis, parts)
  const historyOf = Map.groupBy(history, (f) => f.unit)
  return {
    period,
    months,
    published: published.map((m) => m.period),
    kpi,
    kpis: kpis.filter((k) => k.grains.includes('monthly')),
    council: now.filter((f) => f.unit === top.code),
    better: movers.filter((m) => m.now.variation === 'improving'),
    worse: movers.filter((m) => m.now.variation === 'concerning'),
    parts: by,
    teams: parts
      .filter((u) => (u.kind === 'team' ? kpi.teamTypes.includes(u.teamType ?? '') : historyOf.has(u.code)))
      .map((unit) => ({
        unit,
        service: units.find((u) => u.code === unit.parent) ?? null,
        counted: unit.kind !== 'team' || kpi.countedBy.includes(unit.teamType ?? ''),
        figures: months.map((m) => historyOf.get(unit.code)?.find((f) => f.period === m) ?? null),
      })),
    returns: returns.map((r) => {
      const expected = teams.flatMap((t) =>
        kpis
          .filter(
            (k) =>
              k.returnCode === r.code &&
              k.grains.includes('monthly') &&
              k.teamTypes.includes(t.teamType ?? ''),
          )
          .map((k) => `${t.code} ${k.code}`),
      )
      const received = new Set(now.filter((f) => f.state !== 'not_reported').map((f) => `${f.unit} ${f.kpi}`))
      return {
        code: r.code,
        name: r.name,
        due: dueDay(period, r.due_working_day),
        expected: expected.length,
        received: expected.filter((e) => received.has(e)).length,
      }
    }),
    ratings: counts,
  }
}

/** The order in which signals are listed: strongest first. */
const signalOrder = ['outside_limits', 'trend', 'two_of_three', 'shift']

function moversOf(
  now: readonly StoredFigure[],
  recent: readonly StoredFigure[],
  kpis: readonly Kpi[],
  teams: readonly Unit[],
): Mover[] {
  const before = new Map(recent.filter((f) => !now.includes(f)).map((f) => [`${f.unit} ${f.kpi}`, f]))
  const movers = now.flatMap((figure) => {
    const unit = teams.find((t) => t.code === figure.unit)
    const kpi = kpis.find((k) => k.code === figure.kpi)
    const earlier = before.get(`${figure.unit} ${figure.kpi}`) ?? null
    if (unit === undefined || kpi === undefined || figure.variation === earlier?.variation) return []
    return [{ unit, kpi, now: figure, before: earlier }]
  })
  const rank = (m: Mover) => signalOrder.indexOf(m.now.analysis.signal ?? '')
  return movers.sort(
    (a, b) => rank(a) - rank(b) || a.kpi.order - b.kpi.order || a.unit.position - b.unit.position,
  )
}

/** How many actions carry each rating on a day; one never rated counts as not rated. */
export async function loadRatingCounts(db: ReadSource, day: string): Promise<Record<Rating, number>> {
  const rows = await db
    .selectFrom('plan_action as a')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('action_rating as r')
          .select('r.rating')
          .whereRef('r.council_id', '=', 'a.council_id')
          .whereRef('r.action_ref', '=', 'a.ref')
          .where('r.rated_on', '<=', day)
          .orderBy('r.rated_on', 'desc')
          .orderBy('r.id', 'desc')
          .limit(1)
          .as('latest'),
      (j) => j.onTrue(),
    )
    .select((e) => ['latest.rating', e.fn.countAll<number>().as('actions')])
    .groupBy('latest.rating')
    .execute()
  return Object.fromEntries(
    ratings.map((rating) => [
      rating,
      rows.filter((r) => (r.rating ?? 'not_rated') === rating).reduce((sum, r) => sum + Number(r.actions), 0),
    ]),
  ) as Record<Rating, number>
}
