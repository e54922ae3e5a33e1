import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canTake,
  type MonthChange,
  mayTake,
  type SignOffStep,
  signOffOf,
  signOffSteps,
  signOffWords,
  type TakenStep,
  versionShown,
} from '#domain/sign-off.ts'
import { aService, aTeam, council } from './examples.ts'

const at = (day: number) => `2019-05-${String(day).padStart(2, '0')}T10:00:00.000Z`
const step = (of: SignOffStep, day: number): TakenStep => ({
  step: of,
  by: 'Somebody',
  at: at(day),
  note: null,
})
const change = (day: number): MonthChange => ({
  publication: day,
  at: at(day),
  extract: day,
  reason: 'late recording',
  figures: 2,
})
const agreedOn = (day: number) => [step('submitted', day - 1), step('agreed', day)]

describe('a month', () => {
  test('is provisional until it is submitted, and read as it now is', () => {
    const open = signOffOf([], [change(1)])
    expect(open).toMatchObject({ state: 'provisional', shownAt: null, versions: [], changedAt: at(1) })
    expect(signOffOf([step('submitted', 2)], [change(1)])).toMatchObject({
      state: 'submitted',
      shownAt: null,
    })
  })

  test('is frozen at the moment the head of service agrees: version 1', () => {
    const agreed = signOffOf(agreedOn(5), [change(1)])
    expect(agreed).toMatchObject({ state: 'final', shownAt: at(5) })
    expect(versionShown(agreed)).toEqual({ number: 1, at: at(5), change: null })
  })

  test('gets version 2 from a publication that changes it, and keeps version 1', () => {
    const restated = signOffOf(agreedOn(5), [change(1), change(9)])
    expect(restated).toMatchObject({ state: 'restated', shownAt: at(9) })
    expect(restated.versions.map((v) => [v.number, v.at, v.change?.publication ?? null])).toEqual([
      [1, at(5), null],
      [2, at(9), 9],
    ])
  })

  test('agreed again after a restatement keeps that version as the final one', () => {
    const again = signOffOf(
      [...agreedOn(5), step('submitted', 10), step('agreed', 11)],
      [change(1), change(9)],
    )
    expect(again).toMatchObject({ state: 'final', shownAt: at(9) })
    expect(again.versions).toHaveLength(2)
  })

  test('that changes after it was submitted has to be submitted again', () => {
    const changed = signOffOf([step('submitted', 2)], [change(1), change(3)])
    expect(changed.state).toBe('provisional')
  })

  test('opened again is read as it now is, and what changed meanwhile is the next version once agreed', () => {
    const steps = [...agreedOn(5), step('reopened', 7)]
    expect(signOffOf(steps, [change(1), change(9)])).toMatchObject({ state: 'provisional', shownAt: null })
    const again = signOffOf([...steps, step('submitted', 10), step('agreed', 11)], [change(1), change(9)])
    expect(again.versions.map((v) => [v.number, v.at])).toEqual([
      [1, at(5)],
      [2, at(11)],
    ])
    const unchanged = signOffOf([...steps, step('submitted', 10), step('agreed', 11)], [change(1)])
    expect(unchanged).toMatchObject({ state: 'final', shownAt: at(5) })
  })

  test('agreed at the very moment of a publication holds what was published', () => {
    expect(signOffOf(agreedOn(5), [change(5)])).toMatchObject({ state: 'final', versions: [{ at: at(5) }] })
  })

  test('never loses or renumbers a version by anything that happens later', () => {
    const steps = fc.array(fc.constantFrom(...signOffSteps, 'published' as const), { maxLength: 12 })
    fc.assert(
      fc.property(steps, (events) => {
        const taken = events.flatMap((e, i) => (e === 'published' ? [] : [step(e, i + 1)]))
        const changes = events.flatMap((e, i) => (e === 'published' ? [change(i + 1)] : []))
        const whole = signOffOf(taken, changes).versions
        for (let n = 0; n <= events.length; n++) {
          const before = signOffOf(
            taken.filter((s) => s.at < at(n + 1)),
            changes.filter((c) => c.at < at(n + 1)),
          ).versions
          expect(whole.slice(0, before.length)).toEqual(before)
        }
        expect(whole.map((v) => v.number)).toEqual(whole.map((_, i) => i + 1))
      }),
    )
  })
})

describe('a step', () => {
  test.each([
    ['submitted', ['provisional', 'restated']],
    ['agreed', ['submitted']],
    ['reopened', ['submitted', 'final', 'restated']],
  ] as const)('‘%s’ can be taken when the month is %s', (of, states) => {
    const all = ['provisional', 'submitted', 'final', 'restated'] as const
    expect(all.filter((state) => canTake(of, state))).toEqual(states)
  })

  const units = [
    council,
    aService('HPC'),
    aTeam('HP-S1'),
    aTeam('CIC-N', { parent: 'CICS' }),
    aService('CICS'),
  ]
  const team = aTeam('HP-S1')

  test('is the manager’s for their own team, and the head’s for the teams of their service', () => {
    const manager = [{ role: 'team_manager', unit: 'HP-S1' }]
    const head = [{ role: 'head_of_service', unit: 'HPC' }]
    expect(signOffSteps.map((s) => mayTake(s, manager, team, units))).toEqual([true, false, false])
    expect(signOffSteps.map((s) => mayTake(s, head, team, units))).toEqual([false, true, true])
  })

  test('is nobody else’s', () => {
    for (const roles of [
      [],
      [{ role: 'team_manager', unit: 'CIC-N' }],
      [{ role: 'team_manager', unit: 'HPC' }],
      [{ role: 'head_of_service', unit: 'CICS' }],
      [{ role: 'head_of_service', unit: 'HP-S1' }],
      [{ role: 'smt', unit: 'RIDGE' }],
      [{ role: 'administrator', unit: 'RIDGE' }],
    ]) {
      expect(signOffSteps.filter((s) => mayTake(s, roles, team, units))).toEqual([])
    }
  })

  test('is not taken for a service', () => {
    const roles = [
      { role: 'team_manager', unit: 'HPC' },
      { role: 'head_of_service', unit: 'RIDGE' },
    ]
    expect(signOffSteps.filter((s) => mayTake(s, roles, aService('HPC'), units))).toEqual([])
  })
})

describe('the words of a month', () => {
  test('say how far it is, and when it was signed off in London', () => {
    expect(signOffWords({ state: 'provisional', steps: [] })).toBe('Provisional')
    expect(signOffWords({ state: 'submitted', steps: [] })).toBe('Submitted')
    expect(signOffWords({ state: 'restated', steps: [] })).toBe('Restated since sign-off')
    const agreed: TakenStep = {
      step: 'agreed',
      by: 'Head of service',
      at: '2019-05-16T23:30:00.000Z',
      note: null,
    }
    expect(signOffWords({ state: 'final', steps: [agreed] })).toBe('Final, signed off 17 May 2019')
  })
})
