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
