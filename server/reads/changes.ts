import { sql } from 'kysely'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import {
  type ChangedPart,
  changedParts,
  type FigureVersion,
  newVersions,
  noValues,
  type ShownValues,
} from '#domain/figures/restatement.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { type NewsKind, type NewsVersion, newsKind } from '#domain/scorecard/news.ts'
import { lastBefore } from '#domain/time/moment.ts'
import { lastMonth } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadCatalogueHistory } from '../record/catalogue.ts'
import type { PublicationKind } from '../record/publications.ts'

/** A figure's values at one moment, with the symbol it was received as. */
export type ShownFigure = ShownValues & ShownCell & { target: number | null }

/** A figure whose values differ between two moments. */
export type FigureChange = {
  kpi: Kpi
  period: string
  /** What happened to it between the two moments. */
  news: NewsKind
  /** Null if nothing had been published of it. */
  before: ShownFigure | null
  after: ShownFigure
  parts: ChangedPart[]
  /** The publication that gave it its present values. */
  publishedAt: Date
  publishedBy: string
  reason: string | null
  kind: PublicationKind
  /** Null for restarted limits and changed rules, which no file brought. */
  extract: { id: number; filename: string } | null
}

export type UnitChanges = {
  from: Date
  /** Null for now. */
  to: Date | null
  /** Latest period first, then in catalogue order. */
  changes: FigureChange[]
}

/** Every figure of a unit whose values differ between two moments. A day as `from` means its beginning. If not given, `to` is
 * now and `from` is the unit's last publication but one before then. Null if nothing was published of the unit, and for an
 * outside audience, because comparing two moments would reveal what either suppresses. */
export async function loadUnitChanges(
  db: ReadSource,
  unit: string,
  asked: { from?: Date | undefined; to?: Date | undefined },
): Promise<UnitChanges | null> {
  if (db.audience === 'outside') return null
  const { to } = asked
  const moments = await db
    .selectFrom('figure')
    .select('published_at')
    .distinct()
    .where('council_id', '=', councilId)
    .where('unit_code', '=', unit)
    .where(asOf(to, 'published_at'))
    .orderBy('published_at', 'desc')
    .limit(2)
    .execute()
  const last = moments[0]?.published_at
  if (last === undefined) return null
  const from = asked.from ?? moments[1]?.published_at ?? new Date(last.getTime() - 1)
  const before = lastBefore(from.toISOString())
  const versions = await loadVersionsBetween(db, unit, new Date(before), to)
  const catalogue = await loadCatalogueHistory(db, to)
  const changes = [...Map.groupBy(versions, (v) => `${v.kpi} ${v.period}`).values()].flatMap((cell) => {
    const after = cell.at(-1)
    const cause = newVersions(cell).at(-1) ?? after
    const kpi = catalogue.in(lastMonth(after?.period ?? '')).find((k) => k.code === after?.kpi)
    if (after === undefined || cause === undefined || kpi === undefined) return []
    const earlier = cell.findLast((v) => v.at <= before) ?? null
    const parts = changedParts(earlier ?? noValues, after)
    const news = newsKind(
      earlier,
      cell.filter((v) => v.at > before),
    )
    if (parts.length === 0 || news === null) return []
    const { publishedAt, publishedBy, reason, kind, extract } = cause
    return [
      {
        kpi,
        period: after.period,
        news,
        before: earlier,
        after,
        parts,
        publishedAt,
        publishedBy,
        reason,
        kind,
        extract,
      },
    ]
  })
  changes.sort((a, b) =>
    a.period === b.period ? a.kpi.order - b.kpi.order : lastMonth(a.period) < lastMonth(b.period) ? 1 : -1,
  )
  return { from, to: to ?? null, changes }
}

type Version = FigureVersion &
  ShownFigure &
  NewsVersion &
  Pick<FigureChange, 'publishedAt' | 'publishedBy' | 'reason' | 'kind' | 'extract'>

/** Every version of each cell that got a new version between two moments, including earlier versions. */
async function loadVersionsBetween(
  db: ReadSource,
  unit: string,
  from: Date,
  to: Date | undefined,
): Promise<Version[]> {
  const rows = await db
    .selectFrom('figure as f')
    .innerJoin('publication as p', (j) =>
      j.onRef('p.council_id', '=', 'f.council_id').onRef('p.id', '=', 'f.publication_id'),
    )
    .leftJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'p.council_id').onRef('x.id', '=', 'p.extract_id'),
    )
    .select([
      'f.kpi_code as kpi',
      'f.period',
      'f.state',
      'f.numerator',
      'f.denominator',
      'f.value',
      'f.symbol',
      'f.origin',
      'f.coverage',
      'f.left_out as leftOut',
      'f.target',
      'f.status',
      'f.variation',
      'f.assurance',
      'f.publication_id as publication',
      'f.published_at as publishedAt',
      'p.published_by as publishedBy',
      'p.reason',
      'p.kind',
      'x.id as extractId',
      'x.filename',
    ])
    .where('f.council_id', '=', councilId)
    .where('f.unit_code', '=', unit)
    .where(asOf(to, 'f.published_at'))
    .where(
      sql<boolean>`(f.kpi_code, f.period) in (select kpi_code, period from figure
        where council_id = ${councilId} and unit_code = ${unit} and published_at > ${from}
          and ${asOf(to, 'published_at')})`,
    )
    .orderBy('f.kpi_code')
    .orderBy('f.period')
    .orderBy('f.publication_id')
    .execute()
  return rows.map(({ extractId, filename, ...row }) => ({
    ...row,
    at: row.publishedAt.toISOString(),
    isRevert: row.kind === 'revert',
    extract: extractId === null || filename === null ? null : { id: extractId, filename },
  })) as Version[]
}
