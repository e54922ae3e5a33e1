import { describe, expect, test } from 'vitest'
import type { LeftOut } from '#domain/figures/figure.ts'
import { lastWholeOf, type Origin } from '#domain/figures/wholeness.ts'
import {
  addedWords,
  computedPartsWords,
  lastWholeWhen,
  leftOutWords,
  partsWords,
  shortPartsWords,
} from '#domain/wording/wholeness-words.ts'
import { aCoverage, aFigure } from '../examples.ts'

const leftOut: LeftOut = { of: 'team', units: ['A'], share: 0.3, lastWhole: null }
const sum = (over: Parameters<typeof aCoverage>[0], of: LeftOut['of'] = 'team'): Origin => ({
  origin: 'computed',
  coverage: aCoverage(over),
  leftOut: { ...leftOut, of },
})

describe('what a roll-up was added up from', () => {
  const four = sum({ expected: 7, added: 3, noCases: 1, notReported: 3 })

  test('is said where something is left out, and one without cases is added', () => {
    expect(partsWords(four)).toBe('from 4 of 7 teams')
    expect(shortPartsWords(four)).toBe('4 of 7 teams')
  })

  test('is not said of a whole one, nor of a figure that is not added up', () => {
    expect(partsWords({ ...four, leftOut: null })).toBeNull()
    expect(partsWords({ ...four, origin: 'supplied' })).toBeNull()
    expect(shortPartsWords({ ...four, origin: 'team' })).toBeNull()
    expect(partsWords({ ...four, coverage: null })).toBeNull()
  })

  test('counts teams, services or both, and one by its own word', () => {
    expect(addedWords({ added: 0, expected: 1 }, 'team')).toBe('0 of 1 team')
    expect(addedWords({ added: 1, expected: 2 }, 'service')).toBe('1 of 2 services')
    expect(addedWords({ added: 1, expected: 2 }, 'mixed')).toBe('1 of 2 teams and services')
  })

  test('beside a supplied figure is said where it lacks a team', () => {
    expect(computedPartsWords(aCoverage({ expected: 3, added: 2 }))).toBe('from 2 of 3 teams')
    expect(computedPartsWords(aCoverage({ expected: 3, added: 2, notApplicable: 1 }))).toBeNull()
    expect(computedPartsWords(null)).toBeNull()
  })
})

describe('what is left out', () => {
  test('is counted by its reason, those to whom the measure does not apply apart', () => {
    const mixed = sum({
      expected: 8,
      added: 2,
      notReported: 2,
      suppressed: 1,
      withoutDenominator: 2,
      notApplicable: 1,
    })
    expect(leftOutWords(mixed)).toBe(
      '5 of 7 teams left out: 2 not reported, 1 suppressed, 2 without its counts',
    )
    expect(leftOutWords(sum({ expected: 3, added: 2, suppressed: 1 }, 'service'))).toBe(
      '1 of 3 services left out: suppressed',
    )
  })

  test('is named where the reader may know, all of them or some', () => {
    const two = sum({ expected: 4, added: 2, notReported: 2 })
    expect(leftOutWords(two, ['South', 'North'])).toBe('2 of 4 teams left out: not reported (South; North)')
    expect(leftOutWords(two, ['South'])).toBe('2 of 4 teams left out: not reported (South; and others)')
  })

  test('is nothing of a whole figure and of one that is not added up', () => {
    expect(leftOutWords({ ...sum({}), leftOut: null })).toBeNull()
    expect(leftOutWords({ ...sum({}), coverage: null })).toBeNull()
  })
})

describe('the last whole period', () => {
  const whole = lastWholeOf(aFigure({ period: '2019-03' }))
  const part = (lastWhole: LeftOut['lastWhole']) =>
    aFigure({ status: 'not_whole', leftOut: { ...leftOut, lastWhole } })

  test('is named beside a figure that is not whole', () => {
    expect(lastWholeWhen(part(whole))).toBe('in March 2019, the last whole month')
    expect(lastWholeWhen(part({ ...whole, period: '2019-Q1' }))).toBe(
      'in January to March 2019, the last whole quarter',
    )
    expect(lastWholeWhen(part({ ...whole, period: '2019-W21' }))).toBe(
      'in the week beginning 20 May 2019, the last whole week',
    )
  })

  test('is not said where there is none, and of a figure that speaks for itself', () => {
    expect(lastWholeWhen(part(null))).toBeNull()
    expect(lastWholeWhen(aFigure({ status: 'not_whole', leftOut: null }))).toBeNull()
    expect(lastWholeWhen({ ...part(whole), status: 'met' })).toBeNull()
  })
})
