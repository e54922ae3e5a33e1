import type { ReadSource } from '../db/database.ts'
import { firstPending } from './suppression.ts'

/** A month with at least one published figure. */
export type PublishedMonth = { period: string; publishedAt: Date; figures: number }

/** The published months with a scorecard, earliest first: those from the council's first scorecard on. An outside audience
 *  is given those of complete publications. */
export async function loadPublishedMonths(db: ReadSource, asAt?: Date): Promise<PublishedMonth[]> {
  const rows = await db
    .selectFrom('figure as f')
    .innerJoin('council as c', 'c.council_id', 'f.council_id')
    .select((e) => [
      'f.period',
      e.fn.min<Date>('f.published_at').as('published_at'),
      e.fn.count<number>('f.kpi_code').distinct().as('figures'),
    ])
    // Whatever is published reaches the council's own figures, so its rows name every month.
    .whereRef('f.unit_code', '=', 'c.unit_code')
    .where('f.grain', '=', 'monthly')
    .whereRef('f.period', '>=', (e) => e.fn.coalesce('c.first_scorecard', e.val('0000-00')))
    .$if(db.audience === 'outside', (q) => q.where('f.publication_id', '<', firstPending))
    .$if(asAt !== undefined, (q) => q.where('f.published_at', '<=', asAt as Date))
    .groupBy('f.period')
    .orderBy('f.period')
    .execute()
  return rows.map((r) => ({ period: r.period, publishedAt: r.published_at, figures: Number(r.figures) }))
}
