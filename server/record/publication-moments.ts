/** When the numbers behind figures were published. A figure is stored again when its limits move, though nothing new was
 *  received of it: what is told of a value is when the value came. A file that was taken back leaves no day: a value that it
 *  replaced came when it first came. */
import { type RawBuilder, sql } from 'kysely'
import { ancestorsOf, type Unit } from '#domain/catalogue/unit.ts'
import { isWithheld } from '#domain/suppression/suppression.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import type { StoredFigure } from './figures.ts'

export type PublicationMoments = {
  /** Of one measure in a period: of the unit's own rows, where it has any. Null where nothing was received. */
  of: (kpi: string, period: string) => Date | null
  /** Of any measure in a period. */
  last: (period: string) => Date | null
}

/** Which cells, and as they were at which moment. */
type AskedCells = {
  units: readonly string[]
  /** All of them, where none are given. */
  kpis?: readonly string[] | undefined
  periods: readonly string[]
  asAt?: Date | undefined
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
  const cells = cellMoments({
    units: [unit.code, ...beneath.map((u) => u.code)],
    kpis: kpi === undefined ? undefined : [kpi],
    periods,
    asAt,
  })
  const rows = await db
    .selectFrom(cells.as('c'))
    .select(['kpi', 'period'])
    .select((e) => [
      e.fn.max('at').as('at'),
      e.fn.max<Date | null>('at').filterWhere('unit', '=', unit.code).as('own'),
    ])
    .groupBy(['kpi', 'period'])
    .execute()
  const moments = new Map(rows.map((row) => [`${row.kpi} ${row.period}`, row.own ?? row.at]))
  return {
    of: (code, period) => moments.get(`${code} ${period}`) ?? null,
    last: (period) => latest(rows.filter((row) => row.period === period).map(({ at }) => at)),
  }
}

type CellMoment = { unit: string; kpi: string; period: string; at: Date }

/** When the row that each cell holds, or held at a moment, was first published; none of a cell that was taken back. */
function cellMoments({ units, kpis, periods, asAt }: AskedCells): RawBuilder<CellMoment> {
  return sql<CellMoment>`(
    select unit_code as unit, kpi_code as kpi, period, min(published_at) filter (where extract_id = held) as at
    from (
      select unit_code, kpi_code, period, published_at, extract_id, first_value(extract_id) over latest as held,
        first_value(taken_back) over latest as is_taken_back
      from measurement
      where council_id = ${councilId} and unit_code = any(${units}) and period = any(${periods})
        and ${kpis === undefined ? sql`true` : sql`kpi_code = any(${kpis})`}
        and ${asOf(asAt, 'published_at')}
      window latest as (partition by unit_code, kpi_code, period order by version desc)
    ) v
    where not is_taken_back
    group by unit_code, kpi_code, period)`
}

/** When the last numbers behind each of these units' figures were published: of its own rows, where it has any, else of those
 *  beneath it. `units` is the tree they stand in. */
export async function loadPublicationMoments(
  db: ReadSource,
  asked: Omit<AskedCells, 'units'> & { units: readonly Unit[] },
): Promise<(unit: string, kpi: string, period: string) => Date | null> {
  const cells = cellMoments({ ...asked, units: asked.units.map(({ code }) => code) })
  const rows = await db.selectFrom(cells.as('c')).select(['unit', 'kpi', 'period', 'at']).execute()
  const own = new Map(rows.map((row) => [`${row.unit} ${row.kpi} ${row.period}`, row.at]))
  const beneath = unitsBeneath(asked.units)
  return (unit, kpi, period) =>
    own.get(`${unit} ${kpi} ${period}`) ??
    latest((beneath.get(unit) ?? []).flatMap((b) => own.get(`${b} ${kpi} ${period}`) ?? []))
}

/** Of each unit, those beneath it, at any depth. */
function unitsBeneath(units: readonly Unit[]): Map<string, string[]> {
  const beneath = new Map<string, string[]>()
  for (const unit of units)
    for (const { code } of ancestorsOf(unit, units))
      beneath.set(code, [...(beneath.get(code) ?? []), unit.code])
  return beneath
}

/** A figure with the moment at which its numbers were published, if that is known. A withheld one keeps its own, which tells
 *  nothing. */
export function asPublished<F extends StoredFigure>(figure: F, numbers: Date | null): F {
  return isWithheld(figure) ? figure : { ...figure, publishedAt: numbers ?? figure.publishedAt }
}

function latest(moments: readonly Date[]): Date | null {
  return moments.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null)
}

/** A publication that moved a figure: its moment, and the day that it is of. */
export type Move = { at: Date; dated: string }

/** When the numbers behind each of these units' figures became other ones than they were at a moment. Null where they are
 *  the same, though another file may have come and been taken back in between. */
export async function loadMovesSince(
  db: ReadSource,
  asked: Omit<AskedCells, 'units'> & { units: readonly Unit[] },
): Promise<(unit: string, kpi: string, period: string, moment: Date) => Move | null> {
  const { kpis, periods, asAt } = asked
  const rows = await db
    .selectFrom('measurement')
    .select(['unit_code as unit', 'kpi_code as kpi', 'period', 'published_at as at'])
    .select((e) =>
      e
        .selectFrom('publication as p')
        .select('p.dated')
        .whereRef('p.council_id', '=', 'measurement.council_id')
        .whereRef('p.id', '=', 'measurement.publication_id')
        .as('dated'),
    )
    .select((e) => e.case().when('taken_back', '=', false).then(e.ref('extract_id')).end().as('held'))
    .where('council_id', '=', councilId)
    .where((e) => e('unit_code', '=', e.fn.any(e.val(asked.units.map(({ code }) => code)))))
    .where((e) => e('period', '=', e.fn.any(e.val([...periods]))))
    .$if(kpis !== undefined, (q) => q.where((e) => e('kpi_code', '=', e.fn.any(e.val([...(kpis ?? [])])))))
    .where(asOf(asAt, 'published_at'))
    .orderBy('version')
    .execute()
  const cells = Map.groupBy(rows, (row) => `${row.unit} ${row.kpi} ${row.period}`)
  const beneath = unitsBeneath(asked.units)
  return (unit, kpi, period, moment) => {
    const versionsOf = (code: string) => cells.get(`${code} ${kpi} ${period}`) ?? []
    const isOwn = (versionsOf(unit).at(-1)?.held ?? null) !== null
    const codes = isOwn ? [unit] : [unit, ...(beneath.get(unit) ?? [])]
    const moves = codes.flatMap((code): Move[] => {
      const versions = versionsOf(code)
      const [last, then] = [versions.at(-1), versions.findLast(({ at }) => at <= moment)]
      if (last === undefined || (then?.held ?? null) === last.held) return []
      return [{ at: last.at, dated: last.dated ?? '' }]
    })
    return moves.reduce<Move | null>((last, move) => (last === null || move.at > last.at ? move : last), null)
  }
}
