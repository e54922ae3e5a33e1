/** Moments as text: an RFC 3339 instant, written in UTC to the millisecond so that text order is time order. Uses
 *  no Date object and no time zone database: the rule for London's summer time is in the code. */
import { addDays, dayFromNumber, dayNumber, isDay, weekday } from './period.ts'

const instantForm =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+ -])(\d{2}):(\d{2}))$/

/** The moment that a text names, as `2019-03-15T23:59:59.999Z`. The text is an instant with its offset, or a day. A
 *  day means its last millisecond in London, or its first for the edge `beginning`. Null for anything else, for
 *  days that do not exist and years before 1900. A space counts as a plus, which a query string turns into a space. */
export function momentOf(text: string, edge: 'beginning' | 'end' = 'end'): string | null {
  if (isDay(text)) {
    if (text < '1900') return null
    return edge === 'end' ? endOfLondonDay(text) : beginningOfLondonDay(text)
  }
  const found = instantForm.exec(text)
  if (found === null) return null
  const [, day = '', hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] = found
  const clock = [Number(hour), Number(minute), Number(second)] as const
  const offset = [Number(offsetHour ?? 0), Number(offsetMinute ?? 0)] as const
  const exists = clock[0] < 24 && clock[1] < 60 && clock[2] < 60 && offset[0] < 24 && offset[1] < 60
  if (!isDay(day) || day < '1900' || day > '9998' || !exists) return null
  const behind = (offset[0] * 60 + offset[1]) * (sign === '-' ? -1 : 1)
  const minutes = dayNumber(day) * 1440 + clock[0] * 60 + clock[1] - behind
  const inDay = ((minutes % 1440) + 1440) % 1440
  const time = [Math.floor(inDay / 60), inDay % 60, clock[2]].map((part) => String(part).padStart(2, '0'))
  return `${dayFromNumber(Math.floor(minutes / 1440))}T${time.join(':')}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}

/** The last moment before something that begins at an instant. That is the instant itself; but if a London day
 *  begins at it, the millisecond before, since what happens as a day begins belongs to that day. */
export function lastBefore(instant: string): string {
  const day = londonDay(instant)
  return momentOf(day, 'beginning') === instant ? endOfLondonDay(addDays(day, -1)) : instant
}

/** The day it is in London at an instant in UTC, `YYYY-MM-DD`. */
export function londonDay(instant: string): string {
  const day = instant.slice(0, 10)
  const year = instant.slice(0, 4)
  const isSummer = `${lastSunday(year, '03')}T01` <= instant && instant < `${lastSunday(year, '10')}T01`
  return isSummer && instant.slice(11, 13) === '23' ? addDays(day, 1) : day
}

/** The instant at which London's clocks show a time on a day: `2019-06-10` and `09:30`. Null for an invalid day or
 *  time. A time that the clocks skip is read as an hour later, a time that they show twice as the first of the two. */
export function londonInstant(day: string, time: string): string | null {
  const found = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(time)
  if (found === null || !isDay(day) || day < '1900' || day > '9998') return null
  const year = day.slice(0, 4)
  const local = `${day}T${time}`
  const isSummer = `${lastSunday(year, '03')}T02:00` <= local && local < `${lastSunday(year, '10')}T02:00`
  const minutes = dayNumber(day) * 1440 + Number(found[1]) * 60 + Number(found[2]) - (isSummer ? 60 : 0)
  const inDay = ((minutes % 1440) + 1440) % 1440
  const clock = [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, '0'))
  return `${dayFromNumber(Math.floor(minutes / 1440))}T${clock.join(':')}:00.000Z`
}

/** A time of day as people write it, `09:30` of "9:30am", "9.30 am", "14:00" or "2pm"; null for anything else. */
export function timeOf(text: string): string | null {
  const found = /^([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(am|pm)?$/i.exec(text.trim())
  if (found === null || (found[2] === undefined && found[3] === undefined)) return null
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)]
  const half = found[3]?.toLowerCase()
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return null
  const of24 = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  return `${String(of24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** The day used to judge what is read as of an instant: the instant's day in London, or today if that is earlier. */
export function dayReadOn(today: string, instant: string | null): string {
  if (instant === null) return today
  const day = londonDay(instant)
  return day < today ? day : today
}

/** Clocks go forward at 01:00 UTC on the last Sunday of March and back at 01:00 UTC on the last of October (since 1996). */
function endOfLondonDay(day: string): string {
  const next = addDays(day, 1)
  const year = next.slice(0, 4)
  const isSummer = lastSunday(year, '03') < next && next <= lastSunday(year, '10')
  return `${day}T${isSummer ? '22' : '23'}:59:59.999Z`
}

/** A day begins a millisecond after the one before it ends. */
function beginningOfLondonDay(day: string): string {
  const before = addDays(day, -1)
  return endOfLondonDay(before).slice(11, 13) === '22' ? `${before}T23:00:00.000Z` : `${day}T00:00:00.000Z`
}

function lastSunday(year: string, month: '03' | '10'): string {
  const last = `${year}-${month}-31`
  return addDays(last, -(weekday(last) % 7))
}
