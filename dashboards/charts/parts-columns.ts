/** The columns of a data row that give what a figure was added up from, with the API's names. */
import { addedParts, type Origin } from '#domain/figures/wholeness.ts'

/** Null for a figure that is not added up. */
export function partsColumns(origin: Partial<Origin>): { added: number | null; expected: number | null } {
  const { added, expected } = addedParts({ origin: 'team', coverage: null, ...origin }) ?? {
    added: null,
    expected: null,
  }
  return { added, expected }
}
