import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Figure, Status, Variation } from '#domain/figures/figure.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import {
  asksForCommentary,
  goingWell,
  mattersShown,
  needsConversation,
  type ScorecardRow,
} from '#domain/scorecard/scorecard.ts'
import { phraseOf } from '#domain/wording/phrase.ts'
import { aFigure, anAnalysis, aRow } from '../examples.ts'

const since = anAnalysis({ since: '2018-12', rising: false })
const reasons = (rows: ScorecardRow[]) => needsConversation(rows).map((m) => `${m.kpi} ${m.reason}`)
const good = (rows: ScorecardRow[]) => goingWell(rows).map((m) => `${m.kpi} ${m.reason}`)

describe('needs a conversation', () => {
  test('past its floor and concerning', () => {
    const row = aRow({
      figure: { value: 56.4, judgedOn: 'month', status: 'missed', variation: 'concerning', analysis: since },
    })
    expect(needsConversation([row])).toEqual([
      {
        kpi: 'AS01',
        reason: 'past_floor_and_concerning',
        why: 'worse than usual since December 2018, and 33.6 points below its target of 90%',
      },
    ])
  })

  test('past its target and concerning, where there is no floor', () => {
    const row = aRow({ figure: { status: 'missed', floor: null, variation: 'concerning', analysis: since } })
    expect(needsConversation([row])[0]?.why).toBe(
      'worse than usual since December 2018, and below its target of 90%',
    )
  })

  test('close and concerning is concerning only', () => {
    const row = aRow({ figure: { status: 'close', variation: 'concerning', analysis: anAnalysis() } })
    expect(needsConversation([row])).toEqual([{ kpi: 'AS01', reason: 'concerning', why: 'worse than usual' }])
  })

  test('missed and not concerning is no matter by itself', () => {
    expect(reasons([aRow({ figure: { status: 'missed' } })])).toEqual([])
    expect(reasons([aRow({ figure: { status: 'missed', variation: 'unusual' } })])).toEqual([])
  })

  test('concerning without a target', () => {
    const row = aRow({
      figure: { status: 'no_target', target: null, variation: 'concerning', assurance: 'none' },
    })
    expect(reasons([row])).toEqual(['AS01 concerning'])
  })

  test('unlikely to meet target with no live action, and not with one', () => {
    const figure = { assurance: 'will_miss' as const, status: 'missed' as const }
    expect(reasons([aRow({ figure, hasLiveAction: false })])).toEqual(['AS01 will_miss_without_action'])
    expect(reasons([aRow({ figure, hasLiveAction: true })])).toEqual([])
    expect(reasons([aRow({ figure: { assurance: 'hit_or_miss' }, hasLiveAction: false })])).toEqual([])
  })

  test('missed three months running, not two, and not with another month between', () => {
    const running = (...statuses: (Status | null)[]) =>
      reasons([aRow({ figure: { status: 'missed' }, statuses })])
    expect(running('missed', 'missed', 'missed')).toEqual(['AS01 missed_three_months'])
    expect(running('missed', 'missed', 'missed', 'met')).toEqual(['AS01 missed_three_months'])
    expect(running('missed', 'missed')).toEqual([])
    expect(running('missed', 'missed', 'close')).toEqual([])
    expect(running('missed', 'no_data', 'missed', 'missed')).toEqual([])
    expect(running('missed', null, 'missed')).toEqual([])
    expect(running()).toEqual([])
  })

  test('due and not received, and not before it is due', () => {
    const figure = {
      ...emptyCell('not_reported'),
      status: 'no_data' as const,
      variation: 'none' as const,
      assurance: 'none' as const,
    }
    expect(reasons([aRow({ figure, due: true })])).toEqual(['AS01 due_and_not_received'])
    expect(reasons([aRow({ figure, due: false })])).toEqual([])
    for (const state of ['no_cases', 'suppressed', 'not_applicable'] as const)
      expect(reasons([aRow({ figure: { ...figure, ...emptyCell(state) }, due: true })])).toEqual([])
  })

  test('says why in words', () => {
    const whyOf = (over: Parameters<typeof aRow>[0]) =>
      [...needsConversation([aRow(over)]), ...goingWell([aRow(over)])].map((matter) => matter.why)
    expect(whyOf({ figure: { assurance: 'will_miss' }, hasLiveAction: false })).toEqual([
      'unlikely to meet target, and no action is linked',
    ])
    const stalled = 'its 2 linked actions have had no update for 45 days'
    expect(whyOf({ figure: { assurance: 'will_miss' }, hasLiveAction: false, stalled })).toEqual([
      `unlikely to meet target, and ${stalled}`,
    ])
    expect(whyOf({ figure: { status: 'missed' }, statuses: ['missed', 'missed', 'missed'] })).toEqual([
      'missed three months running',
    ])
    expect(whyOf({ figure: { ...emptyCell('not_reported'), status: 'no_data' } })).toEqual([
      'due and not received',
    ])
    const better = { variation: 'improving', analysis: since } as const
    expect(whyOf({ figure: better })).toEqual(['better than usual since December 2018'])
    expect(whyOf({ figure: { ...better, status: 'close' } })).toEqual([
      'better than usual since December 2018',
    ])
    expect(whyOf({ figure: { assurance: 'will_meet' } })).toEqual(['can meet target'])
  })

  test('comes in the order of the clauses, whatever the order of the rows', () => {
    const rows = [
      aRow({ kpi: { code: 'E', order: 1 }, figure: { ...emptyCell('not_reported') } }),
      aRow({ kpi: { code: 'D', order: 2 }, statuses: ['missed', 'missed', 'missed'] }),
      aRow({ kpi: { code: 'C', order: 3 }, figure: { assurance: 'will_miss' }, hasLiveAction: false }),
      aRow({ kpi: { code: 'B', order: 4 }, figure: { variation: 'concerning' } }),
      aRow({ kpi: { code: 'A', order: 5 }, figure: { variation: 'concerning', status: 'missed' } }),
    ]
    expect(reasons(rows)).toEqual([
      'A past_floor_and_concerning',
      'B concerning',
      'C will_miss_without_action',
    ])
    expect(reasons(rows.slice(0, 3))).toEqual([
      'C will_miss_without_action',
      'D missed_three_months',
      'E due_and_not_received',
    ])
  })

  test('names a row once, for its gravest reason', () => {
    const row = aRow({
      figure: { variation: 'concerning', status: 'missed', assurance: 'will_miss' },
      statuses: ['missed', 'missed', 'missed'],
      hasLiveAction: false,
    })
    expect(reasons([row])).toEqual(['AS01 past_floor_and_concerning'])
  })

  test('ties go by children affected, then by catalogue order, then by code', () => {
    const row = (code: string, order: number, affected: number) =>
      aRow({ kpi: { code, order }, figure: { variation: 'concerning', affected } })
    expect(reasons([row('A', 1, 5), row('B', 2, 50)])).toEqual(['B concerning', 'A concerning'])
    expect(reasons([row('A', 2, 5), row('B', 1, 5)])).toEqual(['B concerning', 'A concerning'])
    expect(reasons([row('B', 1, 5), row('A', 1, 5)])).toEqual(['A concerning', 'B concerning'])
  })
})

describe('going well', () => {
  test('improving and met', () => {
    const row = aRow({
      figure: { variation: 'improving', status: 'met', analysis: anAnalysis({ since: '2019-01' }) },
    })
    expect(goingWell([row])).toEqual([
      { kpi: 'AS01', reason: 'improving_and_met', why: 'better than usual since January 2019' },
    ])
  })

  test('improving, though not yet met', () => {
    for (const status of ['close', 'missed', 'no_target'] as const)
      expect(good([aRow({ figure: { variation: 'improving', status } })])).toEqual(['AS01 improving'])
  })

  test('can meet target', () => {
    expect(good([aRow({ figure: { assurance: 'will_meet' } })])).toEqual(['AS01 will_meet'])
    expect(good([aRow({ figure: { assurance: 'hit_or_miss' } })])).toEqual([])
  })

  test('is not merely met, nor unusual', () => {
    expect(good([aRow({ figure: { status: 'met', variation: 'no_real_change' } })])).toEqual([])
    expect(good([aRow({ figure: { status: 'met', variation: 'unusual' } })])).toEqual([])
  })

  test('comes in the order of the clauses', () => {
    const rows = [
      aRow({ kpi: { code: 'C', order: 1 }, figure: { assurance: 'will_meet' } }),
      aRow({ kpi: { code: 'B', order: 2 }, figure: { variation: 'improving', status: 'close' } }),
      aRow({ kpi: { code: 'A', order: 3 }, figure: { variation: 'improving', status: 'met' } }),
    ]
    expect(good(rows)).toEqual(['A improving_and_met', 'B improving', 'C will_meet'])
  })

  test('leaves out a row that needs a conversation, improving as it may be', () => {
    const figure = {
      variation: 'improving' as const,
      status: 'missed' as const,
      assurance: 'will_miss' as const,
    }
    const row = aRow({ figure, hasLiveAction: false })
    expect(reasons([row])).toEqual(['AS01 will_miss_without_action'])
    expect(good([row])).toEqual([])
    expect(good([{ ...row, hasLiveAction: true }])).toEqual(['AS01 improving'])
  })

  test('leaves it out even where the three for a conversation are already full', () => {
    const matters = ['A', 'B', 'C'].map((code) =>
      aRow({ kpi: { code }, figure: { variation: 'concerning', status: 'missed' } }),
    )
    const fourth = aRow({
      kpi: { code: 'D' },
      figure: { variation: 'improving' },
      statuses: ['missed', 'missed', 'missed'],
    })
    expect(reasons([...matters, fourth])).toHaveLength(3)
    expect(good([...matters, fourth])).toEqual([])
  })
})

describe('whatever the rows', () => {
  const row = fc
    .record({
      code: fc.string({ minLength: 1, maxLength: 3 }),
      variation: fc.constantFrom<Variation>(
        'improving',
        'concerning',
        'unusual',
        'no_real_change',
        'too_early',
        'none',
      ),
      status: fc.constantFrom<Status | null>(
        'met',
        'close',
        'missed',
        'no_target',
        'small_number',
        'no_data',
        null,
      ),
      assurance: fc.constantFrom(
        'will_meet' as const,
        'hit_or_miss' as const,
        'will_miss' as const,
        'none' as const,
      ),
      statuses: fc.array(fc.constantFrom<Status>('met', 'missed'), { maxLength: 3 }),
      affected: fc.nat({ max: 3 }),
      order: fc.nat({ max: 3 }),
      due: fc.boolean(),
      hasLiveAction: fc.boolean(),
    })
    .map(({ code, order, variation, status, assurance, affected, ...rest }) =>
      aRow({ kpi: { code, order }, figure: { variation, status, assurance, affected }, ...rest }),
    )
  const rows = fc.uniqueArray(row, { selector: (r) => r.kpi.code, maxLength: 10 })

  test('there are at most three of each, none in both, and every one says why', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const [talk, well] = [needsConversation(all), goingWell(all)]
        expect(Math.max(talk.length, well.length)).toBeLessThanOrEqual(mattersShown)
        expect(talk.filter((t) => well.some((w) => w.kpi === t.kpi))).toEqual([])
        const matters = [...talk, ...well]
        fc.pre(matters.length > 0)
        for (const matter of matters) expect(matter.why).not.toBe('')
      }),
    )
  })

  test('the order of the rows never matters', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const reversed = [...all].reverse()
        expect(needsConversation(reversed)).toEqual(needsConversation(all))
        expect(goingWell(reversed)).toEqual(goingWell(all))
      }),
    )
  })
})

test('nobody is asked what is behind a figure that never came', () => {
  expect(asksForCommentary({ reason: 'due_and_not_received' })).toBe(false)
  expect(asksForCommentary({ reason: 'concerning' })).toBe(true)
})

describe('the phrase of a row', () => {
  const phrase = (over: Partial<Figure>) => phraseOf(aFigure({ assurance: 'none', ...over }))

  test('says first how it moves, and since when', () => {
    expect(phrase({ variation: 'improving', analysis: since })).toBe('better than usual since December 2018')
    expect(phrase({ variation: 'concerning', analysis: since, assurance: 'will_miss' })).toBe(
      'worse than usual since December 2018',
    )
    expect(phrase({ variation: 'unusual', analysis: anAnalysis({ rising: true }) })).toBe('higher than usual')
    expect(phrase({ variation: 'unusual', analysis: since })).toBe('lower than usual since December 2018')
  })

  test('says then whether it will meet its target', () => {
    expect(phrase({ assurance: 'will_miss' })).toBe('unlikely to meet target')
    expect(phrase({ assurance: 'will_meet' })).toBe('can meet target')
    expect(phrase({ assurance: 'hit_or_miss' })).toBe('no real change')
  })

  test('says when it cannot speak', () => {
    expect(phrase({ variation: 'too_early', analysis: anAnalysis({ limits: 'none', points: 4 }) })).toBe(
      'too early to tell: 4 of 13 needed',
    )
    expect(phrase({ variation: 'none', judgedOn: 'three_months' })).toBe(
      'judged on the last three months: 45 of 50',
    )
    expect(phrase({ variation: 'none' })).toBe('')
  })

  test('speaks of a week as a week', () => {
    expect(phrase({ variation: 'improving', analysis: anAnalysis({ since: '2019-W21' }) })).toBe(
      'better than usual since the week beginning 20 May 2019',
    )
  })
})
