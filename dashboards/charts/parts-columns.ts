/** The columns of a row of data that say what a figure was added up from, named as the API names them. */
import { addedParts, type Origin } from '#domain/figures/whole.ts'

/** Null for a figure that is not added up. */
export function partsColumns(origin: Partial<Origin>): { added: number | null; expected: number | null } {
  const { added, expected } = addedParts({ origin: 'team', coverage: null, ...origin }) ?? {
    added: null,
    expected: null,
  }
  return { added, expected }
}
