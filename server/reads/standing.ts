/** Where the whole record stands, for the foot of every page. */
import { sql } from 'kysely'
import type { ReadSource } from '../db/database.ts'
import { firstPending } from './suppression.ts'

export type RecordStanding = {
  /** The latest publication; null before the first. An outside audience is told of complete ones. */
  published: { at: Date; by: string } | null
  /** The latest month the council has figures of; null before the first. */
  month: string | null
  /** The working day of the next month on which each return falls due. */
  dueWorkingDays: number[]
  /** How many things are known to be wrong with figures of that month. */
  knownIssues: number
}

/** The latest month by the publication that was the last when it was found: no other can move it. */
const months = new WeakMap<ReadSource, { publication: number; month: string | null }>()

export async function loadRecordStanding(db: ReadSource): Promise<RecordStanding> {
  const [last, returns, issues] = await Promise.all([
    db
      .selectFrom('publication')
      .select(['id', 'published_at as at', 'published_by as by'])
      .where('council_id', '=', 1)
      .$if(db.audience === 'outside', (q) => q.where('id', '<', firstPending))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
    db.selectFrom('data_return').select('due_working_day as day').where('council_id', '=', 1).execute(),
    db
      .selectFrom('known_issue')
      .select(['valid_from as from', 'valid_to as to'])
      .where('council_id', '=', 1)
      .execute(),
  ])
  const month = last === undefined ? null : await loadLatestMonth(db, last.id)
  return {
    published: last === undefined ? null : { at: last.at, by: last.by },
    month,
    dueWorkingDays: returns.map(({ day }) => day),
    knownIssues: issues.filter(
      ({ from, to }) => month !== null && from <= month && (to === null || month <= to),
    ).length,
  }
}

async function loadLatestMonth(db: ReadSource, publication: number): Promise<string | null> {
  const known = months.get(db)
  if (known?.publication === publication) return known.month
  const row = await db
    .selectFrom('figure as f')
    .innerJoin('council as c', (j) =>
      j.onRef('c.council_id', '=', 'f.council_id').onRef('c.unit_code', '=', 'f.unit_code'),
    )
    .select(sql<string | null>`max(f.period)`.as('month'))
    .where('f.grain', '=', 'monthly')
    .where('f.publication_id', '<=', publication)
    .executeTakeFirst()
  const month = row?.month ?? null
  months.set(db, { publication, month })
  return month
}
