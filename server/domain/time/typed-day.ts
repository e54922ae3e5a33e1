/** Reads a day as people type it in a sentence. A text is read only if it names one day; nothing is guessed. */
import { addDays, dayNumber, isDay, lastDay, weekday } from './period.ts'

const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const date = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`
const year = String.raw`(?:,? (?<year>\d{4}))?`
/** The forms in which a day is typed. A day comes before its month, as in Britain. */
const forms: readonly RegExp[] = [
  new RegExp(String.raw`^${date}(?: of)? (?<month>${month})\.?${year}$`),
  new RegExp(String.raw`^(?<month>${month})\.? ${date}${year}$`),
  /^(?<day>\d{1,2})[-/. ](?<month>\d{1,2})(?:[-/. ](?<year>\d{4}))?$/,
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  new RegExp(String.raw`^(?:the )?(?<end>end) of (?<month>${month})\.?${year}$`),
]

/** How far ahead a day without a year is looked for. Beyond that, which year is meant must be asked. */
export const daysWithoutYear = 183

/** The day that a text names: "28 June", "Friday 28th June 2019", "28/6/2019", "the end of July". Without a year it is the next such
 *  day, up to half a year after `today`. Null for a text that names no one day, or a weekday that is not that day's. */
export function typedDay(text: string, today: string): string | null {
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '')
  const [, named, rest = ''] =
    new RegExp(`^(?:(?:by|on) )?(?:(${weekdays.join('|')}),? )?(.+)$`).exec(plain) ?? []
  const parts = forms.map((form) => form.exec(rest)?.groups).find((found) => found !== undefined)
  if (parts === undefined) return null
  const years = parts.year === undefined ? yearsFrom(today) : [parts.year]
  const day = years.map((y) => dayIn(parts, y)).find((found) => found !== null && isNear(found, parts, today))
  if (day === undefined || day === null) return null
  return named === undefined || weekdays[weekday(day) - 1] === named ? day : null
}

function yearsFrom(today: string): string[] {
  return [today.slice(0, 4), addDays(today, daysWithoutYear).slice(0, 4)]
}

function dayIn(parts: Readonly<Record<string, string | undefined>>, year: string): string | null {
  const written = parts.month ?? ''
  const number = /^\d/.test(written) ? Number(written) : names.findIndex((n) => written.startsWith(n)) + 1
  const within = `${year}-${String(number).padStart(2, '0')}`
  const day = parts.end === undefined ? `${within}-${(parts.day ?? '').padStart(2, '0')}` : lastDay(within)
  return isDay(day) ? day : null
}

/** True for a day whose year was typed, and for one that comes soon enough for its year to be plain. */
function isNear(day: string, parts: Readonly<Record<string, string | undefined>>, today: string): boolean {
  if (parts.year !== undefined) return true
  return day >= today && dayNumber(day) - dayNumber(today) <= daysWithoutYear
}
