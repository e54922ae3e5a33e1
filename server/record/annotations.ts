/** Notes on the time axis of a measure, and the baselines that people set: what is in force, and what was withdrawn. */

import { type RawBuilder, sql } from 'kysely'
import { unreleasedReason } from '#domain/suppression/released-text.ts'
import type { Grain } from '#domain/time/period.ts'
import { grainOf } from '#domain/time/period.ts'
import { asOf, inForce } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadWords } from './text-releases.ts'

/** A note on the axis, or the reason of a baseline that begins there. */
export type Note = { id: number; period: string; kind: 'annotation' | 'rebase'; text: string }

/** Why a measure runs at a new level, by the person who set its baseline: an action of the plan, or an event that was noted. */
export type Cause =
  | { kind: 'action'; ref: string; text: string }
  | { kind: 'note'; id: number; period: string; text: string }

/** Averages and usual ranges of a series begin anew at `from`. */
export type Baseline = {
  id: number
  from: string
  reason: string
  cause: Cause | null
  byName: string
  /** The author's id; null if it is not known. */
  byId: number | null
  /** In which role, as signed; empty if that was not recorded. */
  byRole: string
  at: Date
  /** The day that it is of. */
  dated: string
  /** Who took it back, when and why; null while it holds. */
  withdrawal: {
    reason: string
    byName: string
    byId: number | null
    byRole: string
    at: Date
    dated: string
  } | null
}

/** True for a note that is in force, now or at a moment: recorded, and neither superseded nor withdrawn. */
export function noteInForce(asAt?: Date): RawBuilder<boolean> {
  return sql<boolean>`(${inForce(asAt, 'annotation')} and not exists (
    select from annotation_withdrawal as w
    where w.council_id = annotation.council_id and w.annotation_id = annotation.id and ${asOf(asAt, 'w.recorded_at')}))`
}

/** Notes on the time axis of a unit's KPI that are in force: its own, the unit's, the KPI's and the council's. */
export async function loadNotes(
  db: ReadSource,
  { unit, kpi, asAt }: { unit: string; kpi: string; asAt?: Date | undefined },
): Promise<Note[]> {
  const rows = await db
    .selectFrom('annotation')
    .select(['id', 'period', 'kind', 'reason as text'])
    .where('council_id', '=', councilId)
    .where(noteInForce(asAt))
    .where((e) => e.or([e('unit_code', 'is', null), e('unit_code', '=', unit)]))
    .where((e) => e.or([e('kpi_code', 'is', null), e('kpi_code', '=', kpi)]))
    .orderBy('period')
    .orderBy('id')
    .execute()
  const words = await loadWords(db, 'annotation')
  return rows.map((r) => ({
    ...{ id: r.id, period: r.period, kind: r.kind as Note['kind'] },
    text: words(r.id, r.text),
  }))
}

/** The baselines that people set for one series, in the order of their periods, the withdrawn ones among them. */
export async function loadBaselines(
  db: ReadSource,
  { unit, kpi, grain, asAt }: { unit: string; kpi: string; grain: Grain; asAt?: Date | undefined },
): Promise<Baseline[]> {
  const rows = await db
    .selectFrom('annotation as a')
    .leftJoin('annotation_withdrawal as w', (j) =>
      j
        .onRef('w.council_id', '=', 'a.council_id')
        .onRef('w.annotation_id', '=', 'a.id')
        .on(asOf(asAt, 'w.recorded_at')),
    )
    .leftJoin('plan_action as p', (j) =>
      j.onRef('p.council_id', '=', 'a.council_id').onRef('p.ref', '=', 'a.cause_action'),
    )
    .leftJoin('annotation as e', (j) =>
      j.onRef('e.council_id', '=', 'a.council_id').onRef('e.id', '=', 'a.cause_annotation'),
    )
    .select(['a.id', 'a.period as from', 'a.reason', 'a.recorded_by as byName'])
    .select(['a.recorded_by_id as byId', 'a.by_role as byRole'])
    .select(['a.recorded_at as at', 'a.dated', 'p.ref as actionRef', 'p.summary as actionText'])
    .select(['e.id as noteId', 'e.period as notePeriod', 'e.reason as noteText'])
    .select(['w.reason as withdrawnBecause', 'w.by_name as withdrawnBy'])
    .select(['w.by_id as withdrawnById', 'w.by_role as withdrawnRole'])
    .select(['w.recorded_at as withdrawnAt', 'w.dated as withdrawnDated'])
    .where('a.council_id', '=', councilId)
    .where('a.kind', '=', 'rebase')
    .where('a.unit_code', '=', unit)
    .where('a.kpi_code', '=', kpi)
    .where(asOf(asAt, 'a.recorded_at'))
    .orderBy('a.period')
    .orderBy('a.id')
    .execute()
  const words = await loadWords(db, 'annotation')
  return rows
    .filter(({ from }) => grainOf(from) === grain)
    .map((r): Baseline => {
      const note = r.noteText === null ? '' : words(r.noteId ?? 0, r.noteText)
      return {
        ...{ id: r.id, from: r.from, reason: words(r.id, r.reason) },
        ...{ byName: r.byName, byId: r.byId, byRole: r.byRole ?? '', at: r.at, dated: r.dated },
        cause:
          r.actionRef !== null
            ? { kind: 'action', ref: r.actionRef, text: r.actionText ?? '' }
            : r.noteId !== null
              ? { kind: 'note', id: r.noteId, period: r.notePeriod ?? '', text: note }
              : null,
        withdrawal:
          r.withdrawnAt === null || r.withdrawnDated === null
            ? null
            : {
                reason: db.audience === 'outside' ? unreleasedReason : (r.withdrawnBecause ?? ''),
                ...{ byName: r.withdrawnBy ?? '', byId: r.withdrawnById, byRole: r.withdrawnRole ?? '' },
                ...{ at: r.withdrawnAt, dated: r.withdrawnDated },
              },
      }
    })
}

/** How often a baseline of a series was set or withdrawn: what a writer must have seen. */
export function baselineVersion(baselines: readonly Pick<Baseline, 'withdrawal'>[]): number {
  return baselines.length + baselines.filter(({ withdrawal }) => withdrawal !== null).length
}
