import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ancestorsOf,
  isClosedOn,
  isOpenIn,
  predecessorsOf,
  teamsDiffer,
  teamsOf,
  teamTypesOf,
  type Unit,
} from '#domain/catalogue/unit.ts'
import { some } from '../../support/some.ts'
import { aService, aTeam, council } from '../examples.ts'

describe('a unit is open', () => {
  const unit = aTeam('HP-C', { opened: '2018-10-15', closed: '2018-12-01' })

  test('in every month in which it existed on any day', () => {
    expect(['2018-09', '2018-10', '2018-11', '2018-12', '2019-01'].map((m) => isOpenIn(unit, m))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
  })

  test('for ever where it has not closed', () => {
    expect(isOpenIn(aTeam('A'), '2999-12')).toBe(true)
    expect(isOpenIn(aTeam('A'), '2015-03')).toBe(false)
  })

  test('in the weeks and quarters in which it existed on any day', () => {
    const team = aTeam('A', { opened: '2018-10-01', closed: '2018-12-31' })
    const open = (...periods: string[]) => periods.map((p) => isOpenIn(team, p))
    expect(open('2018-W39', '2018-W40', '2019-W01', '2019-W02')).toEqual([false, true, true, false])
    expect(open('2018-Q3', '2018-Q4', '2019-Q1')).toEqual([false, true, false])
    expect(isOpenIn(aTeam('B', { opened: '2018-10-07' }), '2018-W40')).toBe(true)
    expect(isOpenIn(aTeam('B', { opened: '2018-10-08' }), '2018-W40')).toBe(false)
  })
})

describe('a unit is closed', () => {
  test('from the day after its last', () => {
    const unit = aTeam('HP-C', { closed: '2018-12-01' })
    expect(['2018-11-30', '2018-12-01', '2018-12-02'].map((day) => isClosedOn(unit, day))).toEqual([
      false,
      false,
      true,
    ])
    expect(isClosedOn(aTeam('A'), '9999-12-31')).toBe(false)
  })
})

describe('the units that a team took over from', () => {
  const names = (units: readonly Unit[]) => units.map((unit) => unit.code)

  test('are its own and those that they took over from, each once', () => {
    const [a, b] = [aTeam('A', { predecessors: ['C'] }), aTeam('B', { predecessors: ['C'] })]
    const units = [aTeam('C'), b, a, aTeam('OTHER')]
    const team = aTeam('HP-1', { predecessors: ['A', 'B', 'GONE'] })
    expect(names(predecessorsOf(team, [...units, team]))).toEqual(['A', 'C', 'B'])
    expect(predecessorsOf(aTeam('C'), units)).toEqual([])
  })

  test('are never the team itself, where two are said to have taken over from each other', () => {
    const [a, b] = [aTeam('A', { predecessors: ['B'] }), aTeam('B', { predecessors: ['A'] })]
    expect(names(predecessorsOf(a, [a, b]))).toEqual(['B'])
  })
})

describe('the teams beneath', () => {
  const units = [
    council,
    aService('HPC'),
    aService('FD'),
    aTeam('HP-1'),
    aTeam('A-1', { parent: 'FD' }),
    aTeam('HP-2'),
  ]

  test('a service are its own, a council’s are all, in the order of the tree', () => {
    expect(teamsOf(aService('HPC'), units).map((t) => t.code)).toEqual(['HP-1', 'HP-2'])
    expect(teamsOf(council, units).map((t) => t.code)).toEqual(['HP-1', 'HP-2', 'A-1'])
  })

  test('a team is the team itself', () => {
    expect(teamsOf(aTeam('HP-1'), units).map((t) => t.code)).toEqual(['HP-1'])
  })

  test('a service without teams are none', () => {
    expect(teamsOf(aService('QSP'), units)).toEqual([])
    expect(teamsOf(council, [])).toEqual([])
  })

  test('each counts once, whatever the tree, one that bites its own tail included', () => {
    const code = fc.constantFrom('A', 'B', 'C', 'D', 'E')
    const unit = fc.record({
      code,
      parent: code,
      kind: fc.constantFrom<Unit['kind']>('council', 'service', 'team'),
    })
    fc.assert(
      fc.property(fc.uniqueArray(unit, { selector: (u) => u.code, minLength: 1 }), (shapes) => {
        const tree = shapes.map((s) => ({ ...aTeam(s.code), ...s }))
        for (const root of some(tree)) {
          const codes = teamsOf(root, tree).map((t) => t.code)
          expect(new Set(codes).size).toBe(codes.length)
        }
      }),
    )
  })
})

describe('the units above', () => {
  const units = [council, aService('HPC'), aTeam('HP-1')]

  test('a team are its council and its service, from the top', () => {
    expect(ancestorsOf(aTeam('HP-1'), units).map((u) => u.code)).toEqual(['RIDGE', 'HPC'])
    expect(ancestorsOf(council, units)).toEqual([])
  })

  test('a unit without a known parent are none, and a tree that bites its own tail ends', () => {
    expect(ancestorsOf(aTeam('X', { parent: 'GONE' }), units)).toEqual([])
    const [a, b] = [aService('A', { parent: 'B' }), aService('B', { parent: 'A' })]
    expect(ancestorsOf(a, [a, b]).map((u) => u.code)).toEqual(['B'])
  })
})

test('the team types beneath a unit are those of teams open in the months asked about', () => {
  const early = aTeam('EH-1', { teamType: 'EH', closed: '2018-12-31' })
  const units = [council, aService('HPC'), aTeam('HP-1', { teamType: 'H&P' }), early]
  expect([...teamTypesOf(council, units, '2018-12', '2019-04')].sort()).toEqual(['EH', 'H&P'])
  expect([...teamTypesOf(council, units, '2019-01', '2019-04')]).toEqual(['H&P'])
  expect([...teamTypesOf(early, units, '2019-01', '2019-04')]).toEqual([])
  const untyped = aTeam('HP-2', { teamType: null })
  expect([...teamTypesOf(untyped, units, '2019-01', '2019-04')]).toEqual([])
})

describe('the teams of two trees', () => {
  const before = [
    aService('HPC'),
    aService('FD'),
    aTeam('A'),
    aTeam('B'),
    aTeam('C', { closed: '2018-12-31' }),
  ]
  const moved = before.map((u) => (u.code === 'B' ? { ...u, parent: 'FD' } : u))

  test('differ for both services where a team has moved between them', () => {
    expect(teamsDiffer('HPC', '2019-04', before, moved)).toBe(true)
    expect(teamsDiffer('FD', '2019-04', before, moved)).toBe(true)
    expect(teamsDiffer('HPC', '2019-04', before, before.toReversed())).toBe(false)
  })

  test('do not differ for a service of which nothing moved, nor for one that neither tree has', () => {
    const other = [aService('QSP'), aTeam('D', { parent: 'QSP' })]
    expect(teamsDiffer('QSP', '2019-04', [...before, ...other], [...moved, ...other])).toBe(false)
    expect(teamsDiffer('GONE', '2019-04', before, moved)).toBe(false)
  })

  test('differ for a service that one tree has with teams and the other has not, and not for one without', () => {
    const without = before.filter((u) => u.code !== 'HPC')
    expect(teamsDiffer('HPC', '2019-04', before, without)).toBe(true)
    const withoutFd = before.filter((u) => u.code !== 'FD')
    expect(teamsDiffer('FD', '2019-04', before, withoutFd)).toBe(false)
  })

  test('do not differ by a team that was not open in the month', () => {
    const closedElsewhere = before.map((u) => (u.code === 'C' ? { ...u, parent: 'FD' } : u))
    expect(teamsDiffer('HPC', '2019-04', before, closedElsewhere)).toBe(false)
    expect(teamsDiffer('HPC', '2018-12', before, closedElsewhere)).toBe(true)
  })
})
