/**
 * Which cells of an extract have changed on record since the extract was compared with it. A comparison is named by
 * the last publication at that time: the ledger as of any publication can be read later. Figures are compared, not
 * versions: if a figure changed and changed back, what the person saw is valid again.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Trx } from '#server/db/database.ts'
import { type Problem, problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import type { LockedExtract } from '../record/locked-extract.ts'
import type { CellFigures, ExtractChanges, MovedCells } from './extract-changes.ts'

type Compared = Pick<LockedExtract, 'id' | 'sha256' | 'checkedPublication' | 'requestedPublication'>

/** The last publication there is; 0 before the first. */
export async function loadLatestPublication(trx: Trx): Promise<number> {
  const { rows } = await sql<{ latest: number }>`
    select coalesce(max(id), 0) as latest from publication where council_id = ${councilId}`.execute(trx)
  return Number(rows[0]?.latest ?? 0)
}

/** The name of the comparison of an extract with the record up to a publication. */
export function seenOf({ id, sha256 }: Pick<Compared, 'id' | 'sha256'>, publication: number): string {
  const digest = createHash('sha256').update(`${id} ${sha256} ${publication}`).digest('hex')
  return `${publication}-${digest.slice(0, 16)}`
}

/** What has changed since the comparison named by `seen`, or since that of the check if `seen` is null. `isKnown`
 *  is false if no comparison of this extract has that name; the result is then since the check. */
export async function loadMovedSeen(
  trx: Trx,
  extract: Compared,
  seen: string | null,
): Promise<MovedCells & { isKnown: boolean }> {
  const checked = extract.checkedPublication ?? 0
  if (seen === null) return { ...(await loadMovedCells(trx, extract.id, checked)), isKnown: true }
  const publication = Number(/^[0-9]{1,15}(?=-)/.exec(seen)?.[0] ?? Number.NaN)
  const isKnown = seen === seenOf(extract, publication) && publication <= (await loadLatestPublication(trx))
  return { ...(await loadMovedCells(trx, extract.id, isKnown ? publication : checked)), isKnown }
}

/**
 * What has changed since a person looked at the extract and asked to publish it, or since its check if nobody asked.
 */
export function loadMovedSinceRequest(trx: Trx, extract: Compared): Promise<MovedCells> {
  return loadMovedCells(trx, extract.id, extract.requestedPublication ?? extract.checkedPublication ?? 0)
}

const LISTED = 200

type MovedRow = {
  unit: string
  kpi: string
  period: string
  extract: number
  by: string
  at: Date
  total: number
} & Record<'before' | 'after', CellFigures | null>

/**
 * The cells of an extract whose figure on record differs from that after a publication. A figure that was taken back
 * counts as none.
 */
async function loadMovedCells(trx: Trx, extractId: number, since: number): Promise<MovedCells> {
  if ((await loadLatestPublication(trx)) <= since) return { cells: [], total: 0 }
  const says = (version: 'b' | 'm') => {
    const v = sql.ref(version)
    return sql`case when not ${v}.taken_back then jsonb_build_object('state', ${v}.state, 'numerator', ${v}.numerator,
      'denominator', ${v}.denominator, 'value', ${v}.value) end`
  }
  const differsFrom = sql`case when b.taken_back is distinct from false then not m.taken_back else m.taken_back
    or (b.state, b.numerator, b.denominator, b.value, b.symbol, b.as_at)
      is distinct from (m.state, m.numerator, m.denominator, m.value, m.symbol, m.as_at) end`
  const { rows } = await sql<MovedRow>`
    select r.unit_code as unit, r.kpi_code as kpi, r.period, ${says('b')} as before, ${says('m')} as after,
      p.extract_id as extract, m.published_by as by, m.published_at as at, (count(*) over ())::integer as total
    from (select distinct kpi_code, unit_code, period from measurement
      where council_id = ${councilId} and publication_id > ${since}) t
    join extract_row r on r.council_id = ${councilId} and r.extract_id = ${extractId} and r.kpi_code = t.kpi_code
      and r.unit_code = t.unit_code and r.period = t.period
    join lateral (
      select * from measurement c
      where c.council_id = ${councilId} and c.kpi_code = t.kpi_code and c.unit_code = t.unit_code and c.period = t.period
      order by c.version desc limit 1
    ) m on true
    left join lateral (
      select * from measurement c
      where c.council_id = ${councilId} and c.kpi_code = t.kpi_code and c.unit_code = t.unit_code and c.period = t.period
        and c.publication_id <= ${since}
      order by c.version desc limit 1
    ) b on true
    join publication p on p.council_id = ${councilId} and p.id = m.publication_id
    where ${differsFrom}
    order by r.period, r.unit_code, r.kpi_code limit ${LISTED}`.execute(trx)
  return {
    cells: rows.map(({ total: _, at, extract, ...cell }) => ({
      ...cell,
      extract: Number(extract),
      at: at.toISOString(),
    })),
    total: rows[0]?.total ?? 0,
  }
}

/** "2 figures that this file compares have changed on record". */
export function movedWords(total: number): string {
  return wordFor(
    total,
    '1 figure that this file compares has changed on record',
    `${total} figures that this file compares have changed on record`,
  )
}

/** The refusal with the current changes. */
export function changesMoved(detail: string, { cells, total }: MovedCells, changes: ExtractChanges): Problem {
  return problem('changes_moved', detail, { seen: changes.seen, moved: { total, cells }, changes })
}
