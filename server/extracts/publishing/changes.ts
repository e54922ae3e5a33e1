/**
 * What publishing an extract changes, or changed, and what taking it back would change. Future changes are found by a
 * trial: publishing within a savepoint and rolling back, since only the full calculation shows which verdicts change.
 * Results are kept until the ledger or a sign-off changes, so that viewing a page again computes nothing. An extract
 * too large for a trial while a person waits is only counted.
 */
import { sql } from 'kysely'
import type { ExtractStatus } from '#domain/extracts/status.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { type Problem, problem } from '#server/errors.ts'
import { loadRestatedSignOffs } from '#server/record/sign-offs.ts'
import { councilId } from '../../db/council-id.ts'
import { tryOut } from '../../db/trial.ts'
import { loadMissingTeams } from '../checking/ledger-warnings.ts'
import { loadTurned } from '../merging/effects.ts'
import {
  type ChangedCell,
  type Effects,
  type ExtractChanges,
  type MovedCells,
  nothingKept,
} from '../merging/extract-changes.ts'
import {
  besideLedger,
  type Comparison,
  differs,
  isNew,
  loadComparison,
  recordMerged,
} from '../merging/merge.ts'
import {
  loadLatestPublication,
  loadMovedSeen,
  loadMovedSinceRequest,
  seenOf,
} from '../merging/moved-cells.ts'
import { loadRegister } from '../record/load-register.ts'
import { type LockedExtract, loadExtractRow, lockForPerson } from '../record/locked-extract.ts'
import { noExtract } from '../record/no-extract.ts'
import { loadKeptCells, recordReverted } from './revert.ts'

const LISTED = 1000
/** A trial is undone, so nothing of who made it is kept. */
const nobody = { id: null, name: '' }
/** An extract with more changed cells gets no trial: computing their figures takes longer than a page may. */
export const TRIED_OUT = 20_000

const none: ExtractChanges = {
  seen: null,
  counts: { new: 0, changed: 0, unchanged: 0, missing: 0 },
  changed: [],
  effects: {
    months: [],
    units: 0,
    kpis: 0,
    onlyCounted: false,
    statuses: [],
    variations: [],
    totals: { statuses: 0, variations: 0 },
    signedOff: [],
    missing: [],
  },
  ...nothingKept,
}

/** What publishing an extract would change, or, once published, what it changed then. An extract without rows to publish,
 *  still being checked or refused, changes nothing. Throws `not_found`. */
export async function loadChanges(db: Db, extractId: number, now: Date): Promise<ExtractChanges> {
  switch (await loadStatus(db, extractId)) {
    case 'received':
    case 'checking':
    case 'rejected':
      return none
    case 'published':
    case 'reverted':
      return inTransaction(db, (trx) => loadPublished(trx, extractId, now))
    default:
      return loadTried(db, extractId, 'publish')
  }
}

/** What taking a published extract back would change. Throws `not_found`, and `conflict` where it is not published. */
export async function loadRevertChanges(db: Db, extractId: number): Promise<ExtractChanges> {
  if ((await loadStatus(db, extractId)) !== 'published') throw notPublished()
  return loadTried(db, extractId, 'revert')
}

function notPublished(): Problem {
  return problem('conflict', 'Only a published extract can be taken back.')
}

async function loadStatus(db: Db, extractId: number): Promise<ExtractStatus> {
  const row = await db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .select('status')
    .executeTakeFirst()
  if (row === undefined) throw noExtract(extractId)
  return row.status as ExtractStatus
}

/**
 * Holds the lock of publications, since a trial makes one. A publication that runs meanwhile is finished first and
 * counted.
 */
function loadTried(db: Db, extractId: number, kind: 'publish' | 'revert'): Promise<ExtractChanges> {
  return inTransaction(db, async (trx) => {
    const known = await loadKept(trx, extractId, kind, await recordStands(trx, extractId))
    if (known !== null) return known
    const { extract, now } = await lockForPerson(trx, extractId)
    // During the wait for the lock, the extract may have been published or taken back.
    const isMade = extract.status === 'published' || extract.status === 'reverted'
    if (kind === 'publish' && isMade) return loadPublished(trx, extractId, now)
    if (kind === 'publish') return loadHeldChanges(trx, extract, now)
    if (extract.status !== 'published') throw notPublished()
    const found = await tryReverting(trx, extractId, now)
    await keep(trx, extractId, kind, await recordStands(trx, extractId), found)
    return found
  })
}

/** What publishing the extract would change. The caller holds its lock. */
export async function loadHeldChanges(trx: Trx, extract: LockedExtract, now: Date): Promise<ExtractChanges> {
  const stands = await recordStands(trx, extract.id)
  const known = await loadKept(trx, extract.id, 'publish', stands)
  if (known !== null) return known
  const seen = seenOf(extract, await loadLatestPublication(trx))
  const found = { ...(await tryPublishing(trx, extract.id, now)), seen }
  await keep(trx, extract.id, 'publish', stands, found)
  return found
}

/** What has changed on record since the comparison named by `seen`. If `seen` is null, since the request to
 *  publish, for an extract that waits or was sent back. Null if there is nothing to decide. */
export async function loadMoved(db: Db, extractId: number, seen: string | null): Promise<MovedCells | null> {
  return inTransaction(db, async (trx) => {
    const extract = await loadExtractRow(trx, extractId)
    const isAsked = extract.status === 'awaiting_approval' || extract.status === 'scheduled'
    if (!isAsked && extract.status !== 'ready') return null
    if (seen !== null) {
      const { cells, total } = await loadMovedSeen(trx, extract, seen)
      return { cells, total }
    }
    return isAsked || extract.decisionNote !== null ? loadMovedSinceRequest(trx, extract) : null
  })
}

async function tryPublishing(trx: Trx, extractId: number, now: Date): Promise<ExtractChanges> {
  const counts = await loadComparison(trx, extractId)
  const missing = await loadMissingTeams(trx, extractId, await loadRegister(trx, now))
  if (counts.new + counts.changed > TRIED_OUT) {
    const { changed, effects } = await loadCounted(trx, extractId)
    return withMissing({ ...none, changed, effects }, counts, missing)
  }
  return tryOut(trx, async () => {
    const { publication } = await recordMerged(trx, extractId, { by: nobody, reason: null, now })
    return withMissing(await loadMade(trx, publication), counts, missing)
  })
}

async function tryReverting(trx: Trx, extractId: number, now: Date): Promise<ExtractChanges> {
  const kept = await loadKeptCells(trx, extractId)
  const { cells } = await trx
    .selectFrom('measurement')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .select((e) => e.fn.countAll<number>().as('cells'))
    .executeTakeFirstOrThrow()
  if (Number(cells) > TRIED_OUT) {
    const counts = { new: 0, changed: Number(cells), unchanged: 0, missing: 0 }
    return { ...none, counts, effects: { ...none.effects, onlyCounted: true }, ...kept }
  }
  return tryOut(trx, async () => {
    const extract = { id: extractId, rowCount: Number(cells) }
    const { publication, counted } = await recordReverted(trx, extract, { by: nobody, reason: '', now })
    const made = await loadMade(trx, publication)
    return { ...withMissing(made, counted, []), ...kept }
  })
}

async function loadPublished(trx: Trx, extractId: number, now: Date): Promise<ExtractChanges> {
  const { id, ...counts } = await trx
    .selectFrom('publication')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('kind', '=', 'publish')
    .select(['id', 'new_count as new', 'changed_count as changed', 'unchanged_count as unchanged'])
    .executeTakeFirstOrThrow()
  const missing = await loadMissingTeams(trx, extractId, await loadRegister(trx, now))
  const made = await loadMade(trx, id, counts.new + counts.changed <= TRIED_OUT)
  return withMissing(made, counts, missing)
}

/** What a publication changed in the ledger and in the figures. The figures are left out if there are too many. */
async function loadMade(trx: Trx, publication: number, withFigures = true): Promise<ExtractChanges> {
  const { rows: cells } = await sql<CellRow>`
    select ${beforeAndAfter} from measurement r
    join measurement m on m.council_id = r.council_id and m.unit_code = r.unit_code and m.kpi_code = r.kpi_code
      and m.period = r.period and m.version = r.version - 1 and not m.taken_back
    where r.council_id = ${councilId} and r.publication_id = ${publication}
    order by r.period, r.unit_code, r.kpi_code limit ${LISTED}`.execute(trx)
  const { rows } = await sql<Reach>`
    select ${reach} from measurement r
    where r.council_id = ${councilId} and r.publication_id = ${publication}`.execute(trx)
  const turned = withFigures ? await loadTurned(trx, publication) : null
  const signedOff = withFigures ? await loadRestatedSignOffs(trx, publication) : []
  return {
    ...none,
    changed: cells.map(changedCell),
    effects: { ...none.effects, ...rows[0], onlyCounted: !withFigures, ...turned, signedOff },
  }
}

async function loadCounted(
  trx: Trx,
  extractId: number,
): Promise<Pick<ExtractChanges, 'changed' | 'effects'>> {
  const { rows: cells } = await sql<CellRow>`
    select ${beforeAndAfter} ${besideLedger(extractId)} and not ${isNew} and ${differs}
    order by r.position limit ${LISTED}`.execute(trx)
  const { rows } = await sql<Reach>`select ${reach} ${besideLedger(extractId)} and ${differs}`.execute(trx)
  return { changed: cells.map(changedCell), effects: { ...none.effects, ...rows[0], onlyCounted: true } }
}

function withMissing(
  made: ExtractChanges,
  counts: Omit<Comparison, 'rows'>,
  missing: Effects['missing'],
): ExtractChanges {
  const units = new Set(missing.map(({ unit }) => unit)).size
  return {
    ...made,
    counts: { new: counts.new, changed: counts.changed, unchanged: counts.unchanged, missing: units },
    effects: { ...made.effects, missing },
  }
}

type Reach = Pick<Effects, 'months' | 'units' | 'kpis'>
const reach = sql`
  coalesce(array_agg(distinct r.period order by r.period), '{}') as months,
  count(distinct r.unit_code)::integer as units, count(distinct r.kpi_code)::integer as kpis`

type CellRow = {
  unit: string
  kpi: string
  period: string
  state: string
  numerator: number | null
  denominator: number | null
  value: number | null
  stateBefore: string
  numeratorBefore: number | null
  denominatorBefore: number | null
  valueBefore: number | null
}
const beforeAndAfter = sql`
  r.unit_code as unit, r.kpi_code as kpi, r.period, r.state, r.numerator, r.denominator, r.value,
  m.state as "stateBefore", m.numerator as "numeratorBefore", m.denominator as "denominatorBefore",
  m.value as "valueBefore"`

function changedCell(cell: CellRow): ChangedCell {
  const before = {
    state: cell.stateBefore,
    numerator: cell.numeratorBefore,
    denominator: cell.denominatorBefore,
    value: cell.valueBefore,
  }
  const after = {
    state: cell.state,
    numerator: cell.numerator,
    denominator: cell.denominator,
    value: cell.value,
  }
  const change = before.value === null || after.value === null ? null : after.value - before.value
  return { unit: cell.unit, kpi: cell.kpi, period: cell.period, before, after, change }
}

/**
 * A text that changes with anything a trial depends on: publications, sign-offs, the catalogue's dates, and the
 * extract's own rows.
 */
async function recordStands(trx: Trx, extractId: number): Promise<string> {
  const { rows } = await sql<{ stands: string }>`
    select concat_ws(' ',
      (select max(id) from publication where council_id = ${councilId}),
      (select count(*) from scorecard_sign_off where council_id = ${councilId}),
      (select max(recorded_at) from kpi_target where council_id = ${councilId}),
      (select max(recorded_at) from kpi_definition where council_id = ${councilId}),
      (select max(recorded_at) from unit_detail where council_id = ${councilId}),
      (select checked_at from extract where council_id = ${councilId} and id = ${extractId})) as stands`.execute(
    trx,
  )
  return rows[0]?.stands ?? ''
}

async function loadKept(
  trx: Trx,
  extractId: number,
  kind: 'publish' | 'revert',
  stands: string,
): Promise<ExtractChanges | null> {
  const row = await trx
    .selectFrom('extract_trial')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('kind', '=', kind)
    .where('record_stood', '=', stands)
    .select('found')
    .executeTakeFirst()
  // The generated types know the column only as JSON. Only this file writes it.
  return (row?.found as unknown as ExtractChanges | undefined) ?? null
}

async function keep(
  trx: Trx,
  extractId: number,
  kind: 'publish' | 'revert',
  stands: string,
  found: ExtractChanges,
): Promise<void> {
  const values = { record_stood: stands, found: JSON.stringify(found) }
  await trx
    .insertInto('extract_trial')
    .values({ council_id: councilId, extract_id: extractId, kind, ...values })
    .onConflict((conflict) => conflict.columns(['council_id', 'extract_id', 'kind']).doUpdateSet(values))
    .execute()
}
