/** What pages ask about extracts: the list, one receipt, and the rows of a file. */

import { sql } from 'kysely'
import type { ExtractChannel, ExtractStatus } from '#domain/extracts/status.ts'
import type { State } from '#domain/figures/measurement.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { extractOf, extractsOf, loadFindings, type StoredFinding } from '../record/extracts.ts'
import { loadSetAsideFiles } from './set-aside-files.ts'

/** A received file as a list shows it. Counts are null until it is checked. */
export type ExtractLine = {
  id: number
  filename: string
  status: ExtractStatus
  channel: ExtractChannel
  receivedAt: Date
  receivedBy: string
  rows: number | null
  problems: number
  warnings: number
  /** When it will be published, if a time was chosen. */
  publishAt: Date | null
  publishedAt: Date | null
  publishedBy: string | null
  /** For a refused file: the accepted file of the same name that followed it. */
  setAsideBy?: number | null
}

/** The extracts from `offset` on, the latest received first, and the total count. */
export async function loadExtractLines(
  db: ReadSource,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<{ lines: ExtractLine[]; total: number }> {
  const [rows, all] = await Promise.all([
    extractsOf(db).orderBy('received_at', 'desc').orderBy('id', 'desc').limit(limit).offset(offset).execute(),
    db
      .selectFrom('extract')
      .where('council_id', '=', councilId)
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  const setAside = await loadSetAsideFiles(
    db,
    rows.flatMap(({ id, status }) => (status === 'rejected' ? [id] : [])),
  )
  const lines = rows.map((row) => ({ ...extractOf(row), setAsideBy: setAside.get(row.id) ?? null }))
  return { lines, total: Number(all.count) }
}

/** A problem or a warning, with the row number that a spreadsheet shows. */
export type ExtractFinding = Pick<StoredFinding, 'code' | 'row' | 'column' | 'value' | 'message'>

/** One publication or revert, and how many ledger cells it added or changed. */
export type ExtractPublication = {
  kind: 'publish' | 'revert'
  publishedAt: Date
  publishedBy: string
  reason: string | null
  added: number
  changed: number
  unchanged: number
}

export type ExtractReceipt = ExtractLine & {
  sha256: string
  byteCount: number
  mediaType: string
  accepted: number | null
  reason: string | null
  sameBytesAs: number | null
  /** The first hundred of each; `problems` and `warnings` count all. */
  problemsFound: ExtractFinding[]
  warningsFound: ExtractFinding[]
  publications: ExtractPublication[]
  /** What the file covers: its periods, and how many units and KPIs. */
  reach: { periods: string[]; units: number; kpis: number }
  /** The units in the file's rows. They decide who may see it besides those who read all extracts. */
  units: string[]
}

/** The receipt of an extract; null if there is none with that number. */
export async function loadExtractReceipt(db: ReadSource, id: number): Promise<ExtractReceipt | null> {
  const row = await extractsOf(db)
    .select([
      'sha256',
      'byte_count as byteCount',
      'media_type as mediaType',
      'accepted_count as accepted',
      'reason',
      'same_bytes_as as sameBytesAs',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const [setAside, problemsFound, warningsFound, publications, reach] = await Promise.all([
    row.status === 'rejected' ? loadSetAsideFiles(db, [id]) : new Map<number, number>(),
    loadFindings(db, id, 'problem'),
    loadFindings(db, id, 'warning'),
    db
      .selectFrom('publication')
      .select([
        'kind',
        'published_at as publishedAt',
        'published_by as publishedBy',
        'reason',
        'new_count as added',
        'changed_count as changed',
        'unchanged_count as unchanged',
      ])
      .where('council_id', '=', councilId)
      .where('extract_id', '=', id)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('extract_row')
      .select([
        sql<string[]>`coalesce(array_agg(distinct period order by period), '{}')`.as('periods'),
        sql<string[]>`coalesce(array_agg(distinct unit_code order by unit_code), '{}')`.as('units'),
        sql<number>`count(distinct kpi_code)::integer`.as('kpis'),
      ])
      .where('council_id', '=', councilId)
      .where('extract_id', '=', id)
      .executeTakeFirstOrThrow(),
  ])
  return {
    ...extractOf(row),
    setAsideBy: setAside.get(id) ?? null,
    problemsFound,
    warningsFound,
    publications: publications.map((p) => ({ ...p, kind: p.kind as 'publish' | 'revert' })),
    reach: { periods: reach.periods, units: reach.units.length, kpis: reach.kpis },
    units: reach.units,
  }
}

/** A row of a file as received, with the names its codes had in the row's month. */
export type ExtractFileRow = {
  /** The workbook's sheet; null if there is only one table. */
  sheet: string | null
  row: number
  unit: string
  kpi: string
  period: string
  state: State
  numerator: number | null
  denominator: number | null
  value: number | null
  symbol: string | null
  asAt: string | null
  note: string | null
  /** The ledger version that this row became; null if it repeated what was known or is not published. */
  version: number | null
  /** True if a later file gives another value now. */
  superseded: boolean
}

/** A page of a file's rows. `page` counts from 1; if a row was asked for, it is the page that contains it. */
export type ExtractRowPage = { rows: ExtractFileRow[]; page: number; pages: number; total: number }

/** The rows of a file in its order, limited to these units if given. A row past the end returns the last page. */
export async function loadExtractRows(
  db: ReadSource,
  id: number,
  question: { pageSize: number; page: number; row: number | null; units: readonly string[] | null },
): Promise<ExtractRowPage> {
  const { pageSize, units } = question
  const chosen = db
    .selectFrom('extract_row as r')
    .where('r.council_id', '=', councilId)
    .where('r.extract_id', '=', id)
    .$if(units !== null, (q) => q.where('r.unit_code', 'in', [...(units ?? []), '']))
  const count = await chosen
    .select((e) => [
      e.fn.countAll<number>().as('total'),
      sql<number>`count(*) filter (where r.row_number < ${question.row ?? 0})`.as('before'),
    ])
    .executeTakeFirstOrThrow()
  const total = Number(count.total)
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const asked = question.row === null ? question.page : Math.floor(Number(count.before) / pageSize) + 1
  const page = Math.min(Math.max(1, asked), pages)
  const rows = await chosen
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('measurement as m')
          .select((s) => [
            sql<number | null>`max(m.version) filter (where m.extract_id = ${id})`.as('own'),
            s.fn.max('m.version').as('latest'),
          ])
          .whereRef('m.council_id', '=', 'r.council_id')
          .whereRef('m.unit_code', '=', 'r.unit_code')
          .whereRef('m.kpi_code', '=', 'r.kpi_code')
          .whereRef('m.period', '=', 'r.period')
          .as('v'),
      (j) => j.onTrue(),
    )
    .select([
      'r.sheet',
      'r.row_number as row',
      'r.unit_code as unit',
      'r.kpi_code as kpi',
      'r.period',
      'r.state',
      'r.numerator',
      'r.denominator',
      'r.value',
      'r.symbol',
      'r.as_at as asAt',
      'r.note',
      'v.own',
      'v.latest',
    ])
    .orderBy('r.position')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return {
    rows: rows.map(({ own, latest, ...row }) => ({
      ...row,
      state: row.state as State,
      version: own,
      superseded: own !== null && latest !== null && latest > own,
    })),
    page,
    pages,
    total,
  }
}
