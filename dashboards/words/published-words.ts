import { dayReadOn } from '#domain/time/moment.ts'
import { dayName } from '#domain/time/period.ts'

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})

/** A moment in London time: "10 May 2019 at 9:32am". */
export function publishedWords(moment: Date): string {
  const parts = Object.fromEntries(london.formatToParts(moment).map((p) => [p.type, p.value]))
  const clock = `${parts.hour}:${parts.minute}${(parts.dayPeriod ?? '').toLowerCase().replaceAll(/[^apm]/g, '')}`
  return `${dayName(`${parts.year}-${parts.month}-${parts.day}`)} at ${clock}`
}

/** The day of a line, and the time at which it was recorded where that was on this day: "10 May 2019 at 9:32am", "10 June 2019".
 * `day` is the day that it is of, or of a publication the council's day, which none is of a later day than. */
export function datedWords(moment: Date, day: string): string {
  const recorded = publishedWords(moment)
  const own = dayName(dayReadOn(day, moment.toISOString()))
  return recorded.startsWith(`${own} at `) ? recorded : own
}
