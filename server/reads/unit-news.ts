/** What changed in a unit's months since the reader's last look: figures, words, agreed actions and sign-off steps. */
import type { ReadSource } from '../db/database.ts'
import type { Look } from '../record/looks.ts'
import { type FigureChange, loadUnitChanges } from './changes.ts'
import { type ConversationNews, loadConversationNews, type Reader } from './conversation-news.ts'

export type UnitNews = ConversationNews & {
  since: Look
  /** Latest period first, then in catalogue order. */
  figures: FigureChange[]
}

/** The news of a unit since a moment, except what the reader did. Null for an outside audience, because comparing two moments
 * would reveal what either suppresses. */
export async function loadUnitNews(
  db: ReadSource,
  unit: string,
  since: Look,
  reader: Reader,
): Promise<UnitNews | null> {
  if (db.audience === 'outside') return null
  const [changes, said] = await Promise.all([
    loadUnitChanges(db, unit, { from: since.at }),
    loadConversationNews(db, { units: [unit], since: since.at, reader }),
  ])
  return { since, figures: changes?.changes ?? [], ...said }
}
