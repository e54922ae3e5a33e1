/** A month as people and spreadsheets write it. Only what names one month and its year is read; nothing is guessed. */
import { isDay } from './period.ts'

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
  let rest = text.normalize('NFKC')
  const months = new Set<string>()
  for (const [pattern, monthOf] of readers(order)) {
    rest = rest.replaceAll(pattern, (...match) => {
      const month = monthOf(match as string[])
      if (month === null) return match[0] as string
      months.add(month)
      return ' '.repeat((match[0] as string).length)
    })
  }
  // A month without its year, as in "April to June 2019". A "may" within a sentence is none: names begin with a capital.
  const unfinished = [...rest.matchAll(alone)].flatMap(([found]) => (/^[A-Z]/.test(found) ? [found] : []))
  const all = [...months, ...unfinished]
  if (all.length > 1) return { is: 'several', months: all }
  const [month] = months
  return month === undefined ? { is: 'none' } : { is: 'month', month }
}

/** The month that a text is, and nothing else: a cell of a column of months. */
export function monthOnly(text: string, order: DateOrder): MonthReading {
  const reading = monthWithin(text, order)
  if (reading.is !== 'month') return reading
  const whole = text.normalize('NFKC').trim()
  const isWhole = readers(order).some(([pattern]) =>
    [...whole.matchAll(pattern)].some(([found]) => found === whole),
  )
  return isWhole ? reading : { is: 'none' }
}

type Reader = [pattern: RegExp, monthOf: (match: string[]) => string | null]

function readers(order: DateOrder): Reader[] {
  return [
    [
      named,
      ([, day, name = '', long, short]) =>
        monthOf(long ?? `20${short}`, names.indexOf(name.slice(0, 3).toLowerCase() as 'jan') + 1, day),
    ],
    [yearFirst, ([, year = '', month, day]) => monthOf(year, Number(month), day)],
    [
      yearLast,
      ([, first, second, year = '']) => {
        if (first === undefined || order === 'day_first') return monthOf(year, Number(second), first)
        return monthOf(year, Number(first), second)
      },
    ],
  ]
}

function monthOf(year: string, month: number, day: string | undefined): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}`
  return isDay(`${text}-${(day ?? '1').padStart(2, '0')}`) ? text : null
}
