import { expect, test } from 'vitest'
import { isCarriedBy, isCollected, isCountedBy, type Target, targetFor } from '#domain/catalogue/kpi.ts'

const old: Target = { kpi: 'AS01', from: '2017-04', to: '2019-03', target: 85, floor: 75, source: '' }
const now: Target = { kpi: 'AS01', from: '2019-04', to: null, target: 90, floor: null, source: '' }
const targets = [old, now, { ...now, kpi: 'LC01', target: 100 }]

test('the target in force is the one whose months hold the month, both ends included', () => {
  expect(targetFor(targets, 'AS01', '2017-04')).toBe(old)
  expect(targetFor(targets, 'AS01', '2019-03')).toBe(old)
  expect(targetFor(targets, 'AS01', '2019-04')).toBe(now)
  expect(targetFor(targets, 'AS01', '2999-12')).toBe(now)
})

test('before the first target, and for another KPI, there is none', () => {
  expect(targetFor(targets, 'AS01', '2017-03')).toBeNull()
  expect(targetFor(targets, 'XX01', '2019-04')).toBeNull()
  expect(targetFor([], 'AS01', '2019-04')).toBeNull()
})

test('a measure is collected for its last month and not for the one after', () => {
  expect(isCollected({ lastMonth: '2019-03' }, '2017-01')).toBe(true)
  expect(isCollected({ lastMonth: '2019-03' }, '2019-03')).toBe(true)
  expect(isCollected({ lastMonth: '2019-03' }, '2019-04')).toBe(false)
  expect(isCollected({ lastMonth: null }, '9999-12')).toBe(true)
})

test('a team carries the measures of its type, a service and the council those supplied for them', () => {
  const kpi = { teamTypes: ['H&P', 'CPA'] }
  expect(isCarriedBy(kpi, { kind: 'team', teamType: 'CPA' })).toBe(true)
  expect(isCarriedBy(kpi, { kind: 'team', teamType: 'EH' })).toBe(false)
  expect(isCarriedBy(kpi, { kind: 'team', teamType: null })).toBe(false)
  expect(isCarriedBy(kpi, { kind: 'service', teamType: null })).toBe(false)
  expect(isCarriedBy({ teamTypes: ['SVC'] }, { kind: 'council', teamType: null })).toBe(true)
  expect(isCarriedBy({ teamTypes: ['SVC'] }, { kind: 'team', teamType: 'CPA' })).toBe(false)
})

test('a roll-up adds the teams of the types that count, and not all that carry the measure', () => {
  const kpi = { countedBy: ['H&P'] }
  expect(isCountedBy(kpi, { teamType: 'H&P' })).toBe(true)
  expect(isCountedBy(kpi, { teamType: 'CPA' })).toBe(false)
  expect(isCountedBy(kpi, { teamType: null })).toBe(false)
})
