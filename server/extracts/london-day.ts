const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The day it is in London at an instant, `YYYY-MM-DD`. */
export function londonDay(instant: Date): string {
  return london.format(instant)
}
