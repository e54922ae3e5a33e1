/** Warnings for figures of an extract outside the usual range of their unit. */
import { sql } from 'kysely'
import type { KpiKind } from '#domain/catalogue/kpi.ts'
import { type ExtractWarning, placeName } from '#domain/extracts/problem.ts'
import { type ExtractRegister, kpiName } from '#domain/extracts/register.ts'
import type { Trx } from '#server/db/database.ts'
import { holdsIn, inForce } from '../../db/as-of.ts'
import { councilId } from '../../db/council-id.ts'

type Outside = {
  sheet: string | null
  row: number
  unit: string
  kpi: string
  period: string
  value: number
  last: number
  lower: number
  upper: number
  kind: KpiKind
  state: 'reported' | 'without_denominator'
  /** Whether it is a percentage whose numerator is part of its denominator. */
  isShare: boolean
}

/** Rows outside the usual range: beyond the full limits stored with the last figure before theirs, which was inside
 *  them. A value without counts is checked too. A figure that has been outside since an earlier month had its
 *  warning then, and one on a base too small to judge gets none. */
export async function loadOutsideUsualRange(
  trx: Trx,
  extractId: number,
  register: ExtractRegister,
  periods: readonly string[],
): Promise<ExtractWarning[]> {
  if (!(await hasFiguresBefore(trx, periods.at(-1) ?? ''))) return []
  const { rows } = await sql<Outside>`
    select r.sheet, r.row_number as row, r.unit_code as unit, r.kpi_code as kpi, r.period, r.value, f.value as last, f.lower, f.upper,
      k.kind, r.state, k.kind = 'ratio' and not d.may_exceed as "isShare"
    from extract_row r
    join lateral (
      select f.value, f.brief ->> 'limits' as limits, (f.brief ->> 'lower')::double precision as lower,
        (f.brief ->> 'upper')::double precision as upper
      from figure f
      where f.council_id = r.council_id and f.unit_code = r.unit_code and f.kpi_code = r.kpi_code
        and f.period < r.period and length(f.period) = length(r.period)
        and (f.period like '%Q%') = (r.period like '%Q%')
      order by f.period desc, f.publication_id desc limit 1
    ) f on f.limits = 'full' and f.value between f.lower and f.upper
    join kpi_definition d on d.council_id = r.council_id and d.kpi_code = r.kpi_code and ${inForce(undefined, 'd')}
      and ${holdsIn(sql`left(r.period, 7)`, 'd')}
    join kpi k on k.council_id = r.council_id and k.code = r.kpi_code
    left join lateral (
      select m.value from measurement m
      where m.council_id = r.council_id and m.unit_code = r.unit_code and m.kpi_code = r.kpi_code
        and m.period = r.period
      order by m.version desc limit 1
    ) m on true
    where r.council_id = ${councilId} and r.extract_id = ${extractId} and r.state in ('reported', 'without_denominator')
      and (r.value < f.lower or r.value > f.upper) and r.value is distinct from m.value
      and (d.minimum is null or r.state = 'without_denominator' or r.denominator >= d.minimum)
    order by r.position`.execute(trx)
  return rows.map((found) => {
    const unit = register.units.get(found.unit)?.name ?? found.unit
    const kpi = kpiName(register.kpis.get(found.kpi), found.period)
    // A percentage of a whole cannot exceed 100, whatever the limits are.
    const most = found.isShare ? 100 : Number.POSITIVE_INFINITY
    const [value, last, lower, upper] = [
      found.value,
      found.last,
      Math.max(0, found.lower),
      Math.min(most, found.upper),
    ].map((each) => `${rounded(each)}${found.isShare ? '%' : ''}`)
    const moved = found.value < found.last ? 'fell' : 'rose'
    const message =
      `${placeName(found.sheet, found.row)}: ‘${kpi}’ for ${unit} ${moved} from ${last} to ` +
      `${value}, outside its usual range (${lower} to ${upper}). Is this right?`
    return {
      code: 'outside_usual_range',
      sheet: found.sheet,
      row: found.row,
      column: found.state === 'without_denominator' || found.kind === 'median' ? 'value' : 'numerator',
      message,
      needsReason: false,
    }
  })
}

/** Whether there are figures before a period from which a usual range could be taken. A council's first file has none, and its values
 *  are not compared. */
async function hasFiguresBefore(trx: Trx, period: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from figure where council_id = ${councilId} and period < ${period}) as found`.execute(
    trx,
  )
  return rows[0]?.found ?? false
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}
