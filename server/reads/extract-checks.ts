/** What the pages of an extract ask while it waits for a person: its progress, its problems and the decisions so far. */

import { sql } from 'kysely'
import { totalsWord } from '#domain/extracts/code.ts'
import type { FaultCount } from '#domain/extracts/repairs.ts'
import type { ExtractChannel } from '#domain/extracts/status.ts'
import { type UnendedSource, unendedSourceOf } from '#domain/extracts/unended-source.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** How an extract was read, and what people have decided about it. */
export type ExtractCheck = {
  checkedAt: Date | null
  /** How far a running check has read. */
  rowsRead: number | null
  format: string | null
  /** The layout it was read with, or that the sender asked for. */
  layout: string | null
  encoding: 'windows-1252' | null
  /** Codes of the file that a person mapped to ours, and who did. */
  codes: { column: string; from: string; to: string }[]
  codesBy: string | null
  requestedBy: string | null
  /** The author of the request, where it is known. */
  requestedById: number | null
  publishAt: Date | null
  approvedBy: string | null
  cancelledBy: string | null
  cancelledAt: Date | null
  /** Why an extract that was to be published was not. */
  decisionNote: string | null
  /** False if the file is no longer kept. */
  isKept: boolean
  /** For a file without a line end after its last row: its source, and the person who confirmed that its files always end this
   * way. */
  sourceEnd: { source: UnendedSource; said: { by: string; at: Date } | null } | null
}

/** The state of an extract; null if there is none with that number. */
export async function loadExtractCheck(db: ReadSource, id: number): Promise<ExtractCheck | null> {
  const row = await db
    .selectFrom('extract as x')
    .leftJoin('layout as l', (j) =>
      j.onRef('l.council_id', '=', 'x.council_id').onRef('l.id', '=', 'x.layout_id'),
    )
    .where('x.council_id', '=', councilId)
    .where('x.id', '=', id)
    .select([
      'x.checked_at as checkedAt',
      'x.rows_read as rowsRead',
      'x.format',
      'x.layout_asked as layoutAsked',
      'l.name as layout',
      'x.encoding',
      'x.code_map as codeMap',
      'x.code_map_by as codesBy',
      'x.requested_by as requestedBy',
      'x.requested_by_id as requestedById',
      'x.publish_at as publishAt',
      'x.approved_by as approvedBy',
      'x.cancelled_by as cancelledBy',
      'x.cancelled_at as cancelledAt',
      'x.decision_note as decisionNote',
      'x.channel',
      'x.received_by as receivedBy',
      'x.unended_headings as headings',
    ])
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('extract_chunk as c')
            .select('c.position')
            .whereRef('c.council_id', '=', 'x.council_id')
            .whereRef('c.extract_id', '=', 'x.id'),
        )
        .as('isKept'),
    )
    .executeTakeFirst()
  if (row === undefined) return null
  const { layoutAsked, codeMap, channel, receivedBy, headings, ...rest } = row
  const file = { channel: channel as ExtractChannel, receivedBy, layout: row.layout }
  return {
    ...rest,
    layout: row.layout ?? layoutAsked,
    encoding: row.encoding === null ? null : 'windows-1252',
    isKept: Boolean(row.isKept),
    sourceEnd: headings === null ? null : await loadSourceEnd(db, unendedSourceOf({ ...file, headings })),
    codes: Object.entries((codeMap ?? {}) as Record<string, Record<string, string>>).flatMap(
      ([column, codes]) => Object.entries(codes).map(([from, to]) => ({ column, from, to })),
    ),
  }
}

async function loadSourceEnd(
  db: ReadSource,
  source: UnendedSource,
): Promise<NonNullable<ExtractCheck['sourceEnd']>> {
  const last = await db
    .selectFrom('unended_source')
    .where('council_id', '=', councilId)
    .where('kind', '=', source.kind)
    .where('name', '=', source.name)
    .where('headings', '=', source.headings)
    .orderBy('id', 'desc')
    .select(['is_confirmed', 'said_by as by', 'said_at as at'])
    .limit(1)
    .executeTakeFirst()
  return { source, said: last?.is_confirmed === true ? { by: last.by, at: last.at } : null }
}

/** Whether a code is in a row of totals, which should be removed and not mapped. */
const isTotals = sql<boolean>`(code in ('unknown_team', 'unknown_kpi') and coalesce(value, '') ~* ${totalsWord.source})`

/** The problems of an extract, counted by code and column. */
export async function loadFaultCounts(db: ReadSource, id: number): Promise<FaultCount[]> {
  return db
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', id)
    .where('level', '=', 'problem')
    .select([
      'code',
      'column_name as column',
      sql<number>`count(*)::integer`.as('count'),
      sql<number>`count(distinct value) filter (where not ${isTotals})::integer`.as('values'),
      sql<number>`count(distinct first_row)::integer`.as('firstRows'),
      sql<number>`count(*) filter (where ${isTotals})::integer`.as('totals'),
      sql<
        number[]
      >`coalesce((array_agg(distinct row_number) filter (where sheet is null and row_number is not null))[1:4],
        '{}')`.as('rows'),
    ])
    .groupBy(['code', 'column_name'])
    .orderBy((e) => e.fn.min('position'))
    .execute()
}

/** An unknown code, and how many rows contain it. */
export type UnknownCode = { column: 'team_code' | 'kpi_code'; value: string; rows: number; firstRow: number }

/** The unknown codes of an extract, the most frequent first; at most fifty. */
export async function loadUnknownCodes(db: ReadSource, id: number): Promise<UnknownCode[]> {
  const rows = await db
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', id)
    .where('level', '=', 'problem')
    .where('code', 'in', ['unknown_team', 'unknown_kpi'])
    .where('value', 'is not', null)
    .where((e) => e.not(isTotals))
    .select([
      'code',
      'value',
      sql<number>`count(*)::integer`.as('rows'),
      sql<number>`coalesce(min(row_number), 0)`.as('firstRow'),
    ])
    .groupBy(['code', 'value'])
    .orderBy('code', 'desc')
    .orderBy('rows', 'desc')
    .orderBy('value')
    .limit(50)
    .execute()
  return rows.map(({ code, value, ...rest }) => ({
    column: code === 'unknown_team' ? 'team_code' : 'kpi_code',
    value: value ?? '',
    ...rest,
  }))
}

export type RowFault = {
  code: string
  sheet: string | null
  row: number | null
  column: string | null
  value: string | null
  message: string
  /** For a row that repeats another: the earlier of the two. */
  firstRow: number | null
}

/** The problems of the file and its columns, then of its rows, in the file's order. `rows` counts the rows with a problem; the
 * faults are those of the first hundred rows. */
export async function loadRowFaults(
  db: ReadSource,
  id: number,
): Promise<{ faults: RowFault[]; rows: number }> {
  const placed = sql<RowFault & { place: number; position: number }>`(
    select code, sheet, row_number as row, column_name as "column", value, message, first_row as "firstRow", position,
      dense_rank() over (order by row_number is not null, sheet nulls first, row_number) as place
    from extract_problem
    where council_id = ${councilId} and extract_id = ${id} and level = 'problem')`
  const faults = await db
    .selectFrom(placed.as('p'))
    .select(['code', 'sheet', 'row', 'column', 'value', 'message', 'firstRow'])
    .where('place', '<=', 101)
    .orderBy('place')
    .orderBy('position')
    .limit(600)
    .execute()
  const counted = await db
    .selectFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', id)
    .where('level', '=', 'problem')
    .where('row_number', 'is not', null)
    .select(sql<number>`count(distinct (sheet, row_number))::integer`.as('rows'))
    .executeTakeFirstOrThrow()
  return { faults, rows: counted.rows }
}

export type FoundWarning = {
  position: number
  sheet: string | null
  row: number | null
  column: string | null
  message: string
}

/** The warnings of one kind: how many, whether a reason is needed, and the first hundred. */
export type WarningKind = { code: string; total: number; needsReason: boolean; found: FoundWarning[] }

/** The warnings of an extract by their kind, in the order in which each kind first appears. */
export async function loadWarningKinds(db: ReadSource, id: number): Promise<WarningKind[]> {
  type Placed = FoundWarning & {
    code: string
    total: number
    needsReason: boolean
    first: number
    place: number
  }
  const placed = sql<Placed>`(
    select code, position, sheet, row_number as row, column_name as "column", message, count(*) over kind as total,
      bool_or(needs_reason) over kind as "needsReason", min(position) over kind as first,
      row_number() over (partition by code order by position) as place
    from extract_problem
    where council_id = ${councilId} and extract_id = ${id} and level = 'warning'
    window kind as (partition by code))`
  const rows = await db
    .selectFrom(placed.as('w'))
    .selectAll()
    .where('place', '<=', 100)
    .orderBy('first')
    .orderBy('position')
    .execute()
  return [...Map.groupBy(rows, (row) => row.code).entries()].map(([code, found]) => ({
    code,
    total: Number(found[0]?.total ?? 0),
    needsReason: found.some(({ needsReason }) => needsReason),
    found: found.map(({ position, sheet, row, column, message }) => ({
      position: Number(position),
      sheet,
      row,
      column,
      message,
    })),
  }))
}

/** The last file of each channel. */
export async function loadLastReceived(
  db: ReadSource,
): Promise<{ channel: ExtractChannel; id: number; filename: string; receivedAt: Date }[]> {
  const rows = await db
    .selectFrom('extract')
    .distinctOn('channel')
    .select(['channel', 'id', 'filename', 'received_at as receivedAt'])
    .where('council_id', '=', councilId)
    .orderBy('channel')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, channel: row.channel as ExtractChannel }))
}

/** The names of the layouts in force, in order. */
export async function loadLayoutNames(db: ReadSource): Promise<string[]> {
  const rows = await db
    .selectFrom('layout')
    .distinctOn('name')
    .select(['name', 'retired'])
    .where('council_id', '=', councilId)
    .orderBy('name')
    .orderBy('version', 'desc')
    .execute()
  return rows.filter(({ retired }) => !retired).map(({ name }) => name)
}
