/** The senior managers' view of a month: what really changed, where, and whether the data has arrived. */

import { isCarriedBy, isCountedBy, type Kpi } from '#domain/catalogue/kpi.ts'
import { isOpenIn, teamsOf, type Unit } from '#domain/catalogue/unit.ts'
import type { ReturnCompleteness } from '#domain/extracts/return-completeness.ts'
import { definedSince } from '#domain/figures/definition.ts'
import { type MostToTalkAbout, mostToTalkAbout } from '#domain/scorecard/most-to-talk-about.ts'
import { addMonths, monthsFrom } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { loadCatalogueHistory } from '../record/catalogue.ts'
import { loadSeriesFigures, type StoredFigure } from '../record/figures.ts'
import { asPublished, loadPublicationMoments } from '../record/publication-moments.ts'
import { loadUnits } from '../record/units.ts'
import { loadCompleteness } from './completeness.ts'
import { loadMovers, type Movers } from './movers.ts'

/** A unit with the chosen measure's figures over the months; null where nothing was published. */
export type OverviewRow = {
  unit: Unit
  /** False for a team whose figures are not added, because others count the same children. */
  counted: boolean
  figures: (StoredFigure | null)[]
}

export type Overview = {
  period: string
  /** The months shown; the last is the period. */
  months: string[]
  unit: Unit
  /** How figures are grouped. */
  parts: 'team' | 'service'
  kpi: Kpi
  /** Why this measure is shown; null if nothing is to talk about, undefined if the measure was asked for. */
  opensOn?: MostToTalkAbout | null
  /** The first month of its current definition; null if it never changed. */
  definedSince: string | null
  /** The unit's own figure of the chosen measure in the month. */
  own: StoredFigure | null
  /** The units that have the chosen measure, in the tree's order. */
  rows: OverviewRow[]
  /** Every part of the unit in the month, in the tree's order. */
  units: Unit[]
  movers: Movers
  returns: ReturnCompleteness[]
}

/** How many months the heatmap and the small multiples show. */
const monthsShown = 13

/** A measure's code, or the codes among which the one with most to talk about is chosen, and which is shown if there is none. */
type MeasureAsked = string | { among: readonly string[]; otherwise: string }

/** A month and one measure of a unit by its teams or, for readers who may not see teams, by its services. Null for an unknown
 * unit or measure. `day` decides what is due. */
export async function loadOverview(
  db: ReadSource,
  question: { period: string; kpi: MeasureAsked; scope: string; day: string; parts?: 'team' | 'service' },
): Promise<Overview | null> {
  const { period, day, parts = 'team' } = question
  const [units, catalogue] = await Promise.all([loadUnits(db, period), loadCatalogueHistory(db)])
  const kpis = catalogue.in(period)
  const unit = units.find((u) => u.code === question.scope)
  if (unit === undefined) return null
  const months = monthsFrom(addMonths(period, 1 - monthsShown), period)
  const teams = teamsOf(unit, units).filter((t) => isOpenIn(t, period))
  const shown = parts === 'team' ? teams : servicesOf(unit, units, period)
  const movers = await loadMovers(db, { units: shown, kpis, period })
  const { code, opensOn } = measureShown(question.kpi, { kpis, units: shown, month: movers.month })
  const kpi = kpis.find((k) => k.code === code)
  if (kpi === undefined) return null
  const [history, returns, publishedAt] = await Promise.all([
    loadSeriesFigures(db, { units: [unit.code, ...shown.map((u) => u.code)], kpis: [kpi.code] }, months),
    loadCompleteness(db, {
      teams: parts === 'team' ? teams : namedByService(teams, units),
      kpis,
      period,
      day,
    }),
    loadPublicationMoments(db, { units, kpis: [kpi.code], periods: months }),
  ])
  const told = history.map((f) => asPublished(f, publishedAt(f.unit, kpi.code, f.period)))
  const historyOf = Map.groupBy(told, (f) => f.unit)
  const figureOf = (code: string, month: string) =>
    historyOf.get(code)?.find((f) => f.period === month) ?? null
  return {
    period,
    months,
    unit,
    parts,
    kpi,
    ...(opensOn === undefined ? {} : { opensOn }),
    definedSince: definedSince(catalogue.changesOf(kpi.code), period),
    own: figureOf(unit.code, period),
    rows: shown
      .filter((u) => (u.kind === 'team' ? isCarriedBy(kpi, u) : historyOf.has(u.code)))
      .map((u) => ({
        unit: u,
        counted: u.kind !== 'team' || isCountedBy(kpi, u),
        figures: months.map((month) => figureOf(u.code, month)),
      })),
    units: shown,
    movers,
    returns,
  }
}

/** The measure asked for, or the one with most to talk about, judged by the units that count it. */
function measureShown(
  asked: MeasureAsked,
  { kpis, units, month }: { kpis: readonly Kpi[]; units: readonly Unit[]; month: readonly StoredFigure[] },
): { code: string; opensOn?: MostToTalkAbout | null } {
  if (typeof asked === 'string') return { code: asked }
  const unitOf = new Map(units.map((u) => [u.code, u]))
  const kpiOf = new Map(kpis.map((k) => [k.code, k]))
  const counted = month.filter((figure) => {
    const [unit, kpi] = [unitOf.get(figure.unit), kpiOf.get(figure.kpi)]
    return unit !== undefined && kpi !== undefined && (unit.kind !== 'team' || isCountedBy(kpi, unit))
  })
  const most = mostToTalkAbout(asked.among, counted)
  return { code: most?.kpi ?? asked.otherwise, opensOn: most }
}

function servicesOf(unit: Unit, units: readonly Unit[], period: string): Unit[] {
  if (unit.kind === 'service') return [unit]
  return units.filter((u) => u.kind === 'service' && u.parent === unit.code && isOpenIn(u, period))
}

/** Teams under the name of their service, for readers who may not see teams. */
function namedByService(teams: readonly Unit[], units: readonly Unit[]): Unit[] {
  return teams.map((team) => ({
    ...team,
    name: units.find((u) => u.code === team.parent)?.name ?? 'another team',
  }))
}
