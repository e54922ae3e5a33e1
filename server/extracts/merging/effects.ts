/** What a publication turned: statuses, and alerts that open or close. Told from the figures it stored. */
import { type RawBuilder, sql } from 'kysely'
import type { Status, Variation } from '#domain/figures/figure.ts'
import type { Db, Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import type { Effects, Place, StatusChange, VariationChange } from './extract-changes.ts'

const LISTED = 500

type Turned = Place & {
  status: Status | null
  variation: Variation
  statusBefore: Status | null
  variationBefore: Variation
  periodBefore: string
}

/**
 * Each figure that a publication stored is set beside the one it supersedes. One of a period that had none is set beside
 * the latest period before it, and only where it is now the latest itself: history that comes in turns nothing.
 */
export async function loadTurned(
  db: Db | Trx,
  publication: number,
): Promise<Pick<Effects, 'statuses' | 'variations' | 'totals'>> {
  const { rows } = await sql<Turned>`
    with touched as (
      select kpi_code, grain, min(period) as first from measurement
      where council_id = ${councilId} and publication_id = ${publication} group by 1, 2
    ), stored as (
      select f.unit_code, f.kpi_code, f.period, f.grain, f.status, ${spoken('f')} as variation
      from touched t join figure f on f.council_id = ${councilId} and f.kpi_code = t.kpi_code and f.period >= t.first
        and f.grain = t.grain and f.publication_id = ${publication}
    )
    select f.unit_code as unit, f.kpi_code as kpi, f.period, f.status, f.variation,
      b.status as "statusBefore", b.variation as "variationBefore", b.period as "periodBefore"
    from stored f
    join lateral (
      select b.status, ${spoken('b')} as variation, b.period from figure b
      where b.council_id = ${councilId} and b.unit_code = f.unit_code and b.kpi_code = f.kpi_code
        and b.publication_id < ${publication} and b.grain = f.grain and (b.period = f.period
          or (b.period < f.period and not exists (select from figure n where n.council_id = ${councilId}
            and n.unit_code = f.unit_code and n.kpi_code = f.kpi_code and n.grain = f.grain and n.period > f.period)))
      order by b.period desc, b.publication_id desc limit 1
    ) b on f.status is distinct from b.status or (f.variation = 'concerning') <> (b.variation = 'concerning')
    order by f.period, f.unit_code, f.kpi_code`.execute(db)
  const statuses = rows.filter((row) => row.status !== row.statusBefore)
  const variations = rows.filter((row) => isConcerning(row.variation) !== isConcerning(row.variationBefore))
  return {
    statuses: statuses.slice(0, LISTED).map(statusChange),
    variations: variations.slice(0, LISTED).map(variationChange),
    totals: { statuses: statuses.length, variations: variations.length },
  }
}

/** What is said of a figure: of one that is not whole, what was said of the last whole one. */
function spoken(figure: 'f' | 'b'): RawBuilder<string> {
  return sql`coalesce(${sql.ref(`${figure}.left_out`)} #>> '{lastWhole,variation}', ${sql.ref(`${figure}.variation`)})`
}

function isConcerning(variation: Variation): boolean {
  return variation === 'concerning'
}

function statusChange({ unit, kpi, period, status, statusBefore, periodBefore }: Turned): StatusChange {
  return { unit, kpi, period, before: statusBefore, after: status, beforePeriod: periodBefore }
}

function variationChange({ unit, kpi, period, ...row }: Turned): VariationChange {
  return {
    unit,
    kpi,
    period,
    before: row.variationBefore,
    after: row.variation,
    beforePeriod: row.periodBefore,
    alert: isConcerning(row.variation) ? 'opens' : 'closes',
  }
}
