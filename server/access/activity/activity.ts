/** Records who did what. A line is added in the transaction of what it tells of, so that neither is kept without the other. */
import { sql } from 'kysely'
import type { ActivityKind } from '#domain/council/activity-kinds.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { currentOrigin } from './origin.ts'

export type Activity = {
  kind: ActivityKind
  /** Who did it. The id is null for somebody who is not known; what kind of author it is, its row says. An administrator who looks as
   * this person did it themselves. */
  by: { id: number | null; name: string; seenBy?: { id: number; name: string } | null }
  /** The code of the unit that it is about. */
  unit?: string | null
  /** What it is about, by its code or number and never by its text: `extract 12`, `person 7`, `token Power BI`. */
  subject?: string | null
  /** How often, where one line stands for several of one minute. */
  times?: number
  /** Where it came from, if not from where the request did that is being answered. */
  network?: string | null
  /** What the person gave as the reason of an administrative act. Never a text about a case. */
  reason?: string | null
}

/** Adds a line at the moment of the database's clock. Give the transaction of what it tells of; only where there is none, such as
 * for a refusal, give the database. */
export function recordActivity(source: Trx | Db, activity: Activity): Promise<void> {
  return source.isTransaction
    ? addLine(source, activity)
    : inTransaction(source, (trx) => addLine(trx, activity))
}

async function addLine(
  source: Pick<Trx, 'getExecutor'>,
  { kind, by, unit = null, subject = null, times = 1, network, reason = null }: Activity,
): Promise<void> {
  const origin = currentOrigin()
  const who = by.seenBy ?? by
  const from = network === undefined ? (origin?.network ?? null) : network
  await sql`select record_activity(${councilId}, ${kind}, ${who.id}, ${who.name}, ${unit}, ${subject}, ${times},
    ${origin?.channel ?? null}, ${from}, ${reason})`.execute(source)
}

/** Who did it where nobody knows who it was: an attempt to sign in as no person of the council. */
export const unknownAuthor = { id: null, name: 'Not known' } as const
