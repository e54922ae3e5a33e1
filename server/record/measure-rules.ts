/** The rules across measures on record, and the cells that they compare. */
import { sql } from 'kysely'
import { isCarriedBy } from '#domain/catalogue/kpi.ts'
import type { MeasureRule } from '#domain/catalogue/measure-rule.ts'
import type { State } from '#domain/figures/measurement.ts'
import type { RuleCell } from '#domain/figures/rule-judgement.ts'
import { inForce } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource, Trx } from '../db/database.ts'

/** The rules in force, now or at a moment, by code; with `isNew` those by which the record was never compared. */
export async function loadMeasureRules(
  db: ReadSource,
  { asAt, isNew = false }: { asAt?: Date | undefined; isNew?: boolean } = {},
): Promise<MeasureRule[]> {
  const rows = await db
    .selectFrom('measure_rule')
    .select(['code', 'valid_from', 'valid_to', 'content'])
    .where('council_id', '=', councilId)
    .where(inForce(asAt))
    .$if(isNew, (q) => q.where('judged_at', 'is', null))
    .orderBy('code')
    .orderBy('valid_from')
    .execute()
  return rows.map(({ code, valid_from, valid_to, content }) => ({
    // Only checked rules are recorded: those of the catalogue's files.
    ...(content as unknown as Omit<MeasureRule, 'code'>),
    code,
    from: valid_from,
    to: valid_to,
  }))
}

/** Whether a unit carries a measure. */
export type IsCarried = (unit: string, kpi: string) => boolean

/** Which units carry which measures. */
export async function loadCarriers(trx: Trx): Promise<IsCarried> {
  const units = await trx
    .selectFrom('unit')
    .select(['code', 'kind', 'team_type as teamType'])
    .where('council_id', '=', councilId)
    .execute()
  const kpis = await trx
    .selectFrom('kpi')
    .select(['code', 'team_types as teamTypes'])
    .where('council_id', '=', councilId)
    .execute()
  return carriersOf(
    new Map(units.map((unit) => [unit.code, unit])),
    new Map(kpis.map((kpi) => [kpi.code, kpi])),
  )
}

/** Which of some units carry which of some measures, by code. */
export function carriersOf(
  units: ReadonlyMap<string, { kind: string; teamType: string | null }>,
  kpis: ReadonlyMap<string, { teamTypes: readonly string[] }>,
): IsCarried {
  return (code, measure) => {
    const [unit, kpi] = [units.get(code), kpis.get(measure)]
    return unit !== undefined && kpi !== undefined && isCarriedBy(kpi, unit)
  }
}

/** A measure in a period. */
export type MeasurePeriod = { kpi: string; period: string }

/** The asked measures and periods for which the record has a cell. */
export async function loadKnownColumns(
  trx: Trx,
  columns: readonly MeasurePeriod[],
): Promise<MeasurePeriod[]> {
  if (columns.length === 0) return []
  const asked = new Set(columns.map(({ kpi, period }) => `${kpi} ${period}`))
  const { rows } = await sql<MeasurePeriod>`
    select distinct kpi_code as kpi, period from measurement where council_id = ${councilId}
      and kpi_code = any(${[...new Set(columns.map(({ kpi }) => kpi))]}::text[])
      and period = any(${[...new Set(columns.map(({ period }) => period))]}::text[])`.execute(trx)
  return rows.filter(({ kpi, period }) => asked.has(`${kpi} ${period}`))
}

/** A cell on record, as rules read it. */
export type RecordCell = RuleCell & { unit: string; kpi: string; period: string; publication: number }

/** The current cells of some units for some measures and periods. A cell that was taken back is left out. */
export async function loadRuleCells(
  trx: Trx,
  columns: readonly MeasurePeriod[],
  units: readonly string[],
): Promise<RecordCell[]> {
  if (columns.length === 0 || units.length === 0) return []
  const { rows } = await sql<RecordCell & { isTakenBack: boolean }>`
    select distinct on (m.unit_code, m.kpi_code, m.period) m.unit_code as unit, m.kpi_code as kpi, m.period, m.state,
      m.numerator, m.denominator, m.as_at as "asAt", m.publication_id as publication, m.taken_back as "isTakenBack"
    from unnest(${columns.map(({ kpi }) => kpi)}::text[], ${columns.map(({ period }) => period)}::text[]) as c (kpi, period)
    join measurement m on m.council_id = ${councilId} and m.kpi_code = c.kpi and m.period = c.period
      and m.unit_code = any(${units}::text[])
    order by m.unit_code, m.kpi_code, m.period, m.version desc`.execute(trx)
  return rows.filter(({ isTakenBack }) => !isTakenBack).map((row) => ({ ...row, state: row.state as State }))
}
