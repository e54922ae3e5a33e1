/** What changed in a unit's months since the reader's last look: figures, words, agreed actions and sign-off steps. */
import type { ReadSource } from '../db/database.ts'
import { type FigureChange, loadUnitChanges } from './changes.ts'
import { type ConversationNews, loadConversationNews, type Reader } from './conversation-news.ts'

export type UnitNews = ConversationNews & {
  since: Date
  /** Latest period first, then in catalogue order. */
  figures: FigureChange[]
}

/** The news of a unit since a moment, except what the reader did. Null for an outside audience, because comparing two moments
 * would reveal what either suppresses. */
export async function loadUnitNews(
  db: ReadSource,
  unit: string,
  since: Date,
  reader: Reader,
): Promise<UnitNews | null> {
  if (db.audience === 'outside') return null
  const [changes, said] = await Promise.all([
    loadUnitChanges(db, unit, { from: since }),
    loadConversationNews(db, { units: [unit], since, reader }),
  ])
  return { since, figures: changes?.changes ?? [], ...said }
}
