/** The state of the whole record, for the foot of every page. */

import { sql } from 'kysely'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadMonthsOf } from '../record/latest-month.ts'
import { firstPending } from '../record/suppression.ts'

export type RecordSummary = {
  /** The latest publication; null before the first. An outside audience is shown complete ones only. */
  published: { at: Date; by: string } | null
  /** The month that the council's pages open on; null before the first. */
  month: string | null
  /** The working day of the next month on which each return falls due. */
  dueWorkingDays: number[]
  /** The number of known issues with figures of that month. */
  knownIssues: number
}

/** The month, kept with the marks it was computed from: the day and everything that can change it. */
const months = new WeakMap<ReadSource, { key: string; month: string | null }>()

/** The state of the record on a day. */
export async function loadRecordSummary(db: ReadSource, day: string): Promise<RecordSummary> {
  const [last, returns, issues] = await Promise.all([
    db
      .selectFrom('publication')
      .select(['id', 'published_at as at', 'published_by as by'])
      .where('council_id', '=', councilId)
      .$if(db.audience === 'outside', (q) => q.where('id', '<', firstPending))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
    db
      .selectFrom('data_return')
      .select('due_working_day as day')
      .where('council_id', '=', councilId)
      .execute(),
    db
      .selectFrom('known_issue')
      .select(['valid_from as from', 'valid_to as to'])
      .where('council_id', '=', councilId)
      .execute(),
  ])
  const month =
    last === undefined ? null : await loadLatestMonth(db, day, `${day} ${last.id} ${await loadMarks(db)}`)
  return {
    published: last === undefined ? null : { at: last.at, by: last.by },
    month,
    dueWorkingDays: returns.map(({ day }) => day),
    knownIssues: issues.filter(
      ({ from, to }) => month !== null && from <= month && (to === null || month <= to),
    ).length,
  }
}

async function loadLatestMonth(db: ReadSource, day: string, key: string): Promise<string | null> {
  const known = months.get(db)
  if (known?.key === key) return known.month
  const council = await db.selectFrom('council').select('unit_code').executeTakeFirst()
  const month = council === undefined ? null : (await loadMonthsOf(db, council.unit_code, day)).latest
  months.set(db, { key, month })
  return month
}

/** Marks that show whether anything besides a publication was written that can change the month pages open on: the tree, the
 * catalogue, the returns, known issues, and the council's setting for enough of a month. Rows are only added and superseded; a
 * change to a row, such as the day on which a unit closes, is part of its mark. */
async function loadMarks(db: ReadSource): Promise<string> {
  const { marks } = await db
    .selectFrom('council')
    .select(
      sql<string>`concat_ws(' ', fixed_day, first_scorecard,
        (select count(*) from known_issue),
        (select concat_ws(',', count(*), count(superseded_at)) from opening_share),
        (select concat_ws(',', count(*), count(closed), max(closed), min(opened)) from unit),
        (select concat_ws(',', count(*), count(superseded_at)) from unit_detail),
        (select concat_ws(',', count(*), count(superseded_at), count(valid_to), max(valid_to)) from kpi_definition),
        (select concat_ws(',', count(*), min(due_working_day), sum(due_working_day)) from data_return))`.as(
        'marks',
      ),
    )
    .executeTakeFirstOrThrow()
  return marks
}
