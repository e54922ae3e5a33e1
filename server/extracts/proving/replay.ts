/** Makes every publication again, in its order, from the stored bytes of its extracts. */
import { sql } from 'kysely'
import type { Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import { recordFigures } from '../merging/figures.ts'
import { recordMerged } from '../merging/merge.ts'
import { recordReverted } from '../publishing/revert.ts'
import { changedBytes, type ExtractFault, type StoredExtract, stageAgain } from './read-again.ts'
import { type RealRecord, replayAt } from './shadow-record.ts'

/** What was replayed, and what is wrong with stored bytes. */
export type Replayed = {
  /** The last publication that could be made again; null if there is none. */
  last: number | null
  /** How many publications could not, because the bytes of one can no longer be read. */
  left: number
  extracts: ExtractFault[]
}

type Publication = {
  id: number
  kind: string
  extract: number | null
  at: Date
  by: string
  reason: string | null
}

/** In an upgraded council the persistences on record begin with the publication that first had the method. What the replay estimated for
 * earlier ones is forgotten then, so that it estimates what that publication did. */
async function forgetEarlierEstimates(trx: Trx, publication: number, real: RealRecord): Promise<void> {
  await sql`delete from persistence where publication_id < ${publication} and ${publication} =
    (select min(publication_id) from ${sql.id(real.schema, 'persistence')})`.execute(trx)
}

/** Replays the record in the temporary tables that hide it. `told` is called after each publication. */
export async function replay(
  trx: Trx,
  real: RealRecord,
  told: () => Promise<void> = async () => undefined,
): Promise<Replayed> {
  const publications = await loadPublications(trx, real)
  const extracts = await loadExtracts(trx, real)
  const faults: ExtractFault[] = []
  let last: number | null = null
  for (const [done, publication] of publications.entries()) {
    const extract = publication.extract === null ? undefined : extracts.get(publication.extract)
    if (publication.kind === 'publish' && extract !== undefined) {
      const changed = await changedBytes(trx, extract)
      await replayAt(trx, extract.checkedAt)
      const unread = await stageAgain(trx, extract)
      faults.push(...[changed, unread].filter((fault) => fault !== null))
      if (unread !== null) return { last, left: publications.length - done, extracts: faults }
    }
    await replayAt(trx, publication.at)
    await numberNext(trx, publication.id)
    await forgetEarlierEstimates(trx, publication.id, real)
    await makeAgain(trx, publication, real)
    last = publication.id
    await told()
  }
  return { last, left: 0, extracts: faults }
}

async function makeAgain(trx: Trx, publication: Publication, real: RealRecord): Promise<void> {
  const { id, kind, extract, at, by, reason } = publication
  // Every figure at once: nothing may follow in another transaction, nor be asked on another connection.
  // What is made again is compared and thrown away, so who made it is of no matter.
  const order = {
    by: { id: null, name: by },
    reason: reason ?? '',
    now: at,
    bulkFrom: Number.POSITIVE_INFINITY,
    isOwnCheck: true,
  }
  if (kind === 'publish' && extract !== null) {
    await recordMerged(trx, extract, { ...order, reason })
    await trx.updateTable('extract').set({ status: 'published' }).where('id', '=', extract).execute()
    await trx.deleteFrom('extract_row').execute()
    return
  }
  if (kind === 'revert' && extract !== null) {
    await recordReverted(trx, { id: extract, rowCount: 0 }, order)
    return
  }
  if (kind !== 'rebase' && kind !== 'rebase_withdrawn' && kind !== 'method')
    throw new Error(`Publication ${id} is a ${kind}, which cannot be made again`)
  await sql`insert into publication overriding system value
    select * from ${sql.id(real.schema, 'publication')} where council_id = ${councilId} and id = ${id}`.execute(
    trx,
  )
  for (const cells of kind === 'method' ? await loadWholeLedger(trx) : [await loadRebased(trx, at)])
    await recordFigures(trx, { councilId, id, publishedAt: at, cells })
}

type Cells = { kpi: string; period: string }[]

/** The place where a baseline that was set or withdrawn at a moment restarts limits. */
async function loadRebased(trx: Trx, at: Date): Promise<Cells> {
  const rows = await trx
    .selectFrom('annotation')
    .select(['kpi_code', 'period'])
    .where('council_id', '=', councilId)
    .where('kind', '=', 'rebase')
    .where((e) =>
      e.or([
        e('recorded_at', '=', at),
        e(
          'id',
          'in',
          e.selectFrom('annotation_withdrawal').select('annotation_id').where('recorded_at', '=', at),
        ),
      ]),
    )
    .execute()
  return rows.flatMap(({ kpi_code, period }) => (kpi_code === null ? [] : [{ kpi: kpi_code, period }]))
}

/** The first period of each KPI and grain, by KPI: a change of method judges everything anew. */
async function loadWholeLedger(trx: Trx): Promise<Iterable<Cells>> {
  const { rows } = await sql<Cells[number]>`
    select kpi_code as kpi, min(period) as period from figure where council_id = ${councilId} group by 1, grain`.execute(
    trx,
  )
  return Map.groupBy(rows, ({ kpi }) => kpi).values()
}

async function loadPublications(trx: Trx, { schema }: RealRecord): Promise<Publication[]> {
  const { rows } = await sql<Publication>`
    select id, kind, extract_id as extract, published_at as at, published_by as by, reason
    from ${sql.id(schema, 'publication')} where council_id = ${councilId} order by id`.execute(trx)
  return rows
}

/** The extracts that were ever published, copied as they were before any of them was. */
async function loadExtracts(trx: Trx, { schema }: RealRecord): Promise<Map<number, StoredExtract>> {
  await sql`insert into extract overriding system value
    select * from ${sql.id(schema, 'extract')}
    where council_id = ${councilId} and status in ('published', 'reverted')`.execute(trx)
  await trx.updateTable('extract').set({ status: 'ready' }).execute()
  const rows = await trx
    .selectFrom('extract')
    .select(['id', 'filename', 'sha256', 'checked_at', 'received_at', 'layout_id as layoutId'])
    .execute()
  return new Map(
    rows.map(({ checked_at, received_at, ...row }) => [
      row.id,
      { ...row, checkedAt: checked_at ?? received_at },
    ]),
  )
}

/** Gives the next publication the number that it had. */
async function numberNext(trx: Trx, id: number): Promise<void> {
  await sql`select setval(pg_get_serial_sequence('publication', 'id'), ${id}, false)`.execute(trx)
}
