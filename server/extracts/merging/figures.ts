import { createHash } from 'node:crypto'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Coverage, Figure } from '#domain/figures/figure.ts'
import type { Cell, State } from '#domain/figures/measurement.ts'
import type { Grain } from '#domain/time/period.ts'
import { grainOf } from '#domain/time/period.ts'
import { councilId } from '../../db/council-id.ts'
import type { Trx } from '../../db/database.ts'
import { ledgerKey, loadKpiLedgers } from '../../record/ledger.ts'
import { CopyLane, field, StagedLines } from '../record/staged-lines.ts'
import { goneFigures } from './gone-figures.ts'
import { withPersistence } from './persistence.ts'
import { isRestated, loadRestatedUnits } from './restated-figures.ts'

export type Publication = {
  councilId: number
  id: number
  publishedAt: Date
  /** The cells whose current version this publication changed. */
  cells: readonly { kpi: string; period: string }[]
}

/**
 * Computes and stores the figures that a publication affects: for each KPI and grain, every unit from the earliest
 * changed period to the last in the ledger, since limits use earlier points. A figure equal to the current one is not
 * stored again. Returns how many were stored.
 */
export async function recordFigures(trx: Trx, publication: Publication): Promise<number> {
  const touched = earliestTouched(publication.cells)
  if (touched.size === 0) return 0
  const codes = [...new Set([...touched.values()].map((t) => t.kpi))]
  const first = [...touched.values()].map((t) => t.from).sort()[0] ?? ''
  const ledgers = await loadKpiLedgers(trx, { kpis: codes })
  const current = await loadCurrentFigures(trx, codes, first)
  const restated = await loadRestatedUnits(trx, publication.id, codes, first)
  for (const { kpi, grain } of touched.values()) {
    const ledger = ledgers.get(ledgerKey(kpi, grain))
    if (ledger !== undefined)
      ledgers.set(ledgerKey(kpi, grain), await withPersistence(trx, kpi, ledger, publication))
  }
  // The database stores one KPI's figures while the next one's are computed.
  const lane = new CopyLane(trx)
  const lines = new StagedLines(lane, FIGURES_INTO)
  let stored = 0
  const store = async (figure: Figure, units: readonly Unit[]) => {
    const before = current.get(keyOf(figure))
    const print = fingerprint(figure)
    if (before?.fingerprint === print) return
    stored++
    const isAnother = isRestated(figure, before, restated, units)
    if (lines.add(figureLine(figure, print, publication, isAnother))) await lines.send()
  }
  for (const { kpi, grain, from } of touched.values()) {
    const ledger = ledgers.get(ledgerKey(kpi, grain))
    if (ledger === undefined) continue
    const figures = computeFigures(ledger, from)
    const computed = new Set(figures.map(keyOf))
    const gone = goneFigures(ledger, computed, { kpi, grain, from }, current.values())
    for (const figure of [...figures, ...gone]) await store(figure, ledger.unitsAt(figure.period))
    await lines.send()
  }
  await lane.free()
  return stored
}

/** The series to compute again: each KPI and grain, from its earliest changed period. */
export function earliestTouched(
  cells: Publication['cells'],
): Map<string, { kpi: string; grain: Grain; from: string }> {
  const touched = new Map<string, { kpi: string; grain: Grain; from: string }>()
  for (const { kpi, period } of cells) {
    const grain = grainOf(period)
    if (grain === null) continue
    const known = touched.get(`${kpi} ${grain}`)
    if (known === undefined || period < known.from)
      touched.set(`${kpi} ${grain}`, { kpi, grain, from: period })
  }
  return touched
}

/** The parts of a current figure that show whether a new one differs from it and restates it. */
export type CurrentFigure = Cell & {
  unit: string
  kpi: string
  period: string
  publication: number
  fingerprint: string
  restated: boolean
  origin: Figure['origin']
  coverage: Coverage | null
}

/** The current figure of each unit's cells from a period on, by key. */
export async function loadCurrentFigures(
  trx: Trx,
  kpis: readonly string[],
  from: string,
  units?: readonly string[],
): Promise<Map<string, CurrentFigure>> {
  const rows = await trx
    .selectFrom('figure')
    .distinctOn(['unit_code', 'kpi_code', 'period'])
    .select(['unit_code', 'kpi_code', 'period', 'publication_id as publication', 'fingerprint', 'restated'])
    .select(['state', 'numerator', 'denominator', 'value', 'symbol', 'coverage', 'origin'])
    .where('council_id', '=', councilId)
    .where('kpi_code', 'in', kpis)
    .where('period', '>=', from)
    .$if(units !== undefined, (q) => q.where('unit_code', 'in', [...(units ?? []), '']))
    .orderBy('unit_code')
    .orderBy('kpi_code')
    .orderBy('period')
    .orderBy('publication_id', 'desc')
    .execute()
  return new Map(
    rows.map(({ unit_code, kpi_code, period, ...row }) => [
      `${unit_code} ${kpi_code} ${period}`,
      {
        ...row,
        unit: unit_code,
        kpi: kpi_code,
        period,
        state: row.state as State,
        origin: row.origin as Figure['origin'],
        coverage: row.coverage as Coverage | null,
      },
    ]),
  )
}

/** The columns of a figure, in the order of its line. */
export const FIGURES_INTO = `figure (council_id, unit_code, kpi_code, period, publication_id, grain, published_at,
  fingerprint, restated, origin, state, numerator, denominator, value, symbol, coverage, left_out, computed, target, floor, status,
  gap, judged_on, judged_numerator, judged_denominator, affected, variation, assurance, analysis, team_variation)`

/** A figure as a line of COPY. Only its JSON holds anything that has to be escaped. */
export function figureLine(
  figure: Figure,
  print: string,
  publication: Omit<Publication, 'cells'>,
  restated: boolean,
): string {
  return [
    publication.councilId,
    figure.unit,
    figure.kpi,
    figure.period,
    publication.id,
    grainOf(figure.period),
    publication.publishedAt.toISOString(),
    print,
    restated,
    figure.origin,
    figure.state,
    figure.numerator ?? NULL,
    figure.denominator ?? NULL,
    figure.value ?? NULL,
    figure.symbol ?? NULL,
    jsonField(figure.coverage),
    jsonField(figure.leftOut),
    jsonField(figure.computed),
    figure.target ?? NULL,
    figure.floor ?? NULL,
    figure.status ?? NULL,
    figure.gap ?? NULL,
    figure.judgedOn ?? NULL,
    figure.judgedNumerator ?? NULL,
    figure.judgedDenominator ?? NULL,
    Math.round(figure.affected),
    figure.variation,
    figure.assurance,
    jsonField(figure.analysis),
    jsonField(teamCounts(figure)),
  ].join('\t')
}

/** The counts of a roll-up's teams, as they are stored: by variation, and of those that fell short. */
export function teamCounts({
  teamVariation,
  teamsShort,
}: Pick<Figure, 'teamVariation' | 'teamsShort'>): object | null {
  return teamsShort === undefined ? teamVariation : { ...teamVariation, short: teamsShort }
}

const NULL = '\\N'

function jsonField(value: object | null): string {
  return value === null ? NULL : field(JSON.stringify(value))
}

export function keyOf(figure: Pick<Figure, 'unit' | 'kpi' | 'period'>): string {
  return `${figure.unit} ${figure.kpi} ${figure.period}`
}

/** A hash that is equal for equal figures. Without `leftOut` it equals the hash of figures stored before that part
 *  existed. */
export function fingerprint({ leftOut, ...figure }: Figure): string {
  const said = leftOut === null ? figure : { ...figure, leftOut }
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url')
}
