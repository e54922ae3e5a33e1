/** Converts a workbook's number to text, according to its style. */
import type { NumberKind } from './styles.ts'

const DAY = 86_400
/** Days from 31 December 1899 and from 1 January 1904 to 1 January 1970. */
const EPOCH = 25_568
const EPOCH_1904 = 24_107
/** 9999-12-31, the last day a spreadsheet knows. */
const LAST_DAY = 2_958_465

export type NumberText = { text: string; isDate: boolean }

/** The text, and whether it is a day as `YYYY-MM-DD`. Days that do not exist are returned as their number. */
export function numberText(number: number, kind: NumberKind, from1904: boolean): NumberText {
  const plain = { text: plainText(number), isDate: false }
  switch (kind.is) {
    case 'number':
      return plain
    case 'percent':
      return { text: percentText(number, kind.decimals), isDate: false }
    case 'elapsed':
      return number < 0 || number > LAST_DAY
        ? plain
        : { text: timeText(Math.round(number * DAY)), isDate: false }
    case 'date': {
      const seconds = Math.round(number * DAY)
      const [serial, rest] = [Math.floor(seconds / DAY), seconds % DAY]
      if (number < 0 || serial > LAST_DAY) return plain
      if (serial === 0 && !from1904) return { text: timeText(rest), isDate: false }
      const day = dayText(serial, from1904)
      if (day === null) return plain
      return rest === 0 ? { text: day, isDate: true } : { text: `${day} ${timeText(rest)}`, isDate: false }
    }
  }
}

/** A number within 1e-9 of four decimals is written with those, any other as it is. */
export function plainText(number: number): string {
  const rounded = Math.round(number * 10_000) / 10_000
  return String(Math.abs(rounded - number) <= 1e-9 ? rounded + 0 : number)
}

/** The number as shown; with up to four decimals if the shown form would differ from the stored value. */
function percentText(number: number, decimals: number): string {
  const exact = Math.round(number * 1e6) / 1e4
  const displayed = exact.toFixed(Math.min(decimals, 4))
  return `${Number(displayed) === exact ? displayed : exact}%`
}

/** Lotus 1-2-3 had a 29 February 1900, so Excel counts it: day 60 does not exist, and the days before it are one day later. */
function dayText(serial: number, from1904: boolean): string | null {
  if (!from1904 && serial === 60) return null
  const days = from1904 ? serial - EPOCH_1904 : serial - EPOCH - (serial > 60 ? 1 : 0)
  return new Date(days * DAY * 1000).toISOString().slice(0, 10)
}

function timeText(seconds: number): string {
  const pad = (number: number) => String(number).padStart(2, '0')
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(':')
}
