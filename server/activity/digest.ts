/** The digest of each day of the activity record and the ledger. Each contains the one before it, so that nothing that a digest
 * covers can be changed, added or taken away without one of them no longer fitting. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addDays } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource, type Trx } from '#server/db/database.ts'

export type DayDigest = {
  day: string
  lines: number
  record: string
  throughPublication: number
  ledgerLines: number
  ledger: string
  sha256: string
}

/** Closes every day before today that has no digest yet, by the clock of the database, and returns their digests. Null if somebody
 * is writing at this very moment: the days are closed by a later run. */
export function closeDays(db: Db): Promise<DayDigest[] | null> {
  return inTransaction(db, async (trx) => {
    if (!(await holdStill(trx))) return null
    const { first, yesterday } = await loadDays(trx)
    const [last = null] = await loadDigests(trx, 'latest')
    const next = last === null ? first : addDays(last.day, 1)
    if (next === null || next > yesterday) return []
    const lines = await loadLines(trx, next, yesterday)
    const through = await latestPublication(trx)
    const closed: DayDigest[] = []
    let before = last
    for (let day = next; day <= yesterday; day = addDays(day, 1)) {
      const record = partOf(lines.get(day) ?? [])
      const ledger = await ledgerDigest(trx, { after: before?.throughPublication ?? 0, through })
      before = chained(before, {
        ...{ day, lines: record.lines, record: record.sha256 },
        ...{ throughPublication: through, ledgerLines: ledger.lines, ledger: ledger.sha256 },
      })
      closed.push(before)
    }
    await insertDigests(trx, closed)
    return closed
  })
}

/** Lets nobody add a line or publish until the transaction ends; false if somebody does so now. */
async function holdStill(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('activity', ${councilId}))
      and pg_try_advisory_xact_lock(hashtextextended('publication', ${councilId})) as held`.execute(trx)
  return rows[0]?.held === true
}

/** The London day of the first line, null without one, and the day before today. */
async function loadDays(trx: Trx): Promise<{ first: string | null; yesterday: string }> {
  const { rows } = await sql<{ first: string | null; yesterday: string }>`
    select (select (min(recorded_at) at time zone 'Europe/London')::date from activity
        where council_id = ${councilId})::text as first,
      ((now() at time zone 'Europe/London')::date - 1)::text as yesterday`.execute(trx)
  return rows[0] as { first: string | null; yesterday: string }
}

/** A digest after the one before it. */
function chained(before: DayDigest | null, own: Omit<DayDigest, 'sha256'>): DayDigest {
  const parts = [before?.sha256 ?? '', own.day, own.lines, own.record]
  const ledger = [own.throughPublication, own.ledgerLines, own.ledger]
  return { ...own, sha256: sha256([...parts, ...ledger].join('\n')) }
}

async function latestPublication(trx: Trx): Promise<number> {
  const { latest } = await trx
    .selectFrom('publication')
    .where('council_id', '=', councilId)
    .select((e) => e.fn.coalesce(e.fn.max('id'), sql<number>`0`).as('latest'))
    .executeTakeFirstOrThrow()
  return Number(latest)
}

type Part = { lines: number; sha256: string }

/** The lines of London days, by day, in the order of their numbers. */
async function loadLines(db: ReadSource, from: string, to: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('activity as a')
    .where('a.council_id', '=', councilId)
    .where('a.recorded_at', '>=', sql<Date>`(${from}::date::timestamp at time zone 'Europe/London')`)
    .where('a.recorded_at', '<', sql<Date>`((${to}::date + 1)::timestamp at time zone 'Europe/London')`)
    .orderBy('a.id')
    .select([
      sql<string>`(a.recorded_at at time zone 'Europe/London')::date::text`.as('day'),
      sql<string>`jsonb_build_array(a.id, extract(epoch from a.recorded_at), a.kind, a.author_id, a.author_kind, a.author_name,
        a.unit_code, a.subject, a.times, a.channel, a.network, a.reason)::text`.as('line'),
    ])
    .execute()
  const days = new Map<string, string[]>()
  for (const { day, line } of rows) {
    const lines = days.get(day)
    if (lines === undefined) days.set(day, [line])
    else lines.push(line)
  }
  return days
}

function partOf(lines: readonly string[]): Part {
  return { lines: lines.length, sha256: sha256(lines.join('\n')) }
}

/** What publications between two added to the ledger. A measure's month is digested in the database, so that the largest
 * publication takes no room here. */
async function ledgerDigest(
  db: ReadSource,
  { after, through }: { after: number; through: number },
): Promise<Part> {
  if (after === through) return partOf([])
  const rows = await db
    .selectFrom('measurement as m')
    .where('m.council_id', '=', councilId)
    .where('m.publication_id', '>', after)
    .where('m.publication_id', '<=', through)
    .groupBy(['m.publication_id', 'm.kpi_code', 'm.period'])
    .orderBy('m.publication_id')
    .orderBy(sql`m.kpi_code collate "C"`)
    .orderBy(sql`m.period collate "C"`)
    .select(['m.publication_id as publication', 'm.kpi_code as kpi', 'm.period'])
    .select((e) => e.fn.countAll<number>().as('lines'))
    .select(
      sql<string>`encode(sha256(convert_to(string_agg(jsonb_build_array(m.unit_code, m.version, m.grain, m.state, m.numerator,
        m.denominator, m.value, m.symbol, m.as_at, m.note, m.extract_id, m.sheet, m.row_number, extract(epoch from m.published_at),
        m.published_by, m.reason, m.taken_back)::text, E'\n' order by m.unit_code collate "C", m.version), 'UTF8')), 'hex')`.as(
        'digest',
      ),
    )
    .execute()
  const text = rows.map(({ publication, kpi, period, digest }) =>
    [publication, kpi, period, digest].join(' '),
  )
  return {
    lines: rows.reduce((total, { lines }) => total + Number(lines), 0),
    sha256: sha256(text.join('\n')),
  }
}

async function insertDigests(trx: Trx, digests: readonly DayDigest[]): Promise<void> {
  await trx
    .insertInto('activity_digest')
    .values(
      digests.map((d) => ({
        ...{ council_id: councilId, day: d.day, lines: d.lines, record_sha256: d.record },
        ...{ through_publication: d.throughPublication, ledger_lines: d.ledgerLines },
        ...{ ledger_sha256: d.ledger, sha256: d.sha256 },
      })),
    )
    .execute()
}

async function loadDigests(db: ReadSource, which: 'all' | 'latest'): Promise<DayDigest[]> {
  const rows = await db
    .selectFrom('activity_digest')
    .where('council_id', '=', councilId)
    .orderBy('day', which === 'all' ? 'asc' : 'desc')
    .$if(which === 'latest', (q) => q.limit(1))
    .selectAll()
    .execute()
  return rows.map((row) => ({
    ...{ day: row.day, lines: row.lines, record: row.record_sha256 },
    ...{ throughPublication: row.through_publication, ledgerLines: row.ledger_lines },
    ...{ ledger: row.ledger_sha256, sha256: row.sha256 },
  }))
}

export type DigestFault = {
  day: string
  what: 'activity' | 'ledger' | 'digest'
}

export type DigestProof = {
  days: number
  /** Days whose lines were deleted because of their age: of these only the ledger and the chain are compared. */
  deleted: number
  faults: DigestFault[]
}

/** Compares every digest with the lines it was made of, and with the digest before it. */
export function proveDigests(source: Db | Trx): Promise<DigestProof> {
  if (source.isTransaction) return proveWithin(source)
  return inTransaction(source, async (trx) => {
    await sql`set transaction isolation level repeatable read`.execute(trx)
    return proveWithin(trx)
  })
}

async function proveWithin(db: ReadSource): Promise<DigestProof> {
  const digests = await loadDigests(db, 'all')
  const deletedThrough = await loadDeletedThrough(db)
  const faults: DigestFault[] = []
  let before: DayDigest | null = null
  for (const digest of digests) {
    const { day } = digest
    const isFollowing = before === null || day === addDays(before.day, 1)
    if (!isFollowing || chained(before, digest).sha256 !== digest.sha256) faults.push({ day, what: 'digest' })
    if (day > deletedThrough) {
      const lines = (await loadLines(db, day, day)).get(day) ?? []
      if (!isSame(partOf(lines), digest.lines, digest.record)) faults.push({ day, what: 'activity' })
    }
    const span = { after: before?.throughPublication ?? 0, through: digest.throughPublication }
    if (!isSame(await ledgerDigest(db, span), digest.ledgerLines, digest.ledger))
      faults.push({ day, what: 'ledger' })
    before = digest
  }
  const deleted = digests.filter(({ day }) => day <= deletedThrough).length
  return { days: digests.length, deleted, faults }
}

function isSame(found: Part, lines: number, sha256OfLines: string): boolean {
  return found.lines === lines && found.sha256 === sha256OfLines
}

/** The last day whose lines were deleted because of their age, as their line tells; empty if none were. */
async function loadDeletedThrough(db: ReadSource): Promise<string> {
  const row = await db
    .selectFrom('activity')
    .where('council_id', '=', councilId)
    .where('kind', '=', 'activity.deleted')
    .orderBy('id', 'desc')
    .limit(1)
    .select('subject')
    .executeTakeFirst()
  return row?.subject?.replace('lines up to ', '') ?? ''
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
