import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canTake,
  type MonthChange,
  mayTake,
  openMonthOf,
  openMonthWords,
  type SignOffStep,
  signOffOf,
  signOffSteps,
  signOffWords,
  type TakenStep,
  versionShown,
} from '#domain/scorecard/sign-off.ts'
import { aService, aTeam, council } from '../examples.ts'

const at = (day: number) => `2019-05-${String(day).padStart(2, '0')}T10:00:00.000Z`
const step = (of: SignOffStep, day: number): TakenStep => ({
  step: of,
  by: 'Somebody',
  at: at(day),
  dated: at(day).slice(0, 10),
  note: null,
})
/** A publication that gives one cell a number; by default a different number every day. */
const change = (day: number, figure = `${day} of 40`, cell = 'CP04 2019-04'): MonthChange => ({
  publication: day,
  at: at(day),
  dated: at(day).slice(0, 10),
  extract: day,
  reason: 'late recording',
  figures: 1,
  says: new Map([[cell, { figure, verdicts: 'missed' }]]),
})
/** A publication without a file that says something else of the same number. */
const judgement = (day: number, figure: string): MonthChange => ({
  ...change(day),
  extract: null,
  says: new Map([['CP04 2019-04', { figure, verdicts: 'missed no_real_change' }]]),
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
    expect(versionShown(agreed)).toEqual({
      ...{ number: 1, at: at(5), dated: '2019-05-05' },
      ...{ change: null, asAgreed: true },
    })
    expect(agreed).toMatchObject({ agreements: [{ version: 1, at: at(5) }], restatedBy: null })
  })

  test('keeps what was agreed when its figures are judged anew without a file, as by a new baseline', () => {
    const judged = signOffOf(agreedOn(5), [change(1), judgement(9, '1 of 40')])
    expect(judged).toMatchObject({ state: 'final', shownAt: at(5), restatedBy: null })
    expect(judged.versions.map((v) => v.number)).toEqual([1])
    // A later file that changes nothing of what was agreed restates nothing either.
    const again = { ...change(12, '1 of 40'), says: judgement(12, '1 of 40').says }
    expect(signOffOf(agreedOn(5), [change(1), judgement(9, '1 of 40'), again]).state).toBe('final')
    expect(signOffOf(agreedOn(5), [change(1), judgement(9, '1 of 40'), change(12)]).state).toBe('restated')
  })

  test('stays submitted when its figures are judged anew before it is agreed', () => {
    const judged = signOffOf([step('submitted', 4)], [change(1), judgement(9, '1 of 40')])
    expect(judged.state).toBe('submitted')
  })

  test('keeps a restatement at its moment when its figures are judged anew after it', () => {
    const judged = signOffOf(agreedOn(5), [change(1), change(9), judgement(12, '9 of 40')])
    expect(judged).toMatchObject({ state: 'restated', shownAt: at(9), restatedBy: { publication: 9 } })
  })

  test('gets version 2 from a publication that changes it, and keeps version 1', () => {
    const restated = signOffOf(agreedOn(5), [change(1), change(9)])
    expect(restated).toMatchObject({ state: 'restated', shownAt: at(9) })
    expect(restated.versions.map((v) => [v.number, v.at, v.change?.publication ?? null])).toEqual([
      [1, at(5), null],
      [2, at(9), 9],
    ])
  })

  test('agreed again after a restatement keeps that version as the final one, which is not restated any more', () => {
    const again = signOffOf(
      [...agreedOn(5), step('submitted', 10), step('agreed', 11)],
      [change(1), change(9)],
    )
    expect(again).toMatchObject({ state: 'final', shownAt: at(11), restatedBy: null })
    expect(again.versions).toHaveLength(2)
    expect(again.agreements).toEqual([
      { version: 1, at: at(5), dated: '2019-05-05' },
      { version: 2, at: at(11), dated: '2019-05-11' },
    ])
    expect(again.restatedCells).toEqual(new Set())
  })

  test('restated twice, of which the second is taken back, is restated by the first and since its day', () => {
    const once = [change(1), change(7, '30 of 40')]
    const takenBack = [...once, change(9, '2 of 40'), change(10, '30 of 40')]
    const { restatedBy, state } = signOffOf(agreedOn(5), takenBack)
    expect([state, restatedBy?.publication]).toEqual(['restated', 7])
    expect(signOffOf(agreedOn(5), [...takenBack, change(12)]).restatedBy?.publication).toBe(12)
    const waits = openMonthOf(signOffOf(agreedOn(5), takenBack))
    expect(waits).toEqual(openMonthOf(signOffOf(agreedOn(5), once)))
    expect(waits).toMatchObject({ because: 'restated', since: at(7) })
  })

  test('restated three times and back to an earlier time is restated by that one', () => {
    const thrice = [change(1), change(7, '30 of 40'), change(8, '2 of 40'), change(9, '3 of 40')]
    const restatedBy = (figure: string) =>
      signOffOf(agreedOn(5), [...thrice, change(10, figure)]).restatedBy?.publication
    expect(['30 of 40', '2 of 40', '3 of 40', '4 of 40'].map(restatedBy)).toEqual([7, 8, 9, 10])
  })

  test('names as restated only what changed since the last agreement', () => {
    const steps = [...agreedOn(5), step('submitted', 10), step('agreed', 11)]
    const changes = [
      change(1),
      change(2, '3 of 4', 'SU01 2019-04'),
      change(9),
      change(12, '2 of 4', 'SU01 2019-04'),
    ]
    const restated = signOffOf(steps, changes)
    expect(restated).toMatchObject({ state: 'restated', restatedBy: { publication: 12 } })
    expect(restated.restatedCells).toEqual(new Set(['SU01 2019-04']))
  })

  test('is again as signed off once a publication takes a restatement back', () => {
    const back = signOffOf(agreedOn(5), [change(1), change(9), change(12, '1 of 40')])
    expect(back).toMatchObject({ state: 'final', restatedBy: null, shownAt: at(5) })
    expect(back.restatedCells).toEqual(new Set())
    expect(back.versions.map((v) => [v.number, v.asAgreed])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ])
    expect(signOffWords(back)).toBe('Final, signed off 5 May 2019, and since 12 May 2019 again as signed off')
  })

  test('is not as signed off where only its verdicts differ, though no figure is restated', () => {
    const verdict = {
      ...change(9),
      says: new Map([['CP04 2019-04', { figure: '1 of 40', verdicts: 'close' }]]),
    }
    const restated = signOffOf(agreedOn(5), [change(1), verdict])
    expect(restated.state).toBe('restated')
    expect(restated.restatedCells).toEqual(new Set())
  })

  test('with a figure that came after the agreement and was taken back is as signed off', () => {
    const gone = { ...change(9), says: new Map([['SU01 2019-04', null]]) }
    const back = signOffOf(agreedOn(5), [change(1), change(8, '3 of 4', 'SU01 2019-04'), gone])
    expect(back.state).toBe('final')
  })

  test('is still submitted once a publication brings back what was submitted', () => {
    const changes = [change(1), change(3), change(4, '1 of 40')]
    expect(signOffOf([step('submitted', 2)], changes.slice(0, 2)).state).toBe('provisional')
    expect(signOffOf([step('submitted', 2)], changes).state).toBe('submitted')
  })

  test('is not still submitted with only a part of what was submitted, or with more', () => {
    const both = [change(1), change(2, '3 of 4', 'SU01 2019-04')]
    const gone = { ...change(4), says: new Map([['SU01 2019-04', null]]) }
    const stateAfter = (...later: MonthChange[]) =>
      signOffOf([step('submitted', 3)], [...both, ...later]).state
    expect(stateAfter()).toBe('submitted')
    expect(stateAfter(gone)).toBe('provisional')
    expect(stateAfter(change(4, '5 of 6', 'SU02 2019-04'))).toBe('provisional')
    expect(stateAfter(gone, change(5, '3 of 4', 'SU01 2019-04'))).toBe('submitted')
  })

  test('reopened, changed and changed back gets no new version when it is agreed', () => {
    const steps = [...agreedOn(5), step('reopened', 7), step('submitted', 10), step('agreed', 11)]
    const again = signOffOf(steps, [change(1), change(8), change(9, '1 of 40')])
    expect(again.versions).toHaveLength(1)
    expect(signOffWords(again)).toBe('Final, signed off 11 May 2019')
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
    expect(unchanged).toMatchObject({ state: 'final', shownAt: at(11) })
    expect(unchanged.versions).toHaveLength(1)
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
  test('say how far it is, and the day that its sign-off is of', () => {
    expect(signOffWords(signOffOf([], []))).toBe('Provisional')
    expect(signOffWords(signOffOf([step('submitted', 2)], [change(1)]))).toBe('Submitted')
    expect(signOffWords(signOffOf(agreedOn(5), [change(1), change(9)]))).toBe('Restated since sign-off')
    const late = { ...step('agreed', 16), at: '2026-11-30T20:41:00.000Z', dated: '2019-05-17' }
    expect(signOffWords(signOffOf([step('submitted', 2), late], [change(1)]))).toBe(
      'Final, signed off 17 May 2019',
    )
  })

  test('say of a month that was signed off twice which versions were, and when', () => {
    const steps = [...agreedOn(5), step('submitted', 13), step('agreed', 14)]
    const twice = signOffOf(steps, [change(1), change(9), change(12)])
    expect(signOffWords(twice)).toBe('Signed off again on 14 May 2019 as version 3 (version 1 on 5 May 2019)')
  })

  test('say of a lapsed submission that it is to be made again, and of a restated month that it was', () => {
    expect(signOffWords(signOffOf([step('submitted', 2)], [change(1), change(3)]))).toBe(
      'Provisional, to be submitted again',
    )
    const again = signOffOf([...agreedOn(5), step('submitted', 10)], [change(1), change(9)])
    expect(signOffWords(again)).toBe('Submitted again')
  })
})

describe('an open month', () => {
  const waits = (steps: TakenStep[], changes: MonthChange[]) => {
    const open = openMonthOf(signOffOf(steps, changes))
    return open === null ? null : [open.step, open.because, openMonthWords(open)]
  }
  const sentBack = { ...step('reopened', 7), by: 'Head of service', note: 'Two visits are missing' }

  test.each([
    ['nobody has submitted', [], [change(1)], ['submitted', 'new', 'once it has been looked at']],
    [
      'its head is to agree',
      [{ ...step('submitted', 2), note: 'All written up' }],
      [change(1)],
      ['agreed', 'submitted', 'submitted on 2 May 2019 by Somebody: All written up'],
    ],
    [
      'was sent back',
      [step('submitted', 2), sentBack],
      [change(1)],
      ['submitted', 'sent_back', 'sent back on 7 May 2019 by Head of service: Two visits are missing'],
    ],
    [
      'changed after it was submitted',
      [step('submitted', 2)],
      [change(1), change(3)],
      ['submitted', 'lapsed', 'submitted before, but figures changed on 3 May 2019'],
    ],
    [
      'was restated after its sign-off',
      agreedOn(5),
      [change(1), change(9)],
      ['submitted', 'restated', 'restated on 9 May 2019 after its sign-off: late recording'],
    ],
    [
      'was restated and submitted again',
      [...agreedOn(5), step('submitted', 10)],
      [change(1), change(9)],
      ['agreed', 'submitted', 'submitted on 10 May 2019 by Somebody'],
    ],
  ] as const)('that %s waits for what comes next', (_, steps, changes, expected) => {
    expect(waits([...steps], [...changes])).toEqual(expected)
  })

  test('is none where the month is signed off, or says nothing', () => {
    expect(waits(agreedOn(5), [change(1)])).toBeNull()
    expect(waits([], [])).toBeNull()
  })
})
