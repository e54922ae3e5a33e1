/** Fills blank cells with the text above them: only the first of merged cells has the text, and a pivoted table
 *  does not repeat it. */
import { trimSpaces } from '../figure-text.ts'
import type { PlacedColumn } from './columns.ts'

export type FillDown = {
  /** A row with its blank cells filled, and how many were. */
  fill: (cells: readonly string[]) => { cells: readonly string[]; filled: number }
  /** Ends the filling: nothing is carried past a row that is left out or blank, or into another sheet. */
  stop: () => void
}

/** Fills the columns that the layout marks with `fillDown`. */
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
          // A new team begins its own measures: the measure above, of the team before, is not carried on.
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
