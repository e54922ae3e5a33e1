/** What happened to a unit's months since somebody last looked: figures that say something else, words, promises, steps. */
import type { ReadSource } from '../db/database.ts'
import { type FigureChange, loadUnitChanges } from './changes.ts'
import { loadSaidSince, type SaidSince } from './said-since.ts'

export type UnitNews = SaidSince & {
  since: Date
  /** Latest period first, then in catalogue order. */
  figures: FigureChange[]
}

/** The news of a unit since a moment, but for what the reader did. Null for an outside audience, to which two moments set
 *  side by side would tell what is suppressed in either. */
export async function loadUnitNews(
  db: ReadSource,
  unit: string,
  since: Date,
  reader: string,
): Promise<UnitNews | null> {
  if (db.audience === 'outside') return null
  const [changes, said] = await Promise.all([
    loadUnitChanges(db, unit, { from: since }),
    loadSaidSince(db, { units: [unit], since, reader }),
  ])
  return { since, figures: changes?.changes ?? [], ...said }
}
