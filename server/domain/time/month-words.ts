/**
 * Reads a month as people and spreadsheets write it. A text is read only if it names one month with its year; nothing
 * is guessed.
 */
import { grainOf, isDay, lastDay } from './period.ts'

/** Whether 03/04/2019 is the third of April or the fourth of March: a person says which. */
export type DateOrder = 'day_first' | 'month_first'

export type MonthReading =
  | { is: 'month'; month: string }
  | { is: 'none' }
  /** More than one month is named: which of them is meant nobody can know. */
  | { is: 'several'; months: readonly string[] }

const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

const word =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
/** "April 2019", "30 Apr 2019", "1st April, 2019", "apr-19", "Apr '19": a year of two digits only after a dash or a mark. */
const named = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(\d{1,2})(?:st|nd|rd|th)?(?:[ -]| of ))?(${word})\.?(?:[ ,/-]{1,2}(\d{4})|(?:-| ?['’])(\d{2}))(?![\p{L}\p{N}])`,
  'giu',
)
/** "2019-04", "2019/04", "2019-04-30". */
const yearFirst = /(?<![\d/.-])(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?![\d/-])/g
/** "01/04/2019", "1.4.2019", "04/2019". */
const yearLast = /(?<![\d/.-])(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})(?![\d/-])/g
const alone = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${word})(?![\p{L}\p{N}])`, 'giu')

/** The month that a text names, anywhere in it: "Visits and assessments – April 2019" names one. */
export function monthWithin(text: string, order: DateOrder): MonthReading {
  const { places, unfinished } = monthsIn(text.normalize('NFKC'), order)
  const all = [...new Set(places.map(({ month }) => month)), ...unfinished]
  if (all.length > 1) return { is: 'several', months: all }
  const month = places[0]?.month
  return month === undefined ? { is: 'none' } : { is: 'month', month }
}

/** The month of a text that is a month and nothing else: a cell in a column of months. */
export function monthOnly(text: string, order: DateOrder): MonthReading {
  const reading = monthWithin(text, order)
  if (reading.is !== 'month') return reading
  const whole = text.normalize('NFKC').trim()
  const isWhole = readers(order).some(([pattern]) =>
    [...whole.matchAll(pattern)].some(([found]) => found === whole),
  )
  return isWhole ? reading : { is: 'none' }
}

/**
 * The period that a column's heading names, and the heading with `{}` in its place. Headings with equal `around`
 * belong to the same figure.
 */
export type HeadingPeriod = { period: string; around: string }

/**
 * The one period in a heading: "Apr 2019", "2019-W21", "On time – 01/05/2019". A day counts as its month only if it
 * is the first or last of the month, since columns of days or weeks have days in their headings too. `2011/12` counts
 * as none: it may be a year from April to March.
 */
export function headingPeriod(heading: string, order: DateOrder): HeadingPeriod | null {
  const text = heading.normalize('NFKC').replace(/^(\d{4}) – ([a-z]+)/i, '$2 $1')
  const [own, ...others] = [...text.matchAll(ownPeriod)]
  const { places, unfinished } = monthsIn(text, order)
  if (own !== undefined) {
    const period = own[0].toUpperCase()
    const isOne = others.length === 0 && places.length === 0 && grainOf(period) !== null
    return isOne ? { period, around: aroundOf(text, own.index, own[0]) } : null
  }
  const [place] = places
  if (place === undefined || places.length > 1 || unfinished.length > 0) return null
  const { month, day, start, found } = place
  const isWhole = day === null || day === 1 || `${month}-${day}` === lastDay(month)
  return isWhole && !isYearOfTwo(found) ? { period: month, around: aroundOf(text, start, found) } : null
}

/** Whether a text has a date whose month depends on the order of day and month: 05/01/2019 is in January or in May. */
export function isAmbiguousDate(text: string): boolean {
  const [days, months] = (['day_first', 'month_first'] as const).map((order) =>
    monthsIn(text.normalize('NFKC'), order).places.map(({ month }) => month),
  )
  return days?.length === months?.length && days?.join() !== months?.join()
}

const ownPeriod = /(?<![\p{L}\p{N}-])\d{4}-(?:W\d{2}|Q[1-4])(?![\p{L}\p{N}-])/giu

function aroundOf(text: string, start: number, found: string): string {
  return `${text.slice(0, start)}{}${text.slice(start + found.length)}`
}

/** True for "2011/12", which may be the year from April 2011 or December 2011. */
function isYearOfTwo(found: string): boolean {
  const [, year, next] = /^\d{2}(\d{2})\/(\d{2})$/.exec(found) ?? []
  return year !== undefined && (Number(year) + 1) % 100 === Number(next)
}

type MonthPlace = { month: string; day: number | null; start: number; found: string }

/** Every month in a text, and separately those without a year. */
function monthsIn(text: string, order: DateOrder): { places: MonthPlace[]; unfinished: string[] } {
  let rest = text
  const places: MonthPlace[] = []
  for (const [pattern, dateOf] of readers(order)) {
    rest = rest.replaceAll(pattern, (...match) => {
      const [found] = match as [string]
      const date = dateOf(match as string[])
      if (date === null) return found
      const start = match.findLast((each) => typeof each === 'number') as number
      places.push({ ...date, start, found })
      return ' '.repeat(found.length)
    })
  }
  // A month without its year, as in "April to June 2019". A lower-case "may" within a sentence is not one: names of
  // months begin with a capital.
  const unfinished = [...rest.matchAll(alone)].flatMap(([found]) => (/^[A-Z]/.test(found) ? [found] : []))
  return { places, unfinished }
}

type MonthDate = { month: string; day: number | null }
type Reader = [pattern: RegExp, dateOf: (match: string[]) => MonthDate | null]

function readers(order: DateOrder): Reader[] {
  return [
    [
      named,
      ([, day, name = '', long, short]) =>
        dateOf(long ?? `20${short}`, names.indexOf(name.slice(0, 3).toLowerCase() as 'jan') + 1, day),
    ],
    [yearFirst, ([, year = '', month, day]) => dateOf(year, Number(month), day)],
    [
      yearLast,
      ([, first, second, year = '']) => {
        if (first === undefined || order === 'day_first') return dateOf(year, Number(second), first)
        return dateOf(year, Number(first), second)
      },
    ],
  ]
}

function dateOf(year: string, month: number, day: string | undefined): MonthDate | null {
  const text = `${year}-${String(month).padStart(2, '0')}`
  const isThere = isDay(`${text}-${(day ?? '1').padStart(2, '0')}`)
  return isThere ? { month: text, day: day === undefined ? null : Number(day) } : null
}
