/** Every figure in bulk as of a moment, read page by page: what teams reported, with its file and row, and what was added up
 * from it. */

import { type ExpressionBuilder, sql } from 'kysely'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { Band, State } from '#domain/figures/measurement.ts'
import { type Suppression, withheldCell } from '#domain/suppression/suppression.ts'
import type { Grain } from '#domain/time/period.ts'
import { addPeriods, firstDay, lastDay, lastMonth, monthOf, quarterOf, weekOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'
import type { DB } from '#server/db/schema.ts'
import { absencesBehind, loadNeverComing } from '#server/record/absences.ts'
import { loadCatalogueHistory } from '#server/record/catalogue.ts'
import { onRecord } from '#server/record/figures.ts'
import { loadPublishedState, loadSuppressions, type PublishedState } from '#server/record/suppression.ts'
import { loadUnitHistory } from '#server/record/units.ts'
import { asOf } from '../db/as-of.ts'

/** One figure as of the given moment. `version`, `extract` and `row` name its source in the ledger; `row` is the number a
 * spreadsheet shows. They are null for a figure that was added up. */
export type MeasurementRow = {
  unit: string
  kpi: string
  period: string
  grain: Grain
  origin: Figure['origin']
  state: State
  numerator: number | null
  denominator: number | null
  value: number | null
  symbol: string | null
  /** What an outside audience is told of a suppressed value; null if nothing is. */
  band: Band | null
  /** How many units were added up, of how many expected; null for a figure that is not added up. */
  added: number | null
  expected: number | null
  dataAsAt: string | null
  note: string | null
  version: number | null
  publishedAt: Date
  extract: number | null
  row: number | null
  /** Why the figure, or a team's figure that it lacks, will not come, in people's words; null for an outside audience. */
  neverComing: string | null
}

export type MeasurementFilter = {
  /** The codes of the units whose rows may be given. */
  units: readonly string[]
  kpi: string | null
  grain: Grain | null
  /** Periods of any grain, both included: a period belongs to the month it ends in. */
  from: string | null
  to: string | null
  asAt: Date
  /** What people had said about figures by then; everything if no moment is given. */
  saidUntil?: Date | undefined
}

const PAGE = 10_000

/** The rows in order of unit, KPI and period, at most 10,000 at a time. The ledger is append-only, so pages read one after
 * another at the same `asAt` are consistent, and no connection waits for a slow reader. A source for an outside audience returns
 * suppressed rows. */
export async function* measurementPages(
  db: ReadSource,
  filter: MeasurementFilter,
): AsyncGenerator<MeasurementRow[], void, undefined> {
  const suppressions = new Map<string, Suppression>()
  const state = db.audience === 'outside' ? await loadPublishedState(db) : null
  if (db.audience === 'outside' && state === null) return
  const saidOf = state === null ? await loadSaid(db, filter.saidUntil) : () => null
  for (let last: ReadRow | undefined; ; ) {
    const page = await loadPage(db, filter, last, state?.publication ?? null)
    // A figure whose sources were all taken back is left out.
    const given = page
      .filter((row) => row.isOnRecord)
      .map(({ isOnRecord: _, lacking, ...row }) => ({
        ...row,
        band: null,
        neverComing: saidOf({ ...row, lacking }),
      }))
    if (given.length > 0) yield state === null ? given : await outside(given, state)
    if (page.length < PAGE) return
    last = page.at(-1)
  }

  async function outside(page: readonly MeasurementRow[], state: PublishedState): Promise<MeasurementRow[]> {
    const missing = new Set(page.map((row) => row.kpi).filter((code) => !suppressions.has(code)))
    for (const [code, found] of await loadSuppressions(db, [...missing], state.publication))
      suppressions.set(code, found)
    return page.map((row) => withheld(row, suppressions.get(row.kpi), state))
  }
}

/** Whether anything was ever published of a KPI for some of the units, at any period and moment. */
export async function hasFigures(
  db: ReadSource,
  { kpi, units }: Pick<MeasurementFilter, 'kpi' | 'units'>,
): Promise<boolean> {
  if (units.length === 0) return false
  const found = await db
    .selectFrom('visible_figure')
    .select('kpi_code')
    .where('council_id', '=', councilId)
    .where('unit_code', 'in', units)
    .$if(kpi !== null, (q) => q.where('kpi_code', '=', kpi as string))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** A row for an outside audience: small numbers are hidden as on every page, and nothing leads to the file. A withheld row bears
 *  the moment of the last publication: it does not tell when it came. */
function withheld(
  row: MeasurementRow,
  suppression: Suppression | undefined,
  { publishedAt }: PublishedState,
): MeasurementRow {
  if (suppression === undefined) throw new Error(`Nothing was decided about the figures of ${row.kpi}`)
  const given = { ...row, note: null, version: null, extract: null, row: null }
  const band = suppression.hidden.get(row.unit)?.get(row.period)
  if (band === undefined) return given
  const cell = { band: null, ...withheldCell(row, band) }
  return { ...given, ...cell, added: null, expected: null, dataAsAt: null, publishedAt }
}

type Lacking = Pick<MeasurementRow, 'unit' | 'kpi' | 'period' | 'state'> & { lacking: string[] | null }

/** A row as read, with the units that a roll-up lacks. */
type ReadRow = Omit<MeasurementRow, 'neverComing' | 'band'> & Lacking & { isOnRecord: boolean }

/** What people said about the missing figures of a row, on the tree and by the catalogue of its month. */
async function loadSaid(db: ReadSource, until: Date | undefined): Promise<(row: Lacking) => string | null> {
  const [neverComing, tree, catalogue] = await Promise.all([
    loadNeverComing(db, until),
    loadUnitHistory(db, until),
    loadCatalogueHistory(db, until),
  ])
  const months = new Map<string, { units: Unit[]; kpis: ReadonlyMap<string, Kpi> }>()
  const rulesOf = (month: string) => {
    const known = months.get(month) ?? {
      units: tree.in(month),
      kpis: new Map(catalogue.in(month).map((kpi) => [kpi.code, kpi])),
    }
    months.set(month, known)
    return known
  }
  return ({ state, period, lacking, ...row }) => {
    if (state !== 'not_reported' && lacking === null) return null
    const { units, kpis } = rulesOf(lastMonth(period))
    const [unit, kpi] = [units.find((u) => u.code === row.unit), kpis.get(row.kpi)]
    if (unit === undefined || kpi === undefined) return null
    const figure = { state, period, leftOut: lacking === null ? null : { units: lacking } }
    const said = absencesBehind(neverComing, { kpi, unit, units, figure })
    return said.length === 0 ? null : said.join('; ')
  }
}

/** The next rows after a given one, of those that a filter selects. */
async function loadPage(
  db: ReadSource,
  { units, kpi, grain, from, to, asAt }: MeasurementFilter,
  after: ReadRow | undefined,
  publication: number | null,
): Promise<ReadRow[]> {
  if (units.length === 0) return []
  const rows = await db
    .selectFrom('visible_figure as f')
    .leftJoinLateral(
      (e) => lastInLedger(e, asAt, publication).as('m'),
      // A roll-up has no row of its own, and neither has one that was taken back.
      (join) => join.on('f.origin', '<>', 'computed'),
    )
    .distinctOn(['f.unit_code', 'f.kpi_code', 'f.period'])
    .select(['f.unit_code as unit', 'f.kpi_code as kpi', 'f.period', 'f.grain', 'f.origin'])
    .select(['f.state', 'f.numerator', 'f.denominator', 'f.value', 'f.symbol'])
    .select([addedUnits.as('added'), expectedUnits.as('expected'), 'm.as_at as dataAsAt', 'm.note'])
    .select(['m.version', 'f.published_at as publishedAt', 'm.extract_id as extract', 'm.row_number as row'])
    .select([onRecord.as('isOnRecord'), leftOutUnits.as('lacking')])
    .where('f.council_id', '=', councilId)
    .where(asOf(asAt, 'f.published_at'))
    .$if(publication !== null, (q) =>
      q.where('f.is_pending', '=', false).where('f.publication_id', '<=', publication as number),
    )
    .where('f.unit_code', 'in', [...units])
    .$if(kpi !== null, (q) => q.where('f.kpi_code', '=', kpi as string))
    .$if(grain !== null, (q) => q.where('f.grain', '=', grain as string))
    .$if(from !== null, (q) => q.where(endsFrom(from as string)))
    .$if(to !== null, (q) => q.where(endsBy(to as string)))
    .$if(after !== undefined, (q) =>
      q.where(
        sql<boolean>`(f.unit_code, f.kpi_code, f.period) > (${after?.unit}, ${after?.kpi}, ${after?.period})`,
      ),
    )
    .orderBy('f.unit_code')
    .orderBy('f.kpi_code')
    .orderBy('f.period')
    .orderBy('f.publication_id', 'desc')
    // The stored figure, where there is one, rather than what is pending.
    .orderBy('f.is_pending')
    .limit(PAGE)
    .execute()
  // The generated type of a view makes every column nullable; these are not.
  return rows as ReadRow[]
}

/** The ledger row that a figure was taken from. */
function lastInLedger(
  e: ExpressionBuilder<DB & { f: DB['visible_figure'] }, 'f'>,
  asAt: Date,
  publication: number | null,
) {
  return e
    .selectFrom('measurement')
    .select(['as_at', 'note', 'version', 'extract_id', 'row_number'])
    .whereRef('council_id', '=', 'f.council_id')
    .whereRef('unit_code', '=', 'f.unit_code')
    .whereRef('kpi_code', '=', 'f.kpi_code')
    .whereRef('period', '=', 'f.period')
    .where(asOf(asAt, 'published_at'))
    .$if(publication !== null, (q) => q.where('publication_id', '<=', publication as number))
    .orderBy('version', 'desc')
    .limit(1)
}

const leftOutUnits = sql<string[] | null>`f.left_out->'units'`

// The columns of `addedParts`, for the rows of a stream.
const addedUnits = sql<number | null>`case when f.origin = 'computed'
  then (f.coverage->>'added')::integer + (f.coverage->>'noCases')::integer end`
const expectedUnits = sql<number | null>`case when f.origin = 'computed'
  then (f.coverage->>'expected')::integer - (f.coverage->>'notApplicable')::integer end`

const grains: readonly Grain[] = ['monthly', 'weekly', 'quarterly']

/** True of a figure whose period ends on or after the first day of one. */
function endsFrom(period: string) {
  const ends = grains.map(
    (grain) => sql`(f.grain = ${grain} and f.period >= ${firstEndingIn(grain, period)})`,
  )
  return sql<boolean>`(${sql.join(ends, sql` or `)})`
}

/** True of a figure whose period ends on or before the last day of one. */
function endsBy(period: string) {
  const ends = grains.map((grain) => sql`(f.grain = ${grain} and f.period <= ${lastEndingIn(grain, period)})`)
  return sql<boolean>`(${sql.join(ends, sql` or `)})`
}

/** The first period of a grain that ends on or after the first day of a period. */
function firstEndingIn(grain: Grain, period: string): string {
  const day = firstDay(period)
  if (grain === 'weekly') return weekOf(day)
  return grain === 'quarterly' ? quarterOf(monthOf(day)) : monthOf(day)
}

/** The last period of a grain that ends on or before the last day of a period. */
function lastEndingIn(grain: Grain, period: string): string {
  const day = lastDay(period)
  const holding =
    grain === 'weekly' ? weekOf(day) : grain === 'quarterly' ? quarterOf(lastMonth(period)) : monthOf(day)
  return lastDay(holding) <= day ? holding : addPeriods(holding, -1)
}
