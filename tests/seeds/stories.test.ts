import { describe, expect, test } from 'vitest'
import type { Figure } from '#domain/figures/figure.ts'
import { isLive } from '#domain/plan/plan.ts'
import { goingWell, needsConversation, type ScorecardRow } from '#domain/scorecard/scorecard.ts'
import { addMonths } from '#domain/time/period.ts'
import { readCatalogue } from '../../seeds/catalogue.ts'
import { fixedDay } from '../../seeds/demo/calendar.ts'
import { decisions } from '../../seeds/demo/conversation.ts'
import { progress } from '../../seeds/demo/plan-progress.ts'
import { boards, ratings } from '../../seeds/demo/plan-ratings.ts'
import { isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { figuresOf, kpiOf } from './demo-figures.ts'

const { kpis } = readCatalogue()
const figures = figuresOf()
const byKey = new Map(figures.map((f) => [`${f.unit} ${f.kpi} ${f.period}`, f]))

function figure(unit: string, kpi: string, period = '2019-04'): Figure {
  const found = byKey.get(`${unit} ${kpi} ${period}`)
  if (found === undefined) throw new Error(`no figure for ${unit} ${kpi} ${period}`)
  return found
}

function pulse(ref: string) {
  const rated = ratings.filter(([action]) => action === ref)
  const updated = progress.filter(([action]) => action === ref).map(([, day]) => day)
  const last = rated.at(-1)
  return {
    ref,
    rating: last?.[2] ?? 'not_rated',
    lastRatedOn: last === undefined ? null : boards[last[1]],
    lastUpdatedOn: updated.sort().at(-1) ?? null,
  } as const
}

/** A team's scorecard as the page would read it on the council's day. */
function scorecard(unit: string, month: string): ScorecardRow[] {
  return kpis.flatMap((kpi) => {
    const own = byKey.get(`${unit} ${kpi.code} ${month}`)
    if (own === undefined) return []
    const open = decisions.some((d) => d.unit === unit && d.kpi === kpi.code && d.came === null)
    const months = [0, -1, -2].map(
      (n) => byKey.get(`${unit} ${kpi.code} ${addMonths(month, n)}`)?.status ?? null,
    )
    const hasLiveAction = open || kpi.actions.some((ref) => isLive(pulse(ref), fixedDay, false))
    return [{ kpi: kpiOf(kpi), figure: own, statuses: months, due: true, hasLiveAction, stalled: '' }]
  })
}

describe('Help and Protection South 1, the team a newcomer reads', () => {
  const rows = scorecard('HP-S1', '2019-04')

  test('three matters need a conversation in April, each for its own reason', () => {
    expect(needsConversation(rows).map((m) => [m.kpi, m.reason])).toEqual([
      ['CP04', 'past_floor_and_concerning'],
      ['MO02', 'missed_three_months'],
      ['WF03', 'missed_three_months'],
    ])
  })

  test('there is no fourth: without those three nothing needs a conversation', () => {
    const others = rows.filter((row) => !['CP04', 'WF03', 'MO02'].includes(row.kpi.code))
    expect(needsConversation(others)).toEqual([])
  })

  test('three measures are better than usual and met', () => {
    expect(goingWell(rows).map((m) => m.reason)).toEqual(Array(3).fill('improving_and_met'))
    expect(
      goingWell(rows)
        .map((m) => m.kpi)
        .sort(),
    ).toEqual(['CN01', 'CN02', 'CP05'])
  })

  test('child protection visits are on target with intensive support, which chance could explain, then fall well past the floor', () => {
    const supported = ['2018-12', '2019-01', '2019-02'].map((month) => figure('HP-S1', 'CP04', month))
    expect(supported.map(({ status }) => status)).toEqual(['met', 'met', 'met'])
    expect(supported.map(({ variation }) => variation)).toEqual(Array(3).fill('no_real_change'))
    expect(figure('HP-S1', 'CP04', '2019-03').variation).toBe('concerning')
    expect(figure('HP-S1', 'CP04')).toMatchObject({
      numerator: 22,
      denominator: 39,
      status: 'missed',
      gap: 14,
    })
    expect(figure('HP-S1', 'CP04').analysis.since).toBe('2019-03')
  })

  test.runIf(isWide)('the fall was concerning in May already, before February was restated', () => {
    const known = figuresOf('2019-05-31').find(
      (f) => f.unit === 'HP-S1' && f.kpi === 'CP04' && f.period === '2019-04',
    )
    expect(known?.variation).toBe('concerning')
    const march = figuresOf('2019-03-15T23:59').find(
      (f) => f.unit === 'HP-S1' && f.kpi === 'CP04' && f.period === '2019-02',
    )
    expect(march).toMatchObject({ numerator: 35, denominator: 39, variation: 'no_real_change' })
  })

  test('agency share is past its floor from February: two workers of seven and a half, too few to be called a change', () => {
    const months = ['2019-01', '2019-02', '2019-03', '2019-04'].map((month) => figure('HP-S1', 'WF03', month))
    expect(months.map(({ status }) => status)).toEqual(['met', 'missed', 'missed', 'missed'])
    expect(months.map(({ variation }) => variation)).toEqual(Array(4).fill('no_real_change'))
  })

  test('supervision is unlikely to meet its target without being unusual', () => {
    expect(figure('HP-S1', 'MO02')).toMatchObject({ variation: 'no_real_change', assurance: 'will_miss' })
  })

  test('closures spike in December, which is neither good nor bad', () => {
    expect(figure('HP-S1', 'CN04', '2018-12').variation).toBe('unusual')
  })
})

describe('assessment', () => {
  test('45-day completion climbs by a real shift at team, service and council, and will still miss 90', () => {
    for (const unit of ['ASMT-N', 'ASMT-C', 'FD', 'RIDGE'])
      expect(figure(unit, 'AS01')).toMatchObject({ variation: 'improving', assurance: 'will_miss' })
    expect(figure('RIDGE', 'AS01')).toMatchObject({
      numerator: 369,
      denominator: 450,
      value: 82,
      status: 'close',
    })
  })

  test('caseloads have fallen since December', () => {
    for (const unit of ['ASMT-N', 'ASMT-C', 'ASMT-S', 'FD'])
      expect(figure(unit, 'WF01').variation).toBe('improving')
    expect(figure('FD', 'WF01').analysis.since).toBe('2018-12')
  })

  test('Assessment South shows no real change yet after support in March and April', () => {
    for (const kpi of ['AS01', 'MO01', 'MO02', 'QA05'])
      expect(figure('ASMT-S', kpi).variation).toBe('no_real_change')
  })
})

describe('children in care', () => {
  test('visits are on time and met, 93% for the council, since September', () => {
    expect(figure('RIDGE', 'LC01')).toMatchObject({ value: 93, status: 'met', variation: 'improving' })
    expect(figure('RIDGE', 'LC01').analysis.since).toBe('2018-09')
  })

  test('58% of visits sampled in the service are judged good', () => {
    expect(figure('CICS', 'QA04')).toMatchObject({
      numerator: 29,
      denominator: 50,
      variation: 'none',
    })
  })

  test('initial health assessments worsen while their action is on track', () => {
    for (const unit of ['CICS', 'RIDGE'])
      expect(figure(unit, 'LC06')).toMatchObject({ status: 'missed', variation: 'concerning' })
    expect(pulse('R8.4').rating).toBe('on_track')
  })

  test('each team has too few initial health assessments to judge on one month', () => {
    expect(figure('CIC-N', 'LC06')).toMatchObject({ judgedOn: 'three_months', variation: 'none' })
  })

  test('25 children placed with parents are counted and not judged', () => {
    expect(figure('RIDGE', 'LC03')).toMatchObject({ value: 25, status: 'no_target', assurance: 'none' })
  })
})

describe('lines that turn', () => {
  test('overdue audit actions are recovering in Children with Disabilities South, its service and the council', () => {
    for (const unit of ['CWD-S', 'CWDS', 'RIDGE'])
      expect(figure(unit, 'CN03'), unit).toMatchObject({ variation: 'recovering', status: 'missed' })
  })

  test('supervision in the court team is recovering, month by month since December', () => {
    expect(figure('COURT', 'MO02', '2018-12').variation).toBe('concerning')
    expect(figure('COURT', 'MO02')).toMatchObject({
      numerator: 72,
      denominator: 84,
      variation: 'recovering',
      analysis: { course: { is: 'recovering', from: '2018-12' } },
    })
  })

  test('care leavers’ work in Leaving Care 1 is slipping back, month by month since January', () => {
    expect(figure('CL-1', 'CL03', '2019-01').variation).toBe('improving')
    expect(figure('CL-1', 'CL03')).toMatchObject({
      numerator: 24,
      denominator: 39,
      variation: 'slipping_back',
      analysis: { course: { is: 'slipping_back', from: '2019-01' } },
    })
  })

  test('visits to children in care have been better since September, and steady', () => {
    expect(figure('CICS', 'LC01').analysis.course?.is).toBe('steady')
  })
})

describe('what chance explains is no change', () => {
  test('all of a small base seen once more: Help and Protection North 1, 13 of 13', () => {
    expect(figure('HP-N1', 'AS04')).toMatchObject({
      numerator: 13,
      denominator: 13,
      variation: 'no_real_change',
    })
  })

  test('two of eleven without their training: Fostering 2, and one of ten: the conference chairs', () => {
    expect(figure('FOST-2', 'WF06')).toMatchObject({
      numerator: 9,
      denominator: 11,
      variation: 'no_real_change',
    })
    expect(figure('CPA', 'WF06')).toMatchObject({
      numerator: 9,
      denominator: 10,
      variation: 'no_real_change',
    })
  })
})

describe('what is not a number', () => {
  test('days to a child first seen are not reported, never nought', () => {
    for (const unit of ['MASH', 'ASMT-N'])
      expect(figure(unit, 'FD07')).toMatchObject({ state: 'not_reported', value: null, status: 'no_data' })
  })

  test('unplanned endings are not whole where one team’s are suppressed, so the service and the council are not judged', () => {
    for (const unit of ['CICS', 'RIDGE'])
      expect(figure(unit, 'LC10'), unit).toMatchObject({ status: 'not_whole', variation: 'none' })
  })

  test('a closed team has no figures after it closed, and its successors have trial limits after seven months', () => {
    expect(byKey.has('HP-C CP04 2018-11')).toBe(false)
    expect(byKey.has('EH-C FD01 2019-01')).toBe(false)
    expect(byKey.has('EH-C FD01 2018-12')).toBe(true)
    expect(figure('HP-C1', 'CP04', '2019-03').variation).toBe('too_early')
    expect(figure('HP-C1', 'CP04')).toMatchObject({ assurance: 'too_early' })
    expect(figure('HP-C1', 'CP04').analysis.limits).toBe('trial')
  })

  test('every word for state, status, variation and assurance occurs on a scorecard', () => {
    const words = (pick: (f: Figure) => string | null) => new Set(figures.map(pick))
    const expectAll = (seen: Set<string | null>, all: string) => {
      for (const word of some(all.split(' '))) expect(seen.has(word), word).toBe(true)
    }
    expectAll(
      words((f) => f.state),
      'reported no_cases not_reported suppressed not_applicable without_denominator',
    )
    expectAll(
      words((f) => f.status),
      'met close missed no_target small_number no_data not_whole',
    )
    expectAll(
      words((f) => f.variation),
      'improving concerning recovering slipping_back unusual no_real_change too_early none',
    )
    expectAll(
      words((f) => f.assurance),
      'will_meet hit_or_miss will_miss too_early none',
    )
  })

  test('ordinary teams are mostly ordinary: under one figure in eight of April is out of the usual', () => {
    const april = figures.filter((f) => f.period === '2019-04' && f.variation !== 'none')
    const signals = april.filter((f) => f.variation !== 'no_real_change')
    expect(signals.length).toBeGreaterThan(20)
    expect(signals.length / april.length).toBeLessThan(1 / 8)
  })
})

describe('the weeks', () => {
  const weekly = figuresOf(null, 'weekly')

  test('oversight in the week beginning 20 May is 86% for the council', () => {
    const week = weekly.find((f) => f.unit === 'RIDGE' && f.kpi === 'MO01' && f.period === '2019-W21')
    expect(week).toMatchObject({ numerator: 860, denominator: 1000, value: 86 })
  })
})
