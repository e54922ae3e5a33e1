/** Points of a series as marks, shared by a trend and a panel of small multiples. */
import type { Meaning, Status } from '#domain/figures/figure.ts'

export type MarkedPoint = {
  value: number | null
  meaning: Meaning | null
  /** True if the meaning is history: it is drawn hollow and grey, and said of nothing. */
  earlier?: boolean
  status?: Status | null
}

/** What a mark says of its point now; null for nothing, and for what is history. */
export function meaningNow({ meaning, earlier }: Pick<MarkedPoint, 'meaning' | 'earlier'>): Meaning | null {
  return earlier === true ? null : meaning
}

/** True for a point whose signal is history. */
export function isHistory({ meaning, earlier }: Pick<MarkedPoint, 'meaning' | 'earlier'>): boolean {
  return earlier === true && meaning !== null
}

/** The meaning of the marks that are drawn, for a stand-alone picture; null if none has one. */
export function marksInWords(points: readonly MarkedPoint[], isBanded = false): string | null {
  const has = (meaning: Meaning) => points.some((p) => p.value !== null && meaningNow(p) === meaning)
  const said = [
    isBanded ? 'Grey band: usual range.' : null,
    has('improving') ? 'Larger blue circle: better than usual.' : null,
    has('concerning') ? 'Orange diamond: worse than usual.' : null,
    has('unusual') ? 'Purple square: unusual.' : null,
    points.some((p) => p.value !== null && isHistory(p)) ? 'Large hollow circle: earlier signal.' : null,
    hollowWords(points),
  ].filter((words) => words !== null)
  return said.length === 0 ? null : said.join(' ')
}

/** The meaning of a hollow circle among these points; null if there is none. */
export function hollowWords(points: readonly MarkedPoint[]): string | null {
  const has = (status: Status) =>
    points.some((p) => p.value !== null && p.meaning === null && p.status === status)
  const said = [has('small_number') ? 'small number' : null, has('not_whole') ? 'not whole' : null]
  const words = said.filter((word) => word !== null)
  return words.length === 0 ? null : `Hollow circle: ${words.join(' or ')}, not judged.`
}

/** The row of the chart's table that a mark belongs to, and the column if a row has one for each of several marks. A
 * specification sets it as the mark's description, and the drawing has it as `data-point`. Rows count from 0 in the order of the
 * chart's rows, columns from 1, the first being the row's name. */
export function pointAt(row: number, column?: number): string {
  return column === undefined ? String(row) : `${row} ${column}`
}
