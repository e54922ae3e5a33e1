import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayReadOn, lastBefore, londonDay, londonInstant, momentOf, timeOf } from '#domain/time/moment.ts'

const inLondon = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })

describe('a moment', () => {
  test.each([
    ['2019-03-15', '2019-03-15T23:59:59.999Z'],
    ['2019-06-10', '2019-06-10T22:59:59.999Z'],
    ['2019-03-30', '2019-03-30T23:59:59.999Z'],
    ['2019-03-31', '2019-03-31T22:59:59.999Z'],
    ['2019-10-26', '2019-10-26T22:59:59.999Z'],
    ['2019-10-27', '2019-10-27T23:59:59.999Z'],
    ['2019-12-31', '2019-12-31T23:59:59.999Z'],
  ])('named by the day %s is its last millisecond in London', (day, moment) => {
    expect(momentOf(day)).toBe(moment)
  })

  test.each([
    ['2019-03-15', '2019-03-15T00:00:00.000Z'],
    ['2019-06-10', '2019-06-09T23:00:00.000Z'],
    ['2019-03-31', '2019-03-31T00:00:00.000Z'],
    ['2019-04-01', '2019-03-31T23:00:00.000Z'],
    ['2019-10-27', '2019-10-26T23:00:00.000Z'],
    ['2019-10-28', '2019-10-28T00:00:00.000Z'],
    ['2020-01-01', '2020-01-01T00:00:00.000Z'],
  ])('from the day %s on begins with its first in London', (day, moment) => {
    expect(momentOf(day, 'beginning')).toBe(moment)
    expect(momentOf('2019-05-10T08:32:00Z', 'beginning')).toBe('2019-05-10T08:32:00.000Z')
    expect(momentOf('2019-02-29', 'beginning')).toBeNull()
  })

  test.each([
    ['2019-03-15T00:00:00.000Z', '2019-03-14T23:59:59.999Z'],
    ['2019-06-09T23:00:00.000Z', '2019-06-09T22:59:59.999Z'],
    ['2019-06-10T00:00:00.000Z', '2019-06-10T00:00:00.000Z'],
    ['2019-06-10T08:32:00.000Z', '2019-06-10T08:32:00.000Z'],
  ])('at %s is not yet part of a day that begins at it', (instant, before) => {
    expect(lastBefore(instant)).toBe(before)
  })

  test.each([
    ['2019-05-10T08:32:00Z', '2019-05-10T08:32:00.000Z'],
    ['2019-05-10t08:32:00.5z', '2019-05-10T08:32:00.500Z'],
    ['2019-05-10T00:30:00+01:00', '2019-05-09T23:30:00.000Z'],
    ['2019-05-10T00:30:00 01:00', '2019-05-09T23:30:00.000Z'],
    ['2019-12-31T23:30:00-01:00', '2020-01-01T00:30:00.000Z'],
    ['2019-05-10T08:32:00.123999999Z', '2019-05-10T08:32:00.123Z'],
  ])('written %s is that instant', (text, moment) => {
    expect(momentOf(text)).toBe(moment)
  })

  test.each([
    '',
    'yesterday',
    '2019-02-29',
    '2019-13-01',
    '2019-03',
    '2019-03-15T10:00',
    '2019-03-15T10:00:00',
    '2019-03-15T24:00:00Z',
    '2019-03-15T10:60:00Z',
    '2019-03-15T10:00:60Z',
    '2019-02-30T10:00:00Z',
    '2019-03-15T10:00:00+25:00',
    '2019-03-15T10:00:00+24:00',
    '2019-03-15T10:00:00+01:60',
    '9999-12-31T23:30:00-01:00',
    '2019-03-15 10:00:00Z',
    'at 2019-03-15T10:00:00Z',
    '2019-03-15T10:00:00Z or so',
    ' 2019-03-15',
    '0001-01-01',
    '0001-01-01T00:00:00Z',
    '1552608000',
  ])('is not named by ‘%s’', (text) => {
    expect(momentOf(text)).toBeNull()
  })

  test('is the same as the platform’s own reading of any instant with an offset', () => {
    const instants = fc.date({
      min: new Date('1900-01-02'),
      max: new Date('2099-12-30'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1)
        const size = Math.abs(offset)
        const [hours, minutes] = [Math.floor(size / 60), size % 60].map((n) => String(n).padStart(2, '0'))
        expect(momentOf(`${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`)).toBe(date.toISOString())
      }),
    )
  })
})

describe('what is read at a moment', () => {
  test('is judged on its day in London, and never on a day to come', () => {
    expect(dayReadOn('2019-06-10', null)).toBe('2019-06-10')
    expect(dayReadOn('2019-06-10', '2019-03-15T23:59:59.999Z')).toBe('2019-03-15')
    expect(dayReadOn('2019-06-10', '2019-06-09T23:00:00.000Z')).toBe('2019-06-10')
    expect(dayReadOn('2019-06-10', '2026-01-01T00:00:00.000Z')).toBe('2019-06-10')
  })
})

describe('the day in London', () => {
  test('turns an hour before midnight in UTC while clocks are forward', () => {
    expect(londonDay('2019-06-10T22:59:59.999Z')).toBe('2019-06-10')
    expect(londonDay('2019-06-10T23:00:00.000Z')).toBe('2019-06-11')
    expect(londonDay('2019-12-10T23:00:00.000Z')).toBe('2019-12-10')
  })

  test('is that of the time zone database for every instant since 1996', () => {
    const instants = fc.date({
      min: new Date('1996-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (date) => {
        expect(londonDay(date.toISOString())).toBe(inLondon.format(date))
      }),
      { numRuns: 500 },
    )
  })

  test('ends where the next begins', () => {
    const days = fc
      .date({ min: new Date('1996-01-01'), max: new Date('2099-12-30'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(days, (day) => {
        const end = momentOf(day) as string
        const next = new Date(new Date(end).getTime() + 1)
        const begins = momentOf(inLondon.format(next), 'beginning')
        expect(inLondon.format(new Date(end))).toBe(day)
        expect(inLondon.format(next) > day).toBe(true)
        expect(begins).toBe(next.toISOString())
      }),
      { numRuns: 500 },
    )
  })
})

describe('a time in London', () => {
  test.each([
    ['2019-06-10', '09:30', '2019-06-10T08:30:00.000Z'],
    ['2019-12-10', '09:30', '2019-12-10T09:30:00.000Z'],
    ['2019-06-10', '00:15', '2019-06-09T23:15:00.000Z'],
    ['2019-03-31', '00:59', '2019-03-31T00:59:00.000Z'],
    ['2019-03-31', '01:30', '2019-03-31T01:30:00.000Z'],
    ['2019-03-31', '02:00', '2019-03-31T01:00:00.000Z'],
    ['2019-10-27', '01:30', '2019-10-27T00:30:00.000Z'],
    ['2019-10-27', '02:00', '2019-10-27T02:00:00.000Z'],
  ])('%s at %s is the instant %s', (day, time, instant) => {
    expect(londonInstant(day, time)).toBe(instant)
  })

  test.each([
    ['2019-02-30', '09:30'],
    ['10 June', '09:30'],
    ['2019-06-10', '24:00'],
    ['2019-06-10', '9:30'],
    ['2019-06-10', 'x09:30'],
    ['2019-06-10', '09:300'],
    ['1899-12-31', '09:30'],
    ['9999-12-31', '09:30'],
    ['', ''],
  ])('%s at %s is none', (day, time) => {
    expect(londonInstant(day, time)).toBeNull()
  })

  test('reads back as the same day and time, but for the hour that is left out', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
      timeStyle: 'short',
    })
    const dates = fc.date({
      min: new Date('1996-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(dates, (date) => {
        const [day = '', time = ''] = date.toISOString().slice(0, 16).split('T')
        const back = clock.format(new Date(londonInstant(day, time) as string))
        fc.pre(time < '01:00' || time >= '02:00')
        expect(back).toBe(`${day} ${time}`)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['9:30am', '09:30'],
    ['9.30 AM', '09:30'],
    ['14:00', '14:00'],
    ['2pm', '14:00'],
    ['12am', '00:00'],
    ['12:05pm', '12:05'],
    [' 0:00 ', '00:00'],
    ['1am', '01:00'],
    ['23:59', '23:59'],
  ])('is read from %s', (text, time) => {
    expect(timeOf(text)).toBe(time)
  })

  test.each(['', '9', '25:00', '13pm', '0am', '9:60', 'noon', '09:30:00', '9:3', 'at 9:30am'])(
    'is not guessed from %s',
    (text) => {
      expect(timeOf(text)).toBeNull()
    },
  )
})
