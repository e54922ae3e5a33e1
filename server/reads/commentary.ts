/** What teams say is behind their figures. An outside audience reads the texts that a person released, and is told of the others that
 * they were written. */

import type { TextRelease } from '#domain/suppression/released-text.ts'
import { lastQuarter } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadMovesSince, type Move } from '../record/publication-moments.ts'
import { loadTextReader } from '../record/text-releases.ts'
import { loadUnits } from '../record/units.ts'

/** A note added beneath a text after its month was signed off. */
export type CommentaryNote = {
  body: string
  byName: string
  /** The author's id; null if it is not known. */
  byId: number | null
  byRole: string
  recordedAt: Date
  /** The day that it is of. */
  dated: string
  version: number
  /** Whether it is released to readers outside the service. */
  release: TextRelease
}

/** The current text about one KPI of one unit in one month. */
export type Commentary = {
  /** `HP-S1/CP04/2019-03`. */
  id: string
  unit: string
  kpi: string
  period: string
  body: string
  byName: string
  /** The author's id; null if it is not known. */
  byId: number | null
  byRole: string
  recordedAt: Date
  /** The day that it is of. */
  dated: string
  /** The last version of the cell, counting its notes: the version that a form must have seen to change it. */
  version: number
  /** Whether the text is released to readers outside the service. */
  release: TextRelease
  /** Oldest first. */
  notes: CommentaryNote[]
  /** When the figures it was written about changed, and the day of that change; null if they are still the same, and for an outside
   * audience, which compares no moments. */
  figuresChanged: { at: string; dated: string } | null
}

/** The commentary of a unit's month: the latest text of each KPI with its notes, KPIs in the order of their codes. A page about
 * the present leaves `asAt` out, signed off or not, because notes are what was added since the agreement. */
export async function loadCommentary(
  db: ReadSource,
  unit: string,
  period: string,
  asAt?: Date,
): Promise<Commentary[]> {
  return loadStanding(db, { units: [unit], period, asAt })
}

/** The commentary of several units in one month, unit by unit in the order of their codes. */
export async function loadCommentaryOfUnits(
  db: ReadSource,
  units: readonly string[],
  period: string,
  asAt?: Date,
): Promise<Commentary[]> {
  return loadStanding(db, { units, period, asAt })
}

/** The commentary on one KPI of a unit, month by month up to a month; newest first. */
export async function loadCommentaryOf(
  db: ReadSource,
  unit: string,
  kpi: string,
  until: string,
  asAt?: Date,
): Promise<Commentary[]> {
  const standing = await loadStanding(db, { units: [unit], kpi, until, asAt })
  return standing.sort((a, b) => (a.period < b.period ? 1 : -1))
}

/** One save, as it was made. */
export type CommentaryVersion = CommentaryNote & { kind: 'text' | 'note' }

/** Everything ever saved about one KPI of a unit in a month, latest first. */
export async function loadCommentaryVersions(
  db: ReadSource,
  unit: string,
  kpi: string,
  period: string,
): Promise<CommentaryVersion[]> {
  const rows = await loadRows(db, { units: [unit], kpi, period })
  return rows
    .map(({ kind, body, byName, byId, byRole, recordedAt, dated, version, release }) => ({
      kind: kind === 'note' ? ('note' as const) : ('text' as const),
      body,
      byName,
      byId,
      byRole,
      recordedAt,
      dated,
      version,
      release,
    }))
    .reverse()
}

type Asked = {
  units: readonly string[]
  kpi?: string
  period?: string
  until?: string
  asAt?: Date | undefined
}

async function loadStanding(db: ReadSource, asked: Asked): Promise<Commentary[]> {
  const rows = await loadRows(db, asked)
  const movedSince = await loadFigureMoves(db, rows, asked.asAt)
  const cells = Map.groupBy(rows, (r) => `${r.unit}/${r.kpi}/${r.period}`)
  return [...cells].flatMap(([id, versions]) => {
    const text = versions.findLast((v) => v.kind === 'text')
    if (text === undefined) return []
    const { kind: _, ...standing } = text
    const notes = versions
      .filter((v) => v.kind === 'note')
      .map(({ body, byName, byId, byRole, recordedAt, dated, version, release }) => ({
        ...{ body, byName, byId, byRole, recordedAt, dated, version, release },
      }))
    const version = versions.at(-1)?.version ?? standing.version
    return [
      {
        id,
        ...standing,
        version,
        notes,
        figuresChanged: changeOf(movedSince(text.unit, text.kpi, text.period, text.recordedAt)),
      },
    ]
  })
}

function changeOf(move: Move | null): Commentary['figuresChanged'] {
  return move === null ? null : { at: move.at.toISOString(), dated: move.dated }
}

/** When the figures of these cells last differed from those at a moment. For a quarterly measure, the figures of the quarter
 * that its month shows. */
async function loadFigureMoves(
  db: ReadSource,
  cells: readonly { kpi: string; period: string }[],
  asAt: Date | undefined,
): Promise<(unit: string, kpi: string, month: string, moment: Date) => Move | null> {
  const months = [...new Set(cells.map((c) => c.period))].sort()
  const last = months.at(-1)
  if (last === undefined || db.audience === 'outside') return () => null
  const moves = await loadMovesSince(db, {
    units: await loadUnits(db, last, asAt),
    kpis: [...new Set(cells.map((c) => c.kpi))],
    periods: [...months, ...new Set(months.map(lastQuarter))],
    asAt,
  })
  return (unit, kpi, month, moment) =>
    moves(unit, kpi, month, moment) ?? moves(unit, kpi, lastQuarter(month), moment)
}

async function loadRows(db: ReadSource, { units, kpi, period, until, asAt }: Asked) {
  const rows = await db
    .selectFrom('commentary')
    .select([
      'unit_code as unit',
      'kpi_code as kpi',
      'period',
      'version',
      'kind',
      'body',
      'by_name as byName',
      'by_id as byId',
      'by_role as byRole',
      'recorded_at as recordedAt',
      'dated',
    ])
    .where('council_id', '=', councilId)
    .where('unit_code', 'in', ['', ...units])
    .$if(kpi !== undefined, (q) => q.where('kpi_code', '=', kpi as string))
    .$if(period !== undefined, (q) => q.where('period', '=', period as string))
    .$if(until !== undefined, (q) => q.where('period', '<=', until as string))
    .where(asOf(asAt, 'recorded_at'))
    .orderBy('unit_code')
    .orderBy('kpi_code')
    .orderBy('period')
    .orderBy('version')
    .execute()
  if (rows.length === 0) return []
  const read = await loadTextReader(db, ['commentary'], asAt)
  return rows.map((row) => {
    const id = `${row.unit}/${row.kpi}/${row.period}/${row.version}`
    const { words, release } = read('commentary', id, row.body)
    return { ...row, body: words, release }
  })
}
