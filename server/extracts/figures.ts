import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { computeFigures } from '#domain/compute-figures.ts'
import type { Coverage, Figure } from '#domain/figure.ts'
import type { Grain } from '#domain/kpi.ts'
import type { Cell, State } from '#domain/measurement.ts'
import { grainOf } from '#domain/period.ts'
import type { Trx } from '../db/database.ts'
import { ledgerKey, loadKpiLedgers } from '../reads/ledger.ts'

type Publication = {
  councilId: number
  id: number
  publishedAt: Date
  /** The cells whose current version this publication changed. */
  cells: readonly { kpi: string; period: string }[]
}

/**
 * Computes and stores the figure of every unit that a publication touches: for each KPI and grain, from the earliest
 * changed period to the last in the ledger, since limits run on. A figure equal to the current one is not stored again.
 * Returns how many were stored.
 */
export async function recordFigures(trx: Trx, publication: Publication): Promise<number> {
  const touched = earliestTouched(publication.cells)
  if (touched.size === 0) return 0
  const codes = [...new Set([...touched.values()].map((t) => t.kpi))]
  const ledgers = await loadKpiLedgers(trx, { kpis: codes })
  const current = await loadCurrentFigures(
    trx,
    codes,
    [...touched.values()].map((t) => t.from).sort()[0] ?? '',
  )
  let stored = 0
  // The database stores one KPI's figures while the next one's are computed.
  let storing: Promise<void> = Promise.resolve()
  for (const { kpi, grain, from } of touched.values()) {
    const ledger = ledgers.get(ledgerKey(kpi, grain))
    if (ledger === undefined) continue
    const rows = computeFigures(ledger, from).flatMap((figure) => {
      const before = current.get(keyOf(figure))
      const print = fingerprint(figure)
      return before?.fingerprint === print
        ? []
        : rowOf(figure, print, publication, isRestated(figure, before))
    })
    stored += rows.length
    await storing
    storing = insertFigures(trx, rows)
    // A failure is met at the next await; until then it must not count as unhandled.
    storing.catch(() => undefined)
    await setImmediate()
  }
  await storing
  return stored
}

function earliestTouched(cells: Publication['cells']) {
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

/** What is remembered of a cell's current figure, to tell whether a new one differs and restates it. */
type CurrentFigure = Cell & { fingerprint: string; restated: boolean; coverage: Coverage | null }

/** The current figure of each unit's cells from a period on, by key. */
async function loadCurrentFigures(
  trx: Trx,
  kpis: readonly string[],
  from: string,
): Promise<Map<string, CurrentFigure>> {
  const rows = await trx
    .selectFrom('figure')
    .distinctOn(['unit_code', 'kpi_code', 'period'])
    .select(['unit_code', 'kpi_code', 'period', 'fingerprint', 'restated'])
    .select(['state', 'numerator', 'denominator', 'value', 'symbol', 'coverage'])
    .where('kpi_code', 'in', kpis)
    .where('period', '>=', from)
    .orderBy('unit_code')
    .orderBy('kpi_code')
    .orderBy('period')
    .orderBy('publication_id', 'desc')
    .execute()
  return new Map(
    rows.map(({ unit_code, kpi_code, period, ...row }) => [
      `${unit_code} ${kpi_code} ${period}`,
      { ...row, state: row.state as State, coverage: row.coverage as Coverage | null },
    ]),
  )
}

/** A figure restates an earlier one when it says another number; receiving what was missing is not restating, nor is a
 *  roll-up that grows because of it. Once restated, a cell stays so. */
function isRestated(figure: Figure, before: CurrentFigure | undefined): boolean {
  if (before === undefined) return false
  if (before.restated) return true
  if (before.state === 'not_reported' || before.coverage?.notReported !== figure.coverage?.notReported)
    return false
  return (['state', 'numerator', 'denominator', 'value'] as const).some((key) => before[key] !== figure[key])
}

/** Rows sent to the server at once, as one JSON parameter. */
const batch = 2000

async function insertFigures(trx: Trx, rows: readonly object[]): Promise<void> {
  for (let i = 0; i < rows.length; i += batch) {
    const some = JSON.stringify(rows.slice(i, i + batch))
    await sql`insert into figure select * from json_populate_recordset(null::figure, ${some}::json)`.execute(
      trx,
    )
  }
}

function rowOf(figure: Figure, fingerprint: string, publication: Publication, restated: boolean) {
  return {
    council_id: publication.councilId,
    unit_code: figure.unit,
    kpi_code: figure.kpi,
    period: figure.period,
    publication_id: publication.id,
    grain: grainOf(figure.period),
    published_at: publication.publishedAt.toISOString(),
    fingerprint,
    restated,
    origin: figure.origin,
    state: figure.state,
    numerator: figure.numerator,
    denominator: figure.denominator,
    value: figure.value,
    symbol: figure.symbol,
    coverage: figure.coverage,
    computed: figure.computed,
    target: figure.target,
    floor: figure.floor,
    status: figure.status,
    gap: figure.gap,
    judged_on: figure.judgedOn,
    judged_numerator: figure.judgedNumerator,
    judged_denominator: figure.judgedDenominator,
    affected: Math.round(figure.affected),
    variation: figure.variation,
    assurance: figure.assurance,
    analysis: figure.analysis,
    team_variation: figure.teamVariation,
  }
}

function keyOf(figure: Figure): string {
  return `${figure.unit} ${figure.kpi} ${figure.period}`
}

/** Equal for equal figures: what tells a figure that changed from one computed again. */
function fingerprint(figure: Figure): string {
  return createHash('sha256').update(JSON.stringify(figure)).digest('base64url')
}
