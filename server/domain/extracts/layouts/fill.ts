/** Blank cells that take what is above them: of a merged cell only the first has the text, and a pivoted table does not
 *  repeat it. */
import { trimSpaces } from '../figure-text.ts'
import type { PlacedColumn } from './columns.ts'

export type FillDown = {
  /** A row with its blank cells filled, and how many were. */
  fill: (cells: readonly string[]) => { cells: readonly string[]; filled: number }
  /** Nothing is carried over a row that is left out, a blank row, or into another sheet. */
  stop: () => void
}

/** Fills the columns that a layout says are filled down. */
export function fillDown(columns: readonly PlacedColumn[]): FillDown {
  const places = columns.flatMap(({ fillDown: isFilled }, place) => (isFilled ? [place] : []))
  let above = new Map<number, string>()
  return {
    stop() {
      above = new Map()
    },
    fill(cells) {
      if (places.length === 0) return { cells, filled: 0 }
      const own: string[] = [...cells]
      let filled = 0
      for (const place of places) {
        const text = cells[place] ?? ''
        if (trimSpaces(text) !== '') {
          // A new team begins its own measures: those of the one before do not reach into it.
          if (trimSpaces(above.get(place) ?? '') !== trimSpaces(text)) {
            above = new Map([...above].filter(([other]) => other < place))
          }
          above.set(place, text)
          continue
        }
        const taken = above.get(place)
        if (taken === undefined) continue
        while (own.length < place) own.push('')
        own[place] = taken
        filled++
      }
      return { cells: own, filled }
    },
  }
}
