import { type Selectable, sql } from 'kysely'
import type {
  Analysis,
  Assurance,
  Coverage,
  Figure,
  LeftOut,
  Status,
  Variation,
} from '#domain/figures/figure.ts'
import type { Cell, State } from '#domain/figures/measurement.ts'
import { noAnalysis } from '#domain/figures/spc/analyse.ts'
import { isWithheld, withhold } from '#domain/suppression/suppression.ts'
import type { Grain } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import type { DB } from '../db/schema.ts'
import { loadCurrentSuppressions, loadPublishedState, type PublishedState } from './suppression.ts'

/** A figure as stored at a publication. */
export type StoredFigure = Figure & {
  publicationId: number
  publishedAt: Date
  /** True if an earlier publication gave this cell another figure. */
  restated: boolean
}

export type FigureQuery = {
  units?: readonly string[]
  kpis?: readonly string[]
  periods?: readonly string[]
  from?: string
  to?: string
  grain?: Grain
  /** Reads what was current at that moment. */
  asAt?: Date | undefined
  /** Reads what was complete with that publication, without anything later. */
  publication?: number
  /** Leaves the phases and flags of earlier months out of each analysis. They are most of a figure's size and only a drawn
   * series needs them. An outside audience never gets them, because of what they reveal. */
  brief?: boolean
}

/** The current figure of each requested cell, ordered by unit, KPI and period. Cells that were never received have none. While
 * the verdicts of a large publication are being computed, a team's figure has the ledger's numbers and no verdict. An outside
 * audience gets suppressed figures, always as of the last complete publication, because comparing two moments would reveal what
 * each hides. */
export async function loadFigures(db: ReadSource, query: FigureQuery): Promise<StoredFigure[]> {
  if (db.audience !== 'outside') return loadStoredFigures(db, query)
  const state = await loadPublishedState(db)
  if (state === null) return []
  // Suppression of a figure is decided with its phases.
  const whole = { ...query, asAt: undefined, publication: state.publication, brief: false }
  const figures = await loadStoredFigures(db, whole)
  const suppressions = await loadCurrentSuppressions(db, [...new Set(figures.map((f) => f.kpi))], state)
  return figures.map((figure) => {
    const suppression = suppressions.get(figure.kpi)
    if (suppression === undefined) throw new Error(`Nothing was decided about the figures of ${figure.kpi}`)
    return untimed(withhold(figure, suppression), state)
  })
}

/** A withheld figure bears the moment of the last publication: it tells neither when it came nor whether it was restated. */
function untimed(figure: StoredFigure, { publication, publishedAt }: PublishedState): StoredFigure {
  return isWithheld(figure) ? { ...figure, publicationId: publication, publishedAt, restated: false } : figure
}

const columns = [
  'f.unit_code',
  'f.kpi_code',
  'f.period',
  'f.publication_id',
  'f.published_at',
  'f.restated',
  'f.origin',
  'f.state',
  'f.numerator',
  'f.denominator',
  'f.value',
  'f.symbol',
  'f.coverage',
  'f.left_out',
  'f.computed',
  'f.target',
  'f.floor',
  'f.status',
  'f.gap',
  'f.judged_on',
  'f.judged_numerator',
  'f.judged_denominator',
  'f.affected',
  'f.variation',
  'f.assurance',
  'f.team_variation',
  'f.is_pending',
] as const

/** True for a figure whose sources were not all taken back. */
function isOnRecord({ analysis }: Pick<FigureRow, 'analysis'>): boolean {
  return (analysis as Partial<Analysis>).takenBack !== true
}

/** The same for a row of the database. */
export const onRecord = sql<boolean>`(f.brief -> 'takenBack') is null`

/** Figures of several periods. The last is drawn with all its flags; the others appear as numbers beside it. */
export async function loadSeriesFigures(
  db: ReadSource,
  query: Omit<FigureQuery, 'periods' | 'brief'>,
  periods: readonly string[],
): Promise<StoredFigure[]> {
  const [before, last] = await Promise.all([
    loadFigures(db, { ...query, periods: periods.slice(0, -1), brief: true }),
    loadFigures(db, { ...query, periods: periods.slice(-1) }),
  ])
  return [...before, ...last]
}

/** A row of the view. The generated type of a view makes all columns nullable; its columns are those of the table. */
type FigureRow = Selectable<DB['figure']> & { is_pending: boolean }

/** The unsuppressed figures, for any audience. */
export async function loadStoredFigures(db: ReadSource, query: FigureQuery): Promise<StoredFigure[]> {
  const rows = await db
    .selectFrom('visible_figure as f')
    .distinctOn(['f.unit_code', 'f.kpi_code', 'f.period'])
    .select(columns)
    .select(query.brief === true ? 'f.brief as analysis' : 'f.analysis')
    .where('f.council_id', '=', councilId)
    .$if(query.units !== undefined, (q) => q.where('f.unit_code', 'in', [...(query.units ?? []), '']))
    .$if(query.kpis !== undefined, (q) => q.where('f.kpi_code', 'in', [...(query.kpis ?? []), '']))
    .$if(query.periods !== undefined, (q) => q.where('f.period', 'in', [...(query.periods ?? []), '']))
    .$if(query.from !== undefined, (q) => q.where('f.period', '>=', query.from as string))
    .$if(query.to !== undefined, (q) => q.where('f.period', '<=', query.to as string))
    .$if(query.grain !== undefined, (q) => q.where('f.grain', '=', query.grain as string))
    .where(asOf(query.asAt, 'f.published_at'))
    .$if(query.publication !== undefined, (q) =>
      q.where('f.is_pending', '=', false).where('f.publication_id', '<=', query.publication as number),
    )
    .orderBy('f.unit_code')
    .orderBy('f.kpi_code')
    .orderBy('f.period')
    .orderBy('f.publication_id', 'desc')
    // The stored figure, where there is one, rather than what is pending.
    .orderBy('f.is_pending')
    .execute()
  return (rows as FigureRow[]).filter(isOnRecord).map((row) => ({
    unit: row.unit_code,
    kpi: row.kpi_code,
    period: row.period,
    publicationId: row.publication_id,
    publishedAt: row.published_at,
    restated: row.restated,
    origin: row.origin as Figure['origin'],
    state: row.state as State,
    numerator: row.numerator,
    denominator: row.denominator,
    value: row.value,
    symbol: row.symbol,
    coverage: row.coverage as Coverage | null,
    leftOut: row.left_out as LeftOut | null,
    computed: row.computed as Cell | null,
    target: row.target,
    floor: row.floor,
    status: row.status as Status | null,
    gap: row.gap,
    judgedOn: row.judged_on as Figure['judgedOn'],
    judgedNumerator: row.judged_numerator,
    judgedDenominator: row.judged_denominator,
    affected: row.affected,
    variation: row.variation as Variation,
    assurance: row.assurance as Assurance,
    analysis: row.is_pending ? noAnalysis : analysisOf(row, query),
    ...teamCountsOf(row.team_variation),
  }))
}

/** What was read of an analysis. The database leaves the earlier months out of a brief one; here they are none. */
function analysisOf({ analysis }: FigureRow, { brief }: FigureQuery): Analysis {
  // Only a publication writes this JSON column, and it writes an Analysis.
  const read = analysis as unknown as Analysis
  return brief === true ? { ...read, phases: [], flags: [] } : read
}

/** The counts of teams as they are stored: by variation, and of those that fell short where each one counts. */
function teamCountsOf(stored: FigureRow['team_variation']): Pick<Figure, 'teamVariation' | 'teamsShort'> {
  if (stored === null) return { teamVariation: null }
  const { short, ...teamVariation } = stored as Record<string, number>
  return short === undefined ? { teamVariation } : { teamVariation, teamsShort: short }
}

/** The figure of a cell that was never received: not reported, without a verdict. */
export function figureNotReported(
  unit: string,
  kpi: string,
  period: string,
  thresholds: { target: number; floor: number | null } | null,
): Figure {
  return {
    unit,
    kpi,
    period,
    origin: 'team',
    state: 'not_reported',
    numerator: null,
    denominator: null,
    value: null,
    symbol: null,
    coverage: null,
    leftOut: null,
    computed: null,
    target: thresholds?.target ?? null,
    floor: thresholds?.floor ?? null,
    status: 'no_data',
    gap: null,
    judgedOn: null,
    judgedNumerator: null,
    judgedDenominator: null,
    affected: 0,
    variation: 'none',
    assurance: 'none',
    analysis: noAnalysis,
    teamVariation: null,
  }
}
