import { describe, expect, test } from 'vitest'
import { changedParts, type FigureVersion, newVersions, noValues } from '#domain/figures/restatement.ts'
import { aFigure } from '../examples.ts'

const version = (over: Partial<FigureVersion> = {}): FigureVersion => ({
  ...aFigure(),
  publication: 1,
  at: '2019-05-10T10:00:00.000Z',
  ...over,
})

describe('a figure published again', () => {
  test('says the same where only its limits moved', () => {
    expect(changedParts(version(), version({ publication: 2 }))).toEqual([])
  })

  test('says something else where its number, state, status or statistics differ', () => {
    const before = version()
    expect(changedParts(before, version({ numerator: 44, value: 88 }))).toEqual(['figure'])
    expect(changedParts(before, version({ denominator: 51 }))).toEqual(['figure'])
    expect(changedParts(before, version({ state: 'suppressed' }))).toEqual(['figure'])
    expect(changedParts(before, version({ status: 'close' }))).toEqual(['status'])
    expect(changedParts(before, version({ variation: 'concerning', assurance: 'will_miss' }))).toEqual([
      'variation',
      'assurance',
    ])
  })
})

describe('the versions of a cell', () => {
  test('that tell something new leave out those that repeat the one before', () => {
    const first = version()
    const repeated = version({ publication: 2 })
    const changed = version({ publication: 3, numerator: 44, value: 88 })
    const back = version({ publication: 4 })
    expect(newVersions([first, repeated, changed, back])).toEqual([first, changed, back])
  })

  test('begin with the first that says more than nothing', () => {
    const nothing = version({ ...noValues })
    const received = version({ publication: 2 })
    expect(newVersions([nothing, received])).toEqual([received])
    expect(newVersions([nothing])).toEqual([])
    expect(newVersions([])).toEqual([])
  })

  test('are compared within the cell alone', () => {
    const versions = [
      version({ kpi: 'AS01' }),
      version({ kpi: 'CP04' }),
      version({ kpi: 'CP04', period: '2019-Q1' }),
    ]
    expect(newVersions(versions)).toEqual(versions)
  })
})
