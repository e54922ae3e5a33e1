/** When the numbers behind figures were published. A figure is stored again when its limits move, though nothing new was
 *  received of it: what is told of a value is when the value came. */
import { sql } from 'kysely'
import { ancestorsOf, type Unit } from '#domain/catalogue/unit.ts'
import type { ReadSource } from '../db/database.ts'

export type PublicationMoments = {
  /** Of one measure in a period: of the unit's own rows, where it has any. Null where nothing was received. */
  of: (kpi: string, period: string) => Date | null
  /** Of any measure in a period. */
  last: (period: string) => Date | null
}

/** When the last rows of a unit and of those beneath it were published, of these periods. `asAt` knows only what had been
 *  published by then. */
export async function loadMomentsOfUnit(
  db: ReadSource,
  {
    unit,
    units,
    periods,
    kpi,
    asAt,
  }: {
    unit: Unit
    units: readonly Unit[]
    periods: readonly string[]
    kpi?: string
    asAt?: Date | undefined
  },
): Promise<PublicationMoments> {
  const beneath = units.filter((u) => ancestorsOf(u, units).some(({ code }) => code === unit.code))
  const rows = await db
    .selectFrom('measurement')
    .select(['kpi_code as kpi', 'period'])
    .select((e) => [
      e.fn.max<Date>('published_at').as('at'),
      ownMoment(unit.code).as('own'),
      e.fn.max<Date | null>('published_at').filterWhere('unit_code', '<>', unit.code).as('beneath'),
    ])
    .where('council_id', '=', 1)
    .where('unit_code', 'in', [unit.code, ...beneath.map((u) => u.code)])
    .where('period', 'in', ['', ...periods])
    .$if(kpi !== undefined, (q) => q.where('kpi_code', '=', kpi as string))
    .$if(asAt !== undefined, (q) => q.where('published_at', '<=', asAt as Date))
    .groupBy(['kpi_code', 'period'])
    .execute()
  const moments = new Map(rows.map((row) => [`${row.kpi} ${row.period}`, row.own ?? row.beneath ?? row.at]))
  return {
    of: (code, period) => moments.get(`${code} ${period}`) ?? null,
    last: (period) =>
      rows
        .filter((row) => row.period === period)
        .reduce<Date | null>((last, { at }) => (last === null || at > last ? at : last), null),
  }
}

/** When the unit's own cell was last published; null where it has none, or where it was taken back: then its figure is that
 *  of those beneath it. */
function ownMoment(unit: string) {
  return sql<Date | null>`(array_agg(case when not taken_back then published_at end order by version desc)
    filter (where unit_code = ${unit}))[1]`
}

/** When the last numbers behind each of these units' figures were published: of its own rows, where it has any, else of those
 *  beneath it. `units` is the tree they stand in. */
export async function loadPublicationMoments(
  db: ReadSource,
  {
    units,
    kpis,
    periods,
    asAt,
  }: {
    units: readonly Unit[]
    kpis: readonly string[]
    periods: readonly string[]
    asAt?: Date | undefined
  },
): Promise<(unit: string, kpi: string, period: string) => Date | null> {
  const rows = await db
    .selectFrom('measurement')
    .select(['unit_code', 'kpi_code', 'period'])
    .select((e) => e.fn.max<Date>('published_at').as('at'))
    .select(sql<boolean>`(array_agg(taken_back order by version desc))[1]`.as('isTakenBack'))
    .where('council_id', '=', 1)
    .where('kpi_code', 'in', ['', ...kpis])
    .where('period', 'in', ['', ...periods])
    .$if(asAt !== undefined, (q) => q.where('published_at', '<=', asAt as Date))
    .groupBy(['unit_code', 'kpi_code', 'period'])
    .execute()
  const own = new Map(rows.map((row) => [`${row.unit_code} ${row.kpi_code} ${row.period}`, row]))
  const beneath = new Map<string, string[]>()
  for (const unit of units)
    for (const { code } of ancestorsOf(unit, units))
      beneath.set(code, [...(beneath.get(code) ?? []), unit.code])
  return (unit, kpi, period) => {
    const row = own.get(`${unit} ${kpi} ${period}`)
    if (row !== undefined && !row.isTakenBack) return row.at
    const times = (beneath.get(unit) ?? []).flatMap(
      (b) => own.get(`${b} ${kpi} ${period}`)?.at.getTime() ?? [],
    )
    return times.length === 0 ? (row?.at ?? null) : new Date(Math.max(...times))
  }
}
