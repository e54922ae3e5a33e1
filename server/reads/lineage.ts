import type { Kpi } from '#domain/catalogue/kpi.ts'
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import type { Cell, State } from '#domain/figures/measurement.ts'
import { partsOf } from '#domain/figures/roll-up-parts.ts'
import { lastMonth } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { figureNotReported, loadFigures, type StoredFigure } from '../record/figures.ts'
import { loadPublicationMoments } from '../record/publication-moments.ts'
import { loadUnits } from '../record/units.ts'

/** One version of a ledger cell, with the file and row it came from. */
export type CellVersion = Cell & {
  version: number
  extractId: number
  filename: string
  /** The SHA-256 of the bytes received, as 64 hexadecimal digits. */
  sha256: string
  row: number
  publishedAt: Date
  publishedBy: string
  reason: string | null
  /** True if it takes back a value that had no earlier version: the unit has no row of its own. */
  isTakenBack: boolean
}

/** Where a figure came from: its own rows, latest first, and for a roll-up the units it adds. */
export type Lineage = {
  versions: CellVersion[]
  /** When the value was published: that of its own row, or the last of the teams it adds. Restating another month does not move
   * it. Null if no row came. */
  publishedAt: Date | null
  parts: { unit: Unit; figure: Pick<StoredFigure, keyof Cell | 'period'> }[]
}

/** The lineage of one cell. A team's figure has versions, a roll-up has parts, and a supplied figure of a service has both. Null
 * for an outside audience, which never sees the rows of a file. `recastOn` adds the units of one month's tree. */
export async function loadLineage(
  db: ReadSource,
  unitCode: string,
  kpi: Kpi,
  period: string,
  asAt?: Date,
  recastOn?: string,
): Promise<Lineage | null> {
  if (db.audience === 'outside') return null
  const month = lastMonth(period)
  const [versions, units] = await Promise.all([
    loadVersions(db, unitCode, kpi.code, period, asAt),
    loadUnits(db, recastOn ?? month, asAt),
  ])
  const unit = units.find((u) => u.code === unitCode)
  const moments = await loadPublicationMoments(db, { units, kpis: [kpi.code], periods: [period], asAt })
  const publishedAt = moments(unitCode, kpi.code, period)
  if (unit === undefined || unit.kind === 'team') return { versions, publishedAt, parts: [] }
  const open = units.filter((u) => isOpenIn(u, period))
  const figures = await loadFigures(db, { kpis: [kpi.code], periods: [period], asAt })
  const byUnit = new Map(figures.map((f) => [f.unit, f]))
  const supplied = new Set(figures.filter((f) => f.origin === 'supplied').map((f) => f.unit))
  const members = partsOf(kpi, unit, open, (code) => byUnit.get(code), supplied, period)
  return {
    versions,
    publishedAt,
    parts: members.flatMap((m) => {
      const part = open.find((u) => u.code === m.unit)
      return part === undefined
        ? []
        : [{ unit: part, figure: byUnit.get(m.unit) ?? figureNotReported(m.unit, kpi.code, period, null) }]
    }),
  }
}

async function loadVersions(
  db: ReadSource,
  unit: string,
  kpi: string,
  period: string,
  asAt?: Date,
): Promise<CellVersion[]> {
  const rows = await db
    .selectFrom('measurement as m')
    .innerJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'm.council_id').onRef('x.id', '=', 'm.extract_id'),
    )
    .select([
      'm.version',
      'm.state',
      'm.numerator',
      'm.denominator',
      'm.value',
      'm.symbol',
      'm.extract_id as extractId',
      'x.filename',
      'x.sha256',
      'm.row_number as row',
      'm.published_at as publishedAt',
      'm.published_by as publishedBy',
      'm.reason',
      'm.taken_back as isTakenBack',
    ])
    .where('m.council_id', '=', councilId)
    .where('m.unit_code', '=', unit)
    .where('m.kpi_code', '=', kpi)
    .where('m.period', '=', period)
    .where(asOf(asAt, 'm.published_at'))
    .orderBy('m.version', 'desc')
    .execute()
  return rows.map((r) => ({ ...r, state: r.state as State }))
}
