/** Recent publications that concern some units. */

import { sql } from 'kysely'
import type { State } from '#domain/figures/measurement.ts'
import { cellNews, type NewsCount } from '#domain/scorecard/news.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadWords } from './text-releases.ts'

/** The cause of a publication: a file, taking one back, a new baseline, withdrawing one, or changed rules. */
export type PublicationKind = 'publish' | 'revert' | 'rebase' | 'rebase_withdrawn' | 'method'

/** One publication, and what it did to some units' figures. */
export type PublicationNews = {
  publicationId: number
  kind: PublicationKind
  /** Null for baselines and changed rules, which no file brought. */
  extract: { id: number } | null
  publishedAt: Date
  /** The day that it is of. */
  dated: string
  publishedBy: string
  reason: string | null
  counts: NewsCount[]
}

/** The latest publications that changed figures of these units, or of all units if none are given, or judged them anew. The
 * newest first. A file that was taken back is left out; taking it back is included. */
export async function loadPublications(
  db: ReadSource,
  { units, limit }: { units: readonly string[] | null; limit: number },
): Promise<PublicationNews[]> {
  const publications = await db
    .selectFrom('publication as p')
    .leftJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'p.council_id').onRef('x.id', '=', 'p.extract_id'),
    )
    .select([
      'p.id',
      'p.kind',
      'x.id as extractId',
      'p.published_at as publishedAt',
      'p.dated',
      'p.published_by as publishedBy',
      'p.reason',
    ])
    .where('p.council_id', '=', councilId)
    .where((e) => e.not(e.and([e('p.kind', '=', 'publish'), e('x.status', '=', 'reverted')])))
    .where((e) =>
      e.or([
        // A publication that changed no value is included if it changed a verdict.
        e.and([
          e('p.kind', 'in', ['rebase', 'rebase_withdrawn', 'method']),
          e.exists(
            e
              .selectFrom('figure as f')
              .select('f.period')
              .whereRef('f.council_id', '=', 'p.council_id')
              .whereRef('f.publication_id', '=', 'p.id')
              .$if(units !== null, (q) => q.where('f.unit_code', 'in', [...(units ?? []), ''])),
          ),
        ]),
        // One pass over the measurements, instead of one for each publication.
        e(
          'p.id',
          'in',
          e
            .selectFrom('measurement as m')
            .select('m.publication_id')
            .where('m.council_id', '=', councilId)
            .$if(units !== null, (q) => q.where('m.unit_code', 'in', [...(units ?? []), ''])),
        ),
      ]),
    )
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit)
    .execute()
  const judging = publications.filter(({ extractId }) => extractId === null).map(({ id }) => id)
  const giving = publications.filter(({ extractId }) => extractId !== null).map(({ id }) => id)
  const [cells, judged, words] = await Promise.all([
    loadCellCounts(db, giving, units),
    loadJudgedCounts(db, judging, units),
    loadWords(db, 'publication'),
  ])
  return publications.map(({ id, kind, extractId, reason, ...row }) => {
    const counts = cells.get(id) ?? judged.get(id) ?? []
    return {
      publicationId: id,
      ...row,
      kind: kind as PublicationKind,
      extract: extractId === null ? null : { id: extractId },
      reason: reason === null ? null : words(id, reason),
      counts,
    }
  })
}

/** How many cells of each period some publications changed, by what happened to them. */
async function loadCellCounts(
  db: ReadSource,
  publications: readonly number[],
  units: readonly string[] | null,
): Promise<Map<number, NewsCount[]>> {
  const rows = await db
    .selectFrom('measurement as m')
    .innerJoin('publication as p', (j) =>
      j.onRef('p.council_id', '=', 'm.council_id').onRef('p.id', '=', 'm.publication_id'),
    )
    .leftJoin('measurement as b', (j) =>
      j
        .onRef('b.council_id', '=', 'm.council_id')
        .onRef('b.unit_code', '=', 'm.unit_code')
        .onRef('b.kpi_code', '=', 'm.kpi_code')
        .onRef('b.period', '=', 'm.period')
        .on('m.version', '>', 1)
        .on('b.taken_back', '=', false)
        .on('b.version', '=', sql<number>`m.version - 1`),
    )
    .select(['p.id', 'p.kind', 'm.period', 'b.state as before', 'm.state as after'])
    .select((e) => e.fn.countAll<number>().as('figures'))
    .where('m.council_id', '=', councilId)
    .where('m.publication_id', 'in', [...publications, 0])
    .$if(units !== null, (q) => q.where('m.unit_code', 'in', [...(units ?? []), '']))
    .where(
      sql<boolean>`(m.state, m.numerator, m.denominator, m.value)
        is distinct from (b.state, b.numerator, b.denominator, b.value)`,
    )
    .groupBy(['p.id', 'p.kind', 'm.period', 'b.state', 'm.state'])
    .execute()
  const found = rows.flatMap(({ id, period, kind, before, after, figures }) => {
    const states = { before: before as State | null, after: after as State }
    const news = cellNews({ ...states, isRevert: kind === 'revert' })
    return news === null ? [] : [{ id, period, kind: news, figures: Number(figures) }]
  })
  return byPublication(found)
}

/** How many figures of each period some publications judged differently without changing a value. */
async function loadJudgedCounts(
  db: ReadSource,
  publications: readonly number[],
  units: readonly string[] | null,
): Promise<Map<number, NewsCount[]>> {
  if (publications.length === 0) return new Map()
  const rows = await db
    .selectFrom('figure as f')
    .innerJoinLateral(
      (e) =>
        e
          .selectFrom('figure as b')
          .select(['b.status', 'b.variation', 'b.assurance'])
          .whereRef('b.council_id', '=', 'f.council_id')
          .whereRef('b.unit_code', '=', 'f.unit_code')
          .whereRef('b.kpi_code', '=', 'f.kpi_code')
          .whereRef('b.period', '=', 'f.period')
          .whereRef('b.publication_id', '<', 'f.publication_id')
          .orderBy('b.publication_id', 'desc')
          .limit(1)
          .as('before'),
      (j) => j.onTrue(),
    )
    .select(['f.publication_id as id', 'f.period'])
    .select((e) => e.fn.countAll<number>().as('figures'))
    .where('f.council_id', '=', councilId)
    .where('f.publication_id', 'in', [...publications])
    .$if(units !== null, (q) => q.where('f.unit_code', 'in', [...(units ?? []), '']))
    .where(
      sql<boolean>`(f.status, f.variation, f.assurance)
        is distinct from (before.status, before.variation, before.assurance)`,
    )
    .groupBy(['f.publication_id', 'f.period'])
    .execute()
  return byPublication(rows.map((row) => ({ ...row, kind: 'judged' as const, figures: Number(row.figures) })))
}

function byPublication(rows: readonly (NewsCount & { id: number })[]): Map<number, NewsCount[]> {
  const grouped = Map.groupBy(rows, ({ id }) => id)
  return new Map([...grouped].map(([id, own]) => [id, own.map(({ id: _, ...count }) => count)]))
}

/** How many measures of the last publication are still being computed; all their values are visible already. */
export async function loadPendingMeasures(db: ReadSource): Promise<number> {
  const row = await db
    .selectFrom('pending_figures')
    .select((e) => e.fn.count<number>('kpi_code').distinct().as('measures'))
    .where('council_id', '=', councilId)
    .executeTakeFirst()
  return Number(row?.measures ?? 0)
}
