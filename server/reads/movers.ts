/** Which measures really moved in a month, among some units. */

import { sql } from 'kysely'
import { isCollected, type Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { shareIn } from '#domain/council/share.ts'
import type { Variation } from '#domain/figures/figure.ts'
import { phaseBreak } from '#domain/figures/spc/analyse.ts'
import { listedFrom } from '#domain/figures/spc/false-discovery.ts'
import { isExpected, spokenVariation } from '#domain/figures/wholeness.ts'
import {
  byEvidence,
  hasSettled,
  lastVariation,
  type Movement,
  movementOf,
  type VerdictPair,
} from '#domain/scorecard/movement.ts'
import { addMonths } from '#domain/time/period.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadFigures, type StoredFigure } from '../record/figures.ts'
import { loadShares } from '../record/shares.ts'

/** A measure of a unit with its figure of the month and of the month before. */
export type Mover = { unit: Unit; kpi: Kpi; now: StoredFigure; before: StoredFigure | null }

/** A movement caused or undone by figures restated since the month's first publication. Late figures do not count as a cause:
 * they move as if they had come in time. */
export type RestatedMover = Mover & { movement: Exclude<Movement, 'moved'>; firstSaid: Variation }

/** Each list in the order of `byEvidence`. */
export type Movers = {
  period: string
  better: Mover[]
  worse: Mover[]
  /** Measures that moved either way, but not by more than chance would give some of so many. */
  uncertain: Mover[]
  /** How many measures of the units are worse than usual, and how many could be called so. */
  concerning: number
  judged: number
  /** Measures that were worse than usual the month before, have not moved and are still worse. A figure that is not whole is
   * represented by the last whole one, and a measure without a figure this month by its last figure, which keeps its own month.
   * */
  stillWorse: Mover[]
  /** Measures without a good direction. */
  unusual: Mover[]
  /** Back within the usual range. */
  settled: Mover[]
  /** Null for an outside audience, because comparing two moments would reveal what either suppresses. */
  restated: RestatedMover[] | null
  /** Every figure of these units in the month. */
  month: StoredFigure[]
}

/** What really moved from the month before to this one, in these units and measures. */
export async function loadMovers(
  db: ReadSource,
  { units, kpis, period }: { units: readonly Unit[]; kpis: readonly Kpi[]; period: string },
): Promise<Movers> {
  const previous = addMonths(period, -1)
  // A verdict continues over months without data, until there are enough of them to begin a new phase.
  const earlier = Array.from({ length: phaseBreak }, (_, i) => addMonths(period, -1 - i))
  const codes = units.map((u) => u.code)
  const [figures, versions, limits] = await Promise.all([
    loadFigures(db, { units: codes, periods: [period, ...earlier], grain: 'monthly', brief: true }),
    db.audience === 'outside' ? null : loadReplacedVerdicts(db, codes, [period, ...earlier]),
    loadShares(db, 'false_discovery_limit'),
  ])
  const unitOf = new Map(units.map((u) => [u.code, u]))
  const kpiOf = new Map(kpis.filter((k) => isCollected(k, period)).map((k) => [k.code, k]))
  const before = new Map(figures.filter((f) => f.period === previous).map((f) => [cellOf(f), f]))
  const said = new Map(figures.map((f) => [`${cellOf(f)} ${f.period}`, spokenVariation(f)]))
  const saidBefore = (now: StoredFigure) =>
    lastVariation(earlier.map((month) => said.get(`${cellOf(now)} ${month}`) ?? null))
  const month = figures.filter((f) => f.period === period)
  const asPublished = month.flatMap((now) => {
    const [unit, kpi] = [unitOf.get(now.unit), kpiOf.get(now.kpi)]
    if (unit === undefined || kpi === undefined) return []
    const mover: Mover = { unit, kpi, now, before: before.get(cellOf(now)) ?? null }
    const today = { before: saidBefore(now), now: now.variation }
    const then = verdictsThen(versions?.get(cellOf(now)) ?? [], { period, earlier }, today)
    return [{ ...mover, today, then, firstSaid: then.now, evidence: now.analysis.evidence ?? null }]
  })
  const replaced = await loadReplaced(
    db,
    asPublished.filter(({ today, then }) => movementOf(today, then) !== movementOf(today, today)),
    period,
  )
  const compared = asPublished.map(({ then, ...mover }) => {
    const isReplaced = then.isJudgedAnew || (replaced.get(cellOf(mover.now)) ?? 0) > then.publication
    return { ...mover, movement: movementOf(mover.today, isReplaced ? then : mover.today) }
  })
  compared.sort(byEvidence)
  const silent = silentCells(figures, period).flatMap((now) => {
    const [unit, kpi] = [unitOf.get(now.unit), kpiOf.get(now.kpi)]
    if (unit === undefined || kpi === undefined || !isExpected(kpi, unit, period)) return []
    return spokenVariation(now) === 'concerning'
      ? [{ unit, kpi, now, before: null, evidence: now.analysis.evidence ?? null }]
      : []
  })
  const { judged, isListed } = listingOf(month, {
    kpiOf,
    percent: shareIn('false_discovery_limit', limits, period).percent,
  })
  const moved = (variation: 'improving' | 'concerning' | 'unusual') =>
    compared.filter(({ movement, now }) => movement === 'moved' && now.variation === variation).map(moverOf)
  const [better, worse] = [moved('improving'), moved('concerning')]
  return {
    period,
    better: better.filter(isListed),
    worse: worse.filter(isListed),
    uncertain: [...worse, ...better].filter((mover) => !isListed(mover)),
    concerning: month.filter((f) => f.variation === 'concerning').length,
    judged,
    stillWorse: [
      ...compared.filter(
        ({ now, today }) => spokenVariation(now) === 'concerning' && today.before === 'concerning',
      ),
      ...silent,
    ]
      .sort(byEvidence)
      .map(moverOf),
    unusual: moved('unusual'),
    settled: compared.filter(({ today }) => hasSettled(today)).map(moverOf),
    restated:
      versions === null
        ? null
        : compared.flatMap(({ movement, firstSaid, ...mover }) =>
            movement === null || movement === 'moved' ? [] : [{ ...moverOf(mover), movement, firstSaid }],
          ),
    month,
  }
}

/** How many of a month's figures were judged for change, and which changes are listed: those that hold the false-discovery limit
 * in their own direction. */
function listingOf(
  month: readonly StoredFigure[],
  { kpiOf, percent }: { kpiOf: ReadonlyMap<string, Kpi>; percent: number },
): { judged: number; isListed: (mover: Mover) => boolean } {
  const judged = month.filter((f) => canBeCalledWorse(kpiOf.get(f.kpi), f)).length
  const leastOf = (variation: Variation) => {
    const found = month.filter((f) => f.variation === variation && kpiOf.has(f.kpi))
    return listedFrom(
      found.map((f) => f.analysis.evidence ?? 0),
      judged,
      percent,
    )
  }
  const least = { improving: leastOf('improving'), concerning: leastOf('concerning') }
  const isListed = ({ now: { variation, analysis } }: Mover) => {
    const from = variation === 'improving' || variation === 'concerning' ? least[variation] : null
    return from !== null && (analysis.evidence ?? 0) >= from
  }
  return { judged, isListed }
}

/** Whether a figure was judged for change in a good or bad direction. */
function canBeCalledWorse(kpi: Kpi | undefined, { variation }: StoredFigure): boolean {
  if (kpi === undefined || (kpi.good !== 'higher' && kpi.good !== 'lower')) return false
  return variation !== 'none' && variation !== 'too_early'
}

/** The last figure before a period of each measure that has no figure in it. */
function silentCells(figures: readonly StoredFigure[], period: string): StoredFigure[] {
  const reported = figures.filter((f) => f.state !== 'not_reported')
  const came = new Set(reported.filter((f) => f.period === period).map(cellOf))
  const missing = reported.filter((f) => !came.has(cellOf(f)))
  return [...Map.groupBy(missing, cellOf).values()].map((own) =>
    own.reduce((last, f) => (f.period > last.period ? f : last)),
  )
}

function moverOf({ unit, kpi, now, before }: Mover): Mover {
  return { unit, kpi, now, before }
}

function cellOf({ unit, kpi }: { unit: string; kpi: string }): string {
  return `${unit} ${kpi}`
}

type Verdict = {
  unit: string
  kpi: string
  period: string
  variation: Variation
  status: string | null
  state: string
  publication: number
  /** What kind of publication it was. */
  by: string
}

/** The two verdicts of a publication. `isJudgedAnew` is true if something other than a file has changed them since. */
type VerdictsThen = VerdictPair & { publication: number; isJudgedAnew: boolean }

/** The two verdicts when the month first had a whole figure; today's verdicts if nothing was published since. */
function verdictsThen(
  versions: readonly Verdict[],
  { period, earlier }: { period: string; earlier: readonly string[] },
  today: VerdictPair,
): VerdictsThen {
  const first = versions.find(
    (v) => v.period === period && v.status !== 'not_whole' && v.state !== 'not_reported',
  )
  if (first === undefined) return { ...today, publication: 0, isJudgedAnew: false }
  const then = (month: string) =>
    versions.findLast((v) => v.period === month && v.publication <= first.publication)?.variation ?? null
  const { publication, variation: now } = first
  const isJudgedAnew = versions.some((v) => v.publication > publication && v.by !== 'publish')
  return { before: lastVariation(earlier.map(then)), now, publication, isJudgedAnew }
}

/** The last publication that restated a figure of each of these series up to a period. Without one, a changed verdict comes from
 * late figures, which replaced nothing. */
async function loadReplaced(
  db: ReadSource,
  movers: readonly Mover[],
  period: string,
): Promise<Map<string, number>> {
  if (movers.length === 0) return new Map()
  const rows = await db
    .selectFrom('figure')
    .select((e) => ['unit_code as unit', 'kpi_code as kpi', e.fn.max('publication_id').as('publication')])
    .where('council_id', '=', councilId)
    .where((e) =>
      e.or(movers.map(({ now }) => e.and([e('unit_code', '=', now.unit), e('kpi_code', '=', now.kpi)]))),
    )
    .where('period', '<=', period)
    .where('grain', '=', 'monthly')
    .where('restated', '=', true)
    .groupBy(['unit_code', 'kpi_code'])
    .execute()
  return new Map(rows.map((row) => [cellOf(row), Number(row.publication)]))
}

/** Every version of the cells published more than once in these months, with the month beside it, in the order of publication.
 * Versions of a file that was taken back, and of taking it back, are left out. */
async function loadReplacedVerdicts(
  db: ReadSource,
  units: readonly string[],
  periods: readonly string[],
): Promise<Map<string, Verdict[]>> {
  const versions = db
    .selectFrom('figure')
    .where('council_id', '=', councilId)
    .where('unit_code', 'in', [...units, ''])
    .where('period', 'in', [...periods])
    .where('grain', '=', 'monthly')
    .where('publication_id', 'not in', (e) =>
      e
        .selectFrom('publication as p')
        .innerJoin('extract as x', (j) =>
          j.onRef('x.council_id', '=', 'p.council_id').onRef('x.id', '=', 'p.extract_id'),
        )
        .select('p.id')
        .where('p.council_id', '=', councilId)
        .where('x.status', '=', 'reverted'),
    )
  const rows = await versions
    .select(['unit_code as unit', 'kpi_code as kpi', 'period', 'state', 'status'])
    .select((e) => [
      'publication_id as publication',
      e
        .selectFrom('publication as made')
        .select('made.kind')
        .whereRef('made.council_id', '=', 'figure.council_id')
        .whereRef('made.id', '=', 'figure.publication_id')
        .as('by'),
    ])
    .select(sql<Variation>`coalesce(left_out #>> '{lastWhole,variation}', variation)`.as('variation'))
    .where((e) =>
      e(
        e.refTuple('unit_code', 'kpi_code'),
        'in',
        versions
          .select(['unit_code', 'kpi_code'])
          .groupBy(['unit_code', 'kpi_code', 'period'])
          .having((h) => h.fn.countAll(), '>', 1)
          .$asTuple('unit_code', 'kpi_code'),
      ),
    )
    .orderBy('publication_id')
    .execute()
  return Map.groupBy(rows as Verdict[], cellOf)
}
