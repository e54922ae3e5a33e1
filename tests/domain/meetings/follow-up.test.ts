import { expect, test } from 'vitest'
import { followUpDay, ownerRoleOf } from '#domain/meetings/follow-up.ts'
import { isWorkingDay } from '#domain/time/calendar.ts'
import { addDays } from '#domain/time/period.ts'
import { some } from '../../support/some.ts'

test('an action agreed on a working day is due four weeks on', () => {
  expect(followUpDay('2019-06-10')).toBe('2019-07-08')
})

test('four weeks on from a day at the weekend, or on a bank holiday, is the next working day', () => {
  expect(followUpDay('2019-06-08')).toBe('2019-07-08')
  // 22 April 2019 was Easter Monday.
  expect(followUpDay('2019-03-25')).toBe('2019-04-23')
  expect(followUpDay('2019-11-27')).toBe('2019-12-27')
})

test('the day is a working day at least four weeks on, and at most eight days later', () => {
  for (const days of some(Array.from({ length: 800 }, (_, i) => i))) {
    const day = addDays('2018-01-01', days)
    const due = followUpDay(day)
    expect(isWorkingDay(due), day).toBe(true)
    expect(due >= addDays(day, 28) && due <= addDays(day, 36), day).toBe(true)
  }
})

test('the manager owns what is agreed about a team, the head of service what is agreed about a service', () => {
  expect(ownerRoleOf({ kind: 'team' })).toBe('Team manager')
  expect(ownerRoleOf({ kind: 'service' })).toBe('Head of service')
  expect(ownerRoleOf({ kind: 'council' })).toBe('')
})
