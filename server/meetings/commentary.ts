/** Saves commentary on a figure, in the words of those responsible for it. */

import { personalDetails } from '#domain/council/personal-details.ts'
import { longest, writtenFaultWords, writtenText } from '#domain/council/written-text.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import { releaseText } from '#server/access/activity/releases.ts'
import { isSameAuthor, type Writer } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { type Commentary, type CommentaryNote, loadCommentary } from '#server/reads/commentary.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { loadAnswering, type NotSaved, type WriteOrder } from './write-order.ts'

export type CommentaryOrder = WriteOrder & {
  kpi: string
  period: string
  body: unknown
  /** The version that the writer saw; 0 if there was none. */
  seen: number
}

export type CommentaryResult =
  | { is: 'saved'; commentary: Commentary }
  | { is: 'stale'; current: Commentary | null }
  | NotSaved

/** Adds a version. It replaces the one before it; once the month is signed off it is added beneath as a note. Saving the same
 * text again adds nothing. Throws `not_found` for a row that the month's scorecard does not have, and `not_allowed` for a writer
 * who is not responsible for the unit. */
export async function recordCommentary(db: Db, order: CommentaryOrder): Promise<CommentaryResult> {
  const { unit, kpi, period, by, seen } = order
  const { role } = await loadAnswering(db, order)
  const scorecard = await loadScorecard(db, unit, period, order.today)
  if (scorecard === null || !scorecard.lines.some((line) => line.kpi.code === kpi))
    throw problem('not_found', `${unit} has no row for ${kpi} on a scorecard for ${period}.`)
  const { text, fault } = writtenText(order.body, longest.commentary)
  if (fault !== null)
    return { is: 'faulty', faults: [{ field: 'body', text: writtenFaultWords(fault, field) }] }
  const details = personalDetails(text)
  if (details.length > 0 && !order.accepted) return { is: 'questioned', details }
  const standing = await loadOne(db, order)
  const isSignedOff = (scorecard.signOff?.shownAt ?? null) !== null
  const isNote = isSignedOff && standing !== null
  const released = (trx: Trx, version: number) =>
    releaseText(trx, {
      unit,
      ...{ kind: 'commentary', id: `${unit}/${kpi}/${period}/${version}`, text, isReleased: true },
      by: { id: by.id, name: by.name, role },
    })
  if (standing !== null && isRepeated(standing, isNote, text, by)) {
    if (order.release !== true) return { is: 'saved', commentary: standing }
    const { version } = lastSaid(standing, isNote)
    await inTransaction(db, (trx) => released(trx, version))
    return { is: 'saved', commentary: (await loadOne(db, order)) ?? standing }
  }
  if ((standing?.version ?? 0) !== seen) return { is: 'stale', current: standing }
  const saved = await inTransaction(db, async (trx) => {
    const row = await trx
      .insertInto('commentary')
      .values({
        council_id: councilId,
        unit_code: unit,
        kpi_code: kpi,
        period,
        version: seen + 1,
        kind: isNote ? 'note' : 'text',
        body: text,
        by_name: by.name,
        by_id: by.id,
        by_role: role,
      })
      // Of two who save over the same version, the second is told.
      .onConflict((oc) => oc.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (row === undefined) return row
    await recordActivity(trx, { kind: 'commentary.written', by, unit, subject: `measure ${kpi} ${period}` })
    if (order.release === true) await released(trx, row.version)
    return row
  })
  const current = await loadOne(db, order)
  return saved === undefined || current === null
    ? { is: 'stale', current }
    : { is: 'saved', commentary: current }
}

const field = {
  enter: 'Enter what happened',
  label: 'The commentary',
  most: longest.commentary,
}

/** True if the same person sends what they have just saved, for example by pressing the button twice. */
function isRepeated(standing: Commentary, isNote: boolean, text: string, by: Writer): boolean {
  if (isNote && standing.notes.length === 0) return false
  const last = lastSaid(standing, isNote)
  return last.body === text && isSameAuthor({ id: last.byId, name: last.byName }, by)
}

/** The last note, or the text that stands. */
function lastSaid(standing: Commentary, isNote: boolean): CommentaryNote {
  const text = { ...standing, version: textVersionOf(standing) }
  return isNote ? (standing.notes.at(-1) ?? text) : text
}

/** The version of the text itself; that of the cell counts its notes. */
function textVersionOf({ release }: Commentary): number {
  return Number(release.id.split('/').at(-1))
}

async function loadOne(
  db: Db,
  { unit, kpi, period }: Pick<CommentaryOrder, 'unit' | 'kpi' | 'period'>,
): Promise<Commentary | null> {
  return (await loadCommentary(db, unit, period)).find((c) => c.kpi === kpi) ?? null
}
