/** Hidden parts of a workbook. They are read too: filtering rows does not remove them from the file. */

import { columnLetters } from '#domain/extracts/layouts/layout.ts'
import { type ExtractWarning, placeName, shortened } from '#domain/extracts/problem.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Hiding } from '../../grid.ts'

/** A warning names at most this many runs of rows; it counts the others. */
const NAMED = 8

/** Collects the hidden rows of a sheet during reading, and gives a warning at its end. */
export class HiddenParts {
  readonly #runs: { first: number; last: number }[] = []
  #unnamed = 0

  /** A row that is read and hidden. Rows come in their order. */
  add(row: number): void {
    const run = this.#runs.at(-1)
    if (run?.last === row - 1 && this.#unnamed === 0) run.last = row
    else if (this.#runs.length < NAMED) this.#runs.push({ first: row, last: row })
    else this.#unnamed++
  }

  /**
   * The warning for a sheet, or null if nothing is hidden. `name` is the sheet's name, `sheet` its name in messages.
   * Only columns that pass `isRead` count.
   */
  warning(
    { name, sheet }: { name: string | null; sheet: string | null },
    { isHidden = false, hiddenColumns = new Set() }: Hiding,
    header: readonly string[],
    isRead: (place: number) => boolean,
  ): ExtractWarning | null {
    const columns = [...hiddenColumns].filter(isRead).map((place) => columnName(place, header[place] ?? ''))
    const parts = [
      isHidden ? [`the sheet ‘${shortened(name ?? '')}’`] : [],
      this.#runs.length === 0 ? [] : [this.#rowWords()],
      columns.length === 0 ? [] : [`${wordFor(columns.length, 'column')} ${nameList(columns)}`],
    ].flat()
    if (parts.length === 0) return null
    const row = this.#runs[0]?.first ?? null
    const isOne = parts.length === 1 && (columns.length === 1 || isHidden || this.#isOneRow)
    const said = `Hidden, by hand or by a filter, and read like the rest: ${nameList(parts)}. Check that ${isOne ? 'it belongs' : 'they belong'} to the file`
    const message = row === null ? said : `${placeName(sheet, row)}: ${said}`
    return { code: 'hidden_rows', sheet, row, column: null, message, needsReason: false }
  }

  get #isOneRow(): boolean {
    const [run] = this.#runs
    return this.#runs.length === 1 && run?.first === run?.last
  }

  #rowWords(): string {
    const runs = this.#runs.map(({ first, last }) => (first === last ? `${first}` : `${first} to ${last}`))
    const named = this.#unnamed === 0 ? runs : [...runs, `${this.#unnamed} more`]
    return `${this.#isOneRow ? 'row' : 'rows'} ${nameList(named)}`
  }
}

function columnName(place: number, heading: string): string {
  return heading === '' ? columnLetters(place) : `${columnLetters(place)} (${shortened(heading)})`
}
