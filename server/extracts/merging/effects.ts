/**
 * The effects of a publication: statuses that changed, and alerts that open or close. Derived from the figures it
 * stored.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Status, Variation } from '#domain/figures/figure.ts'
import type { Db, Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import type { Effects, Place, StatusChange, VariationChange } from './extract-changes.ts'

const LISTED = 500

type Turned = Place & {
  status: Status | null
  /** Null if the period has no verdict, as for a blank period that is not the latest of its series. */
  variation: Variation | null
  /** The period of the verdict: an earlier one if the figure was taken back. */
  variationPeriod: string
  statusBefore: Status | null
  variationBefore: Variation
  periodBefore: string
}

/**
 * Compares each figure that a publication stored with the figure of the same period that it replaces. If that had no
 * value, the last judged period before it is used, but only for the latest period of a series: older history that
 * arrives late has no effect. After a figure is taken back, the verdict of the last judged period holds: a missing
 * month closes no alert.
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
      select f.unit_code, f.kpi_code, f.period, f.grain, f.status, f.value, ${spoken('f')} as variation,
        not exists (
          select from (
            select distinct on (n.period) n.value from figure n
            where ${ofSeries('n')} and n.period > f.period and n.publication_id <= ${publication}
            order by n.period, n.publication_id desc
          ) n where n.value is not null
        ) as latest
      from touched t join figure f on f.council_id = ${councilId} and f.kpi_code = t.kpi_code and f.period >= t.first
        and f.grain = t.grain and f.publication_id = ${publication}
    )
    select f.unit_code as unit, f.kpi_code as kpi, f.period, f.status,
      case when f.value is not null then f.variation when f.latest then coalesce(a.variation, 'none') end as variation,
      case when f.value is null and f.latest then coalesce(a.period, f.period) else f.period end as "variationPeriod",
      coalesce(s.status, e.status) as "statusBefore", coalesce(s.variation, e.variation) as "variationBefore",
      coalesce(s.period, e.period) as "periodBefore"
    from stored f
    left join lateral (
      select b.status, ${spoken('b')} as variation, b.period, b.value from figure b
      where ${ofSeries('b')} and b.period = f.period and b.publication_id < ${publication}
      order by b.publication_id desc limit 1
    ) s on s.value is not null
    left join lateral (${lastJudged(sql`s.value is null and f.value is not null and f.latest`, sql`<`, publication)}) e on true
    left join lateral (${lastJudged(sql`f.value is null and f.latest`, sql`<=`, publication)}) a on true
    where s.value is not null or e.period is not null
    order by f.period, f.unit_code, f.kpi_code`.execute(db)
  const statuses = rows.filter((row) => row.status !== row.statusBefore)
  const variations = rows.flatMap(({ variation, ...row }) =>
    variation === null || isConcerning(variation) === isConcerning(row.variationBefore)
      ? []
      : [{ ...row, variation }],
  )
  return {
    statuses: statuses.slice(0, LISTED).map(statusChange),
    variations: variations.slice(0, LISTED).map(variationChange),
    totals: { statuses: statuses.length, variations: variations.length },
  }
}

/** The figure of the last period before that of `f` that was judged, as it was before a publication or with it. */
function lastJudged(asked: RawBuilder<unknown>, until: RawBuilder<unknown>, publication: number) {
  return sql`
    select j.status, j.variation, j.period from (
      select distinct on (b.period) b.status, ${spoken('b')} as variation, b.period, b.value from figure b
      where ${asked} and ${ofSeries('b')} and b.period < f.period and b.publication_id ${until} ${publication}
      order by b.period desc, b.publication_id desc
    ) j where j.value is not null and j.status is distinct from 'not_whole'
    order by j.period desc limit 1`
}

/** The figures of the unit, the measure and the grain of `f`. */
function ofSeries(figure: 'b' | 'n'): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${figure}.${column}`)
  return sql`(${of('council_id')} = ${councilId} and ${of('unit_code')} = f.unit_code
    and ${of('kpi_code')} = f.kpi_code and ${of('grain')} = f.grain)`
}

/** The variation shown for a figure; if it is not whole, that of the last whole figure. */
function spoken(figure: 'f' | 'b'): RawBuilder<string> {
  return sql`coalesce(${sql.ref(`${figure}.left_out`)} #>> '{lastWhole,variation}', ${sql.ref(`${figure}.variation`)})`
}

function isConcerning(variation: Variation): boolean {
  return variation === 'concerning'
}

function statusChange({ unit, kpi, period, status, statusBefore, periodBefore }: Turned): StatusChange {
  return { unit, kpi, period, before: statusBefore, after: status, beforePeriod: periodBefore }
}

function variationChange({ unit, kpi, ...row }: Turned & { variation: Variation }): VariationChange {
  return {
    unit,
    kpi,
    period: row.variationPeriod,
    before: row.variationBefore,
    after: row.variation,
    beforePeriod: row.periodBefore,
    alert: isConcerning(row.variation) ? 'opens' : 'closes',
  }
}
