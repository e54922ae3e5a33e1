/** Releases a text to readers outside the service, or takes that back. */

import { releasingRole } from '#domain/meetings/release-authority.ts'
import { isTextKind, type TextRelease } from '#domain/suppression/released-text.ts'
import { smallNumberAdvice } from '#domain/suppression/small-number-advice.ts'
import { monthOf } from '#domain/time/period.ts'
import { releaseText } from '#server/access/activity/releases.ts'
import type { Actor, Writer } from '#server/access/permissions/actor.ts'
import { canSeeUnit } from '#server/access/permissions/permissions.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { loadWrittenTexts } from '#server/reads/written-texts.ts'
import { loadUnits } from '#server/record/units.ts'

export type TextReleaseOrder = {
  kind: string
  id: string
  /** False to take a release back. */
  isReleased: boolean
  by: Pick<Actor, 'name' | 'grants'> & Writer
  /** The council's day. */
  today: string
}

export type ReleasedText = {
  release: TextRelease
  text: string
  /** How often it was released or taken back. */
  version: number
  /** Which of its words seem to tell a small number; null if none does. */
  advice: string | null
}

/** Adds a line; what was released before is kept. Sent twice, it is added once. Throws `not_found` for a text that there is not or
 * that is about a unit out of the writer's scope, and `not_allowed` for a writer below its author. */
export async function recordTextRelease(db: Db, order: TextReleaseOrder): Promise<ReleasedText> {
  const { kind, id, isReleased, by, today } = order
  const written = isTextKind(kind) ? (await loadWrittenTexts(db, { kind, id }))[0] : undefined
  const units = await loadUnits(db, monthOf(today))
  if (written === undefined || (written.unit !== null && !canSeeUnit(by, written.unit, units)))
    throw problem(
      'not_found',
      'There is no such text, or it is not one of yours. The page /releases lists those that you may release.',
    )
  const { release, text, unit, byRole } = written
  const role = releasingRole(by.grants, { kind: release.kind, unit, byRole }, units)
  if (role === null)
    throw problem(
      'not_allowed',
      'A text is released by the role that wrote it or one above it, or by the programme lead.',
    )
  const saved = await inTransaction(db, (trx) =>
    releaseText(trx, {
      unit,
      kind: release.kind,
      id,
      text,
      isReleased,
      by: { id: by.id, name: by.name, role },
    }),
  )
  const [current] = await loadWrittenTexts(db, { kind: release.kind, id })
  if (current === undefined)
    throw problem(
      'not_found',
      'There is no such text, or it is not one of yours. The page /releases lists those that you may release.',
    )
  // Of two who decide at once, the second is told what the first decided.
  if (!saved && (current.release.released !== null) !== isReleased)
    throw problem('stale', 'Somebody released this text, or took that back, since you read it.', {
      current: { ...current.release, version: current.version },
    })
  return {
    release: current.release,
    text,
    version: current.version,
    advice: isReleased ? smallNumberAdvice(text) : null,
  }
}
