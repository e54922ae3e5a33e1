/** Decides of each publication which cells are withheld from readers outside the service, and stores it. What was decided is kept:
 * rules that change later give nothing back. */

import { sql } from 'kysely'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { type MeasureRule, termsOf } from '#domain/catalogue/measure-rule.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { State } from '#domain/figures/measurement.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import {
  decideWithheld,
  type PublishedPeriod,
  type Withheld,
  type WithheldCell,
  type WithholdingRules,
} from '#domain/suppression/decide-withheld.ts'
import { limitsBeside, rulesBeside } from '#domain/suppression/limits-beside.ts'
import type { PublishedCell } from '#domain/suppression/sums.ts'
import { lastMonth } from '#domain/time/period.ts'
import { councilId } from '../db/council-id.ts'
import { type Db, inTransaction, type Trx } from '../db/database.ts'
import { holdRecord } from '../db/record-lock.ts'
import { loadCatalogueHistory } from './catalogue.ts'
import { loadMeasureRules } from './measure-rules.ts'
import { loadUnitHistory } from './units.ts'

/** Decides, in the order of publications, of each whose figures are complete and of which nothing is decided. Every publication ends
 * with it, and so does the start of the service, for databases that are older than the rule. */
export async function recordWithheld(trx: Trx): Promise<void> {
  const undecided = await loadUndecided(trx)
  if (undecided.length === 0) return
  const known = await loadKnown(trx)
  for (const publication of undecided) {
    for (const chunk of chunksOf(await loadTouched(trx, publication), known.kpis)) {
      const withheld = await decideChunk(trx, publication, chunk, known)
      await recordCells(trx, publication, withheld)
    }
    await trx
      .insertInto('withholding')
      .values({ council_id: councilId, publication_id: publication })
      .execute()
  }
}

/** The same in a transaction of its own. */
export async function recordWithheldAtStart(db: Db): Promise<void> {
  if ((await loadUndecided(db)).length === 0) return
  await inTransaction(db, async (trx) => {
    await holdRecord(trx, councilId)
    await recordWithheld(trx)
  })
}

async function loadUndecided(db: Db | Trx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from publication p
    where p.council_id = ${councilId}
      and p.id < coalesce((select min(publication_id) from pending_figures), 9223372036854775807)
      and not exists (select from withholding w where w.council_id = p.council_id and w.publication_id = p.id)
    order by p.id`.execute(db)
  return rows.map(({ id }) => id)
}

type Known = {
  rules: WithholdingRules
  /** The definition of a measure in a period; undefined where the catalogue did not hold it then. */
  definitionIn: (code: string, period: string) => Kpi | undefined
  kpis: readonly Kpi[]
  measureRules: readonly MeasureRule[]
}

/** The catalogue and the tree as recorded now. */
async function loadKnown(trx: Trx): Promise<Known> {
  const catalogue = await loadCatalogueHistory(trx)
  const tree = await loadUnitHistory(trx)
  const definitions = new Map<string, Map<string, Kpi>>()
  const definitionsIn = (month: string) => {
    const known = definitions.get(month) ?? new Map(catalogue.in(month).map((k) => [k.code, k]))
    definitions.set(month, known)
    return known
  }
  const definitionIn = (code: string, period: string) => definitionsIn(lastMonth(period)).get(code)
  const kpiAt = (code: string, period: string) => {
    const kpi = definitionIn(code, period)
    if (kpi === undefined) throw new Error(`There are figures of ${code}, which the catalogue does not hold`)
    return kpi
  }
  return {
    rules: { kpiAt, unitsAt: (period) => tree.in(lastMonth(period)) },
    definitionIn,
    kpis: catalogue.in('9999-12'),
    measureRules: await loadMeasureRules(trx),
  }
}

/** A KPI's period with cells that a publication changed, and how many they are. */
type Touched = { kpi: string; period: string; cells: number }

async function loadTouched(trx: Trx, publication: number): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    select kpi_code as kpi, period, count(*)::integer as cells from measurement
    where council_id = ${councilId} and publication_id = ${publication} group by 1, 2 order by 1, 2`.execute(
    trx,
  )
  return rows
}

/** What is decided at once: KPIs, of which those that share a base are together, and what was touched of them. */
type Chunk = { kpis: readonly Kpi[]; touched: readonly Touched[] }

/** From this many changed cells on, the rest waits for the next chunk. */
const CHUNK = 50_000

function chunksOf(touched: readonly Touched[], kpis: readonly Kpi[]): Chunk[] {
  const baseOf = new Map(kpis.map((k) => [k.code, k.sharesBase?.base ?? k.code]))
  const chunks: { kpis: Kpi[]; touched: Touched[]; cells: number }[] = []
  for (const [base, own] of Map.groupBy(touched, ({ kpi }) => baseOf.get(kpi) ?? kpi)) {
    const cells = own.reduce((sum, t) => sum + t.cells, 0)
    const last = chunks.at(-1)
    const sharing = kpis.filter((k) => baseOf.get(k.code) === base)
    if (last === undefined || last.cells + cells > CHUNK) chunks.push({ kpis: sharing, touched: own, cells })
    else {
      last.kpis.push(...sharing)
      last.touched.push(...own)
      last.cells += cells
    }
  }
  return chunks
}

async function decideChunk(trx: Trx, publication: number, { kpis, touched }: Chunk, known: Known) {
  const periods = [...new Set(touched.map((t) => t.period))]
  // Where periods tell of each other, one hidden cell hides its unit's whole series.
  const whole = kpis.filter((k) => isRolling(k.basis) || k.grains.length > 1).map((k) => k.code)
  const asked = { kpis: kpis.map((k) => k.code), whole, periods, publication }
  const published = await withLimits(trx, await loadPublished(trx, asked, touched), publication, known)
  const before = await loadBefore(trx, asked)
  const baseOf = new Map(kpis.map((k) => [k.code, k.sharesBase?.base ?? k.code]))
  const withheld = Map.groupBy(before, (w) => baseOf.get(w.kpi))
  return [...Map.groupBy(published, (p) => baseOf.get(p.kpi))].flatMap(([base, own]) =>
    decideWithheld(own, withheld.get(base) ?? [], known.rules),
  )
}

type Asked = {
  kpis: readonly string[]
  /** Of these every period is read. */
  whole: readonly string[]
  periods: readonly string[]
  publication: number
}

type FigureRow = PublishedCell & { kpi: string; publication: number }

/** The cells as each publication left them, without those that only judged them anew. */
async function loadPublished(
  trx: Trx,
  asked: Asked,
  touched: readonly Touched[],
): Promise<PublishedPeriod[]> {
  const { rows } = await sql<FigureRow>`
    select kpi_code as kpi, unit_code as unit, period, publication_id as publication, origin, state, numerator, denominator,
      value
    from figure
    where council_id = ${councilId} and kpi_code = any(${asked.kpis}::text[])
      and (period = any(${asked.periods}::text[]) or kpi_code = any(${asked.whole}::text[]))
      and publication_id <= ${asked.publication}
    order by publication_id`.execute(trx)
  const isTouched = new Set(touched.map(({ kpi, period }) => `${kpi} ${period}`))
  return [...Map.groupBy(rows, ({ kpi, period }) => `${kpi} ${period}`)].map(([key, own]) => {
    const [{ kpi, period }] = own as [FigureRow]
    return { kpi, period, states: statesOf(own), isTouched: isTouched.has(key) }
  })
}

/** The same with what other measures tell of the cells that are decided now. */
async function withLimits(
  trx: Trx,
  published: readonly PublishedPeriod[],
  publication: number,
  { rules, definitionIn, measureRules }: Known,
): Promise<PublishedPeriod[]> {
  const codes = new Set(published.filter((p) => p.isTouched).map((p) => p.kpi))
  const ofThese = measureRules.filter((rule) => termsOf(rule).some((term) => codes.has(term.kpi)))
  const periods = [...new Set(published.filter((p) => p.isTouched).map((p) => p.period))]
  const asked = { kpis: [...new Set(ofThese.flatMap(termsOf).map((t) => t.kpi))], periods, publication }
  const cells = await loadCounts(trx, asked)
  return published.map((one) => {
    if (!one.isTouched) return one
    const { kpi, period } = one
    const definition = rules.kpiAt(kpi, period)
    const telling = rulesBeside(definition, period, {
      rules: ofThese,
      kpiAt: (code) => definitionIn(code, period),
    })
    if (telling.length === 0) return one
    // A cell is in each state of its period until it changes.
    const known = new Map<PublishedCell, PublishedCell>()
    const limited = (own: PublishedCell): PublishedCell => {
      const before = known.get(own)
      if (before !== undefined) return before
      const cellOf = (code: string) => cells.get(`${code} ${own.unit} ${period}`)
      const within = limitsBeside(kpi, { own, cellOf }, telling)
      const found = Object.keys(within).length === 0 ? own : { ...own, within }
      known.set(own, found)
      return found
    }
    return { ...one, states: one.states.map((s) => ({ ...s, cells: s.cells.map(limited) })) }
  })
}

type Counts = Pick<PublishedCell, 'numerator' | 'denominator'>

/** The reported counts of some measures as a publication left them, by KPI, unit and period. */
async function loadCounts(
  trx: Trx,
  { kpis, periods, publication }: Pick<Asked, 'kpis' | 'periods' | 'publication'>,
): Promise<Map<string, Counts>> {
  const { rows } = await sql<Counts & { kpi: string; unit: string; period: string; state: string }>`
    select distinct on (kpi_code, unit_code, period) kpi_code as kpi, unit_code as unit, period, state, numerator, denominator
    from figure
    where council_id = ${councilId} and kpi_code = any(${kpis}::text[]) and period = any(${periods}::text[])
      and publication_id <= ${publication}
    order by kpi_code, unit_code, period, publication_id desc`.execute(trx)
  const counted = rows.filter(({ state }) => state === 'reported' || state === 'no_cases')
  return new Map(counted.map((row) => [`${row.kpi} ${row.unit} ${row.period}`, row]))
}

function statesOf(rows: readonly FigureRow[]): PublishedPeriod['states'] {
  const states: { publication: number; cells: PublishedCell[] }[] = []
  const current = new Map<string, PublishedCell>()
  for (const [publication, own] of Map.groupBy(rows, (r) => r.publication)) {
    const changed = own.filter((row) => isAnother(current.get(row.unit), row))
    for (const { kpi: _, publication: __, ...cell } of changed)
      current.set(cell.unit, {
        ...cell,
        origin: cell.origin as Figure['origin'],
        state: cell.state as State,
      })
    // Always in the same order, so that the same companions are chosen from month to month.
    if (changed.length > 0)
      states.push({ publication, cells: [...current.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1)) })
  }
  return states
}

function isAnother(before: PublishedCell | undefined, now: PublishedCell): boolean {
  if (before === undefined) return true
  return (['origin', 'state', 'numerator', 'denominator', 'value'] as const).some(
    (key) => before[key] !== now[key],
  )
}

async function loadBefore(trx: Trx, { kpis, whole, periods, publication }: Asked): Promise<WithheldCell[]> {
  const { rows } = await sql<WithheldCell>`
    select kpi_code as kpi, unit_code as unit, period, publication_id as publication,
      case when band_from is not null then jsonb_build_object('from', band_from, 'to', band_to, 'numerator',
        band_numerator, 'denominator', band_denominator) end as band
    from withheld_cell
    where council_id = ${councilId} and kpi_code = any(${kpis}::text[])
      and (period = any(${periods}::text[]) or kpi_code = any(${whole}::text[]))
      and publication_id <= ${publication}`.execute(trx)
  return rows
}

async function recordCells(trx: Trx, publication: number, cells: readonly Withheld[]): Promise<void> {
  if (cells.length === 0) return
  await sql`
    insert into withheld_cell (council_id, kpi_code, unit_code, period, publication_id, band_from, band_to,
      band_numerator, band_denominator)
    select ${councilId}, c.kpi, c.unit, c.period, ${publication}, (c.band->>'from')::double precision,
      (c.band->>'to')::double precision, (c.band->>'numerator')::double precision,
      (c.band->>'denominator')::double precision
    from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as c (kpi text, unit text, period text, band jsonb)`.execute(
    trx,
  )
}
