import { describe, expect, it } from 'vitest'
import { completenessSentences, type NotInYet, notInYetSentence } from '#domain/extracts/completeness.ts'
import type { ReturnCompleteness } from '#domain/extracts/return-completeness.ts'

const frontDoor: ReturnCompleteness = {
  code: 'front_door',
  name: 'Front door',
  dueOn: '2019-05-09',
  expected: 32,
  received: 32,
  state: 'in',
  daysLate: 0,
  isHistory: false,
  missing: [],
  never: [],
  teams: [],
  firstOn: '2019-05-08',
  lastOn: '2019-05-09',
  completeOn: '2019-05-09',
}
const workforce: ReturnCompleteness = {
  ...frontDoor,
  code: 'workforce',
  name: 'Workforce',
  expected: 90,
  received: 90,
}
const said = (...returns: ReturnCompleteness[]) => completenessSentences(returns, '2019-04')

describe('what to know before reading a month', () => {
  it('is one sentence where every figure is in', () => {
    expect(said(frontDoor, workforce)).toEqual(['All 2 returns and 122 figures for April 2019 are in.'])
    expect(said(frontDoor)).toEqual(['All 32 figures for April 2019 are in.'])
  })

  it('names the measure and the teams whose rows came blank', () => {
    const missing = ['Court Team', 'Assessment North'].map((unit) => ({
      unit,
      kpi: 'Agency social workers',
      came: 'blank' as const,
    }))
    expect(said(frontDoor, { ...workforce, state: 'part', missing })).toEqual([
      'Workforce: Agency social workers from Court Team and Assessment North came blank.',
    ])
  })

  it('tells what never came from what came blank', () => {
    const missing = [
      { unit: 'Court Team', kpi: 'Vacancies', came: 'nothing' as const },
      { unit: 'Court Team', kpi: 'Turnover', came: 'blank' as const },
    ]
    expect(said({ ...workforce, state: 'part', missing })).toEqual([
      'Workforce: Vacancies from Court Team did not come.',
      'Workforce: Turnover from Court Team came blank.',
    ])
  })

  it('counts teams and measures once there are more than a sentence holds', () => {
    const units = Array.from({ length: 5 }, (_, i) => `Team ${i + 1}`)
    const kpis = Array.from({ length: 6 }, (_, i) => `Measure ${i + 1}`)
    const missing = kpis.flatMap((kpi) => units.map((unit) => ({ unit, kpi, came: 'blank' as const })))
    expect(said({ ...workforce, state: 'part', missing })).toEqual([
      'Workforce: Measure 1 from 5 teams, Measure 2 from 5 teams, Measure 3 from 5 teams and 3 more measures came blank.',
    ])
  })

  it('puts what has not come first, then what came late, then what is not due', () => {
    expect(
      said(
        { ...frontDoor, state: 'not_due', missing: [] },
        { ...frontDoor, name: 'Court', daysLate: 1 },
        { ...workforce, state: 'late' },
      ),
    ).toEqual([
      'Workforce has not come: it was due on 9 May 2019.',
      'Court was complete 1 day late.',
      'Not due yet: Front door (9 May 2019).',
    ])
  })

  it('says so where nothing is expected at all', () => {
    expect(said()).toEqual(['No return is expected for April 2019.'])
    expect(said({ ...frontDoor, expected: 0 })).toEqual(['No return is expected for April 2019.'])
  })

  it('says why figures will not come, and who said so', () => {
    const why = { why: 'The list was lost', by: 'Data team', on: '2019-05-20' }
    const never = ['Vacancies', 'Turnover'].map((kpi) => ({ unit: 'Court Team', kpi, ...why }))
    expect(said({ ...workforce, received: 88, never })).toEqual([
      'Workforce: Vacancies from Court Team and Turnover from Court Team will not come: The list was lost (Data team, 20 May 2019).',
    ])
  })
})

describe('what a return lacks before it is due', () => {
  const lacking: NotInYet = {
    name: 'Children in care',
    period: '2019-05',
    dueOn: '2019-06-10',
    teams: ['Children in Care South'],
    missing: [{ unit: 'Children in Care North', kpi: 'Visits in time', came: 'nothing' }],
  }

  it('is whole teams, then measures of the others', () => {
    expect(notInYetSentence(lacking)).toBe(
      'Children in care for May 2019, due on 10 June 2019: Children in Care South; Visits in time from Children in Care North',
    )
    expect(notInYetSentence({ ...lacking, teams: [] })).toMatch(
      /2019: Visits in time from Children in Care North$/,
    )
    expect(notInYetSentence({ ...lacking, missing: [] })).toMatch(/2019: Children in Care South$/)
  })

  it('names a dozen teams and counts the others', () => {
    const teams = (count: number) => Array.from({ length: count }, (_, i) => `Team ${i + 1}`)
    expect(notInYetSentence({ ...lacking, missing: [], teams: teams(12) })).toMatch(/Team 11 and Team 12$/)
    expect(notInYetSentence({ ...lacking, missing: [], teams: teams(14) })).toMatch(
      /, Team 12 and 2 more teams$/,
    )
  })
})
