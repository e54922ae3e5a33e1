/** What opens beneath the rows of one scorecard, and what is shown around its table. A list of scorecards does not need it. */

import { type Comparator, comparatorsOf } from '#domain/catalogue/benchmark.ts'
import { type Target, targetFor } from '#domain/catalogue/kpi.ts'
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import type { Cell, State } from '#domain/figures/measurement.ts'
import { partsOf } from '#domain/figures/roll-up-parts.ts'
import { type TargetRecord, targetRecordOf } from '#domain/figures/target-record.ts'
import { compareRefs, type Milestone, nextMilestoneOf } from '#domain/plan/plan.ts'
import { firstDay, lastMonth, monthOf } from '#domain/time/period.ts'
import { findingOf } from '#domain/wording/finding.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadTargets } from '../record/catalogue.ts'
import { loadFigures, onRecord, type StoredFigure } from '../record/figures.ts'
import { loadJudgedMonths } from '../record/judged-months.ts'
import { loadTreeFigures } from '../record/tree-figures.ts'
import { loadUnits } from '../record/units.ts'
import { loadBenchmarks } from './benchmarks.ts'
import type { CellVersion } from './lineage.ts'
import { loadMilestones } from './plan-records.ts'
import type { Scorecard, ScorecardLine } from './scorecard.ts'

/** A received version of a cell, with its file and row. */
export type ReceivedCell = Cell &
  Pick<CellVersion, 'version' | 'extractId' | 'filename' | 'row' | 'publishedAt' | 'publishedBy' | 'reason'>

/** One unit's share of a roll-up, as it was reported. */
export type SharedPart = { unit: Unit; cell: Cell }

/** What opens beneath one row. */
export type RowDetail = {
  kpi: string
  /** What its figure says, in one sentence. */
  finding: string
  /** In how many of the last 13 months the target was met. */
  targetRecord: TargetRecord
  /** The target for the row's period, and who agreed it. */
  target: Target | null
  /** The same measure of the team's service and of the council; null if they have none, and for the unit itself. */
  service: { unit: Unit; figure: StoredFigure } | null
  council: { unit: Unit; figure: StoredFigure } | null
  /** England, the region and the statistical neighbours, each with its own year; empty if nobody publishes the measure. */
  elsewhere: Comparator[]
  /** The last received version of a team's or a supplied figure; null if there is none, and for an outside audience. */
  received: ReceivedCell | null
  /** What a roll-up adds, in the tree's order; null for a team, and for an outside audience. */
  parts: SharedPart[] | null
  /** The figure of the comparison month; null if no comparison was requested or it has none. */
  compared: StoredFigure | null
}

/** An action linked to one of the unit's measures, with its next milestone. */
export type ScorecardAction = ScorecardLine['actions'][number] & {
  kpis: string[]
  next: Milestone | null
}

export type ScorecardDetail = {
  /** In the order of the scorecard's lines. */
  rows: RowDetail[]
  /** By reference. */
  actions: ScorecardAction[]
  /** The teams that this one took over from, with their names in that month. */
  predecessors: Unit[]
}

/** The details of a scorecard, read at its own moment and on its own tree. `compare` is another month to show beside it. */
export async function loadScorecardDetail(
  db: ReadSource,
  scorecard: Scorecard,
  compare: string | null = null,
): Promise<ScorecardDetail> {
  const { unit, ancestors, period, lines, day, recast } = scorecard
  const asAt = scorecard.asAt ?? undefined
  const kpis = lines.map((l) => l.kpi.code)
  const periods = [...new Set([period, ...lines.map((l) => l.period)])]
  const above = ancestors.map((u) => u.code)
  const inside = db.audience !== 'outside'
  const refs = [...new Set(lines.flatMap((l) => l.actions.map((a) => a.ref)))].sort(compareRefs)
  // Figures beside a recast figure are recast too, because two trees would differ by their teams.
  const figuresOf = async (units: readonly string[], wanted: readonly string[]): Promise<StoredFigure[]> => {
    if (units.length === 0) return []
    if (!recast) return loadFigures(db, { units, periods: wanted, asAt })
    const from = wanted.map((p) => monthOf(firstDay(p))).reduce((a, b) => (a < b ? a : b))
    const cast = await Promise.all(
      units.map((code) => loadTreeFigures(db, { unit: code, kpis, tree: monthOf(day), from, asAt })),
    )
    return cast.flat().filter((f) => wanted.includes(f.period))
  }
  const [targets, others, compared, benchmarks, milestones, units, received, judged] = await Promise.all([
    loadTargets(db, asAt),
    figuresOf(above, periods),
    compare === null ? [] : figuresOf([unit.code], [compare]),
    loadBenchmarks(
      db,
      lines.flatMap((l) => l.kpi.benchmark ?? []),
    ),
    loadMilestones(db, day, refs),
    loadUnits(db, recast ? monthOf(day) : period, asAt),
    inside ? loadReceived(db, unit, kpis, periods, asAt) : [],
    loadJudgedMonths(db, {
      unit: unit.code,
      kpis,
      period,
      asAt,
      recastOn: recast ? monthOf(day) : undefined,
    }),
  ])
  const isRollUp = unit.kind !== 'team'
  const cells = isRollUp && inside ? await loadCells(db, kpis, periods, asAt) : []
  const beside = (kind: Unit['kind'], { kpi, period: of }: ScorecardLine) => {
    const other = ancestors.find((u) => u.kind === kind)
    const figure = others.find((f) => f.unit === other?.code && f.kpi === kpi.code && f.period === of)
    return other === undefined || figure === undefined ? null : { unit: other, figure }
  }
  return {
    rows: lines.map((line) => ({
      kpi: line.kpi.code,
      finding: findingOf(line.kpi, line.figure, judged.get(line.kpi.code) ?? []),
      targetRecord: targetRecordOf(line.figure, judged.get(line.kpi.code) ?? []),
      target: targetFor(targets, line.kpi.code, lastMonth(line.period)),
      service: beside('service', line),
      council: beside('council', line),
      elsewhere: comparatorsOf(benchmarks.find((b) => b.measure === line.kpi.benchmark)?.years ?? [], day),
      received: received.find((v) => v.kpi === line.kpi.code && v.period === line.period) ?? null,
      parts: isRollUp && inside ? partsBeneath(line, unit, units, cells) : null,
      compared: compared.find((f) => f.kpi === line.kpi.code) ?? null,
    })),
    actions: refs.flatMap((ref) => {
      const linked = lines.flatMap((l) => l.actions.filter((a) => a.ref === ref))
      const [first] = linked
      if (first === undefined) return []
      return {
        ...first,
        live: linked.some((a) => a.live),
        kpis: linked.map((a) => a.kpi),
        next: nextMilestoneOf(milestones.get(ref) ?? []),
      }
    }),
    predecessors: units.filter((u) => unit.predecessors.includes(u.code)),
  }
}

type BareCell = Cell & { unit: string; kpi: string; period: string; origin: string }

/** What the units beneath reported, by the rule that added them up. */
function partsBeneath(
  { kpi, period }: ScorecardLine,
  unit: Unit,
  units: readonly Unit[],
  cells: readonly BareCell[],
): SharedPart[] {
  const open = units.filter((u) => isOpenIn(u, period))
  const own = new Map(cells.flatMap((c) => (c.kpi === kpi.code && c.period === period ? [[c.unit, c]] : [])))
  const supplied = new Set([...own.values()].filter((c) => c.origin === 'supplied').map((c) => c.unit))
  return partsOf(kpi, unit, open, (code) => own.get(code), supplied, period).flatMap((part) => {
    const beneath = open.find((u) => u.code === part.unit)
    return beneath === undefined ? [] : [{ unit: beneath, cell: part.cell }]
  })
}

/** Every unit's own cell, without anything computed from it. Inside only: nothing is suppressed here. */
async function loadCells(
  db: ReadSource,
  kpis: readonly string[],
  periods: readonly string[],
  asAt: Date | undefined,
): Promise<BareCell[]> {
  const rows = await db
    .selectFrom('visible_figure as f')
    .distinctOn(['f.unit_code', 'f.kpi_code', 'f.period'])
    .select([
      'f.unit_code as unit',
      'f.kpi_code as kpi',
      'f.period',
      'f.origin',
      'f.state',
      'f.numerator',
      'f.denominator',
      'f.value',
      'f.symbol',
    ])
    .select(onRecord.as('isOnRecord'))
    .where('f.council_id', '=', councilId)
    .where('f.kpi_code', 'in', ['', ...kpis])
    .where('f.period', 'in', periods)
    .where(asOf(asAt, 'f.published_at'))
    .orderBy('f.unit_code')
    .orderBy('f.kpi_code')
    .orderBy('f.period')
    .orderBy('f.publication_id', 'desc')
    .orderBy('f.is_pending')
    .execute()
  return rows.filter((row) => row.isOnRecord).map(({ isOnRecord: _, ...row }) => row as BareCell)
}

/** The last version of each of a unit's own cells, with its file and row. A service whose cell was taken back has none, because
 * its figure is its teams'. */
async function loadReceived(
  db: ReadSource,
  unit: Unit,
  kpis: readonly string[],
  periods: readonly string[],
  asAt: Date | undefined,
): Promise<(ReceivedCell & { kpi: string; period: string })[]> {
  const rows = await db
    .selectFrom('measurement as m')
    .distinctOn(['m.kpi_code', 'm.period'])
    .innerJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'm.council_id').onRef('x.id', '=', 'm.extract_id'),
    )
    .select([
      'm.kpi_code as kpi',
      'm.period',
      'm.version',
      'm.state',
      'm.numerator',
      'm.denominator',
      'm.value',
      'm.symbol',
      'm.extract_id as extractId',
      'x.filename',
      'm.row_number as row',
      'm.published_at as publishedAt',
      'm.published_by as publishedBy',
      'm.reason',
      'm.taken_back as isTakenBack',
    ])
    .where('m.council_id', '=', councilId)
    .where('m.unit_code', '=', unit.code)
    .where('m.kpi_code', 'in', ['', ...kpis])
    .where('m.period', 'in', periods)
    .where(asOf(asAt, 'm.published_at'))
    .orderBy('m.kpi_code')
    .orderBy('m.period')
    .orderBy('m.version', 'desc')
    .execute()
  return rows
    .filter(({ isTakenBack }) => unit.kind === 'team' || !isTakenBack)
    .map(({ isTakenBack: _, ...r }) => ({ ...r, state: r.state as State }))
}
