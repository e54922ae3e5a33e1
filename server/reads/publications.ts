/** What was published lately, as far as it concerns some units. */
import { sql } from 'kysely'
import { releasedText } from '#domain/released-text.ts'
import type { ReadSource } from '../db/database.ts'

/** One publication of one period: how many cells it gave for the first time, and how many it changed. */
export type PublishedPeriod = {
  publicationId: number
  extractId: number
  filename: string
  kind: 'publish' | 'revert'
  publishedAt: Date
  publishedBy: string
  reason: string | null
  period: string
  added: number
  restated: number
}

/** The latest publications, newest first, one line for each period they touched; of these units' cells only, where
 *  units are given. */
export async function loadPublications(
  db: ReadSource,
  { units, limit }: { units: readonly string[] | null; limit: number },
): Promise<PublishedPeriod[]> {
  const rows = await db
    .selectFrom('publication as p')
    .innerJoin('measurement as m', (j) =>
      j.onRef('m.council_id', '=', 'p.council_id').onRef('m.publication_id', '=', 'p.id'),
    )
    .innerJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'p.council_id').onRef('x.id', '=', 'p.extract_id'),
    )
    .select([
      'p.id as publicationId',
      'x.id as extractId',
      'x.filename',
      'p.kind',
      'p.published_at as publishedAt',
      'p.published_by as publishedBy',
      'p.reason',
      'm.period',
      sql<number>`(count(*) filter (where m.version = 1))::integer`.as('added'),
      sql<number>`(count(*) filter (where m.version > 1))::integer`.as('restated'),
    ])
    .where('p.council_id', '=', 1)
    .$if(units !== null, (q) => q.where('m.unit_code', 'in', [...(units ?? []), '']))
    .groupBy([
      'p.id',
      'x.id',
      'x.filename',
      'p.kind',
      'p.published_at',
      'p.published_by',
      'p.reason',
      'm.period',
    ])
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id', 'desc')
    .orderBy('m.period', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: row.kind as 'publish' | 'revert',
    reason: row.reason === null ? null : releasedText(row.reason, db.audience),
  }))
}

/** Of how many measures figures of the last publication are still being worked out; all their values are visible. */
export async function loadPendingMeasures(db: ReadSource): Promise<number> {
  const row = await db
    .selectFrom('pending_figures')
    .select((e) => e.fn.count<number>('kpi_code').distinct().as('measures'))
    .where('council_id', '=', 1)
    .executeTakeFirst()
  return Number(row?.measures ?? 0)
}
