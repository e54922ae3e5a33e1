/** Which cells of a sheet are merged with another: they are blank because of that. */
import { type Attributes, readWholeXml } from './xml.ts'

const MOST_MERGES = 20_000
const MOST_COLUMNS = 200

type Merge = { top: number; bottom: number; left: number; right: number }

/** The cells of each row that are merged with an earlier one. Rows are requested in their order. */
export class RowsMerged {
  readonly #merges: Merge[]
  #next = 0
  #open: Merge[] = []

  constructor(merges: readonly Merge[]) {
    this.#merges = [...merges].sort((a, b) => a.top - b.top)
  }

  /** The positions of a row, without those that hold the value of merged cells. */
  *placesIn(row: number): Generator<number> {
    while ((this.#merges[this.#next]?.top ?? Number.POSITIVE_INFINITY) <= row) {
      const merge = this.#merges[this.#next++]
      if (merge !== undefined) this.#open.push(merge)
    }
    if (this.#open.length === 0) return
    this.#open = this.#open.filter(({ bottom }) => bottom >= row)
    for (const { top, left, right } of this.#open) {
      for (let column = top === row ? left + 1 : left; column <= right; column++) yield column - 1
    }
  }
}

/** The merged cells of a sheet. The part lists them after its rows, so a part with merged cells is read twice. */
export function readMerges(part: string, bytes: Buffer): RowsMerged {
  const merges: Merge[] = []
  if (bytes.includes('mergeCell')) {
    readWholeXml(part, bytes, {
      open(name, attributes) {
        const merge = name === 'mergeCell' ? mergeOf(attributes) : null
        if (merge !== null && merges.length < MOST_MERGES) merges.push(merge)
      },
      close() {},
    })
  }
  return new RowsMerged(merges)
}

function mergeOf({ ref = '' }: Attributes): Merge | null {
  const [, left = '', top, right = '', bottom] =
    /^([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})$/.exec(ref) ?? []
  if (top === undefined) return null
  return {
    top: Number(top),
    bottom: Number(bottom),
    left: columnNumber(left),
    right: Math.min(columnNumber(right), MOST_COLUMNS),
  }
}

/** 1 for A. */
export function columnNumber(letters: string): number {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}
