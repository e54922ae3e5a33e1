/** What kind of number a cell's style shows: a number, a day, a length of time or a percentage. */
import { readWholeXml } from './xml.ts'

export type NumberKind =
  | { is: 'number' }
  | { is: 'date' }
  | { is: 'elapsed' }
  | { is: 'percent'; decimals: number }

export const plainNumber: NumberKind = { is: 'number' }

/** The formats that every workbook has by number: ECMA-376 part 1, 18.8.30, including those of East Asian editions. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

/** The kinds of number by the style number of a cell. */
export function readStyles(part: string, bytes: Buffer): NumberKind[] {
  const codes = new Map<number, string>()
  const kinds: NumberKind[] = []
  let ofCells = false
  readWholeXml(part, bytes, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode)
      else if (name === 'cellXfs') ofCells = true
      else if (name === 'xf' && ofCells) kinds.push(kindOf(Number(numFmtId), codes))
    },
    close(name) {
      if (name === 'cellXfs') ofCells = false
    },
  })
  return kinds
}

function kindOf(id: number, codes: ReadonlyMap<number, string>): NumberKind {
  const code = codes.get(id)
  if (code !== undefined) return kindOfCode(code)
  if (id === 9 || id === 10) return { is: 'percent', decimals: id === 9 ? 0 : 2 }
  if (id >= 45 && id <= 47) return { is: 'elapsed' }
  return isBuiltInDate(id) ? { is: 'date' } : plainNumber
}

/** What a format's text means for a positive number: its first section, without literal text, padding and brackets. */
export function kindOfCode(code: string): NumberKind {
  const signs = code
    .replace(/"[^"]*"?|[\\_*]./gs, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .split(';', 1)[0]
  if (signs === undefined || /^general$/i.test(signs.trim())) return plainNumber
  if (/\[(h+|m+|s+)\]/i.test(signs)) return { is: 'elapsed' }
  if (/[dy]/i.test(signs) || /m/i.test(signs.replace(/am\/pm/gi, ''))) {
    return /[dy]/i.test(signs) || !/[hs]/i.test(signs) ? { is: 'date' } : { is: 'elapsed' }
  }
  if (/[hs]/i.test(signs)) return { is: 'elapsed' }
  if (!signs.includes('%')) return plainNumber
  return { is: 'percent', decimals: /\.([0#?]+)/.exec(signs)?.[1]?.length ?? 0 }
}
