/**
 * Matches the problems of an extract with its rows. Both come in file order, and neither is held in memory as a
 * whole.
 */
import type { ReadSource } from '#server/db/database.ts'
import { findingsOf, type StoredFinding } from '#server/record/extracts.ts'
import type { SheetPreview } from '../../grid.ts'

export type StoredProblem = Pick<StoredFinding, 'sheet' | 'row' | 'column' | 'code' | 'value' | 'message'>

const PAGE = 5000

/** Every problem of an extract in the file's order, some thousands at a time. */
export async function* storedProblems(db: ReadSource, extractId: number): AsyncGenerator<StoredProblem> {
  let last = 0
  for (;;) {
    const page = await findingsOf(db, extractId, 'problem')
      .select('position')
      .where('position', '>', last)
      .limit(PAGE)
      .execute()
    yield* page
    if (page.length < PAGE) return
    last = page.at(-1)?.position ?? last
  }
}

/** Returns the problems of each row as the reading reaches it. */
export class ProblemsByRow {
  readonly #found: AsyncIterator<StoredProblem>
  readonly #sheets: readonly SheetPreview[]
  #next: StoredProblem | null | undefined

  /** `sheets` are those of the file, by which a problem's sheet is known. */
  constructor(found: AsyncIterator<StoredProblem>, sheets: readonly SheetPreview[]) {
    this.#found = found
    this.#sheets = sheets
  }

  /** The remaining problems up to a row of a sheet, including those that belong to no row. */
  async upTo(sheet: number, row: number): Promise<StoredProblem[]> {
    const reached: StoredProblem[] = []
    for (;;) {
      if (this.#next === undefined) {
        const next = await this.#found.next()
        this.#next = next.done ? null : next.value
      }
      if (this.#next === null) return reached
      const place = this.#placeOf(this.#next)
      if (place > sheet || (place === sheet && (this.#next.row ?? 0) > row)) return reached
      reached.push(this.#next)
      this.#next = undefined
    }
  }

  /**
   * The place of a problem's sheet. A problem without a sheet name belongs to `measurements`, or to the first sheet.
   */
  #placeOf({ sheet }: StoredProblem): number {
    const name = sheet ?? 'measurements'
    const isIt = (other: SheetPreview) =>
      sheet === null ? other.name?.toLowerCase() === name : other.name === name
    return Math.max(0, this.#sheets.findIndex(isIt))
  }
}
