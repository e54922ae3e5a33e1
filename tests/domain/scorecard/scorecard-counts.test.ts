import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Status, Variation } from '#domain/figures/figure.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { countsOf, headlineOf, metWords } from '#domain/scorecard/scorecard-counts.ts'
import { aRow } from '../examples.ts'

const rows = [
  aRow({ figure: { status: 'met', variation: 'improving' } }),
  aRow({ figure: { status: 'close' } }),
  aRow({ figure: { status: 'missed', variation: 'concerning' } }),
  aRow({ figure: { status: 'small_number', variation: 'none' } }),
  aRow({ figure: { status: 'no_target', variation: 'unusual' } }),
  aRow({ figure: { status: null, variation: 'none', ...emptyCell('no_cases') } }),
  aRow({ figure: { status: 'no_data', variation: 'none', ...emptyCell('not_reported') } }),
  aRow({ figure: { status: 'not_whole', variation: 'none' } }),
  aRow({ kpi: { dimension: 'context' }, figure: { status: 'missed', variation: 'improving' } }),
  aRow({ kpi: { dimension: 'context' }, figure: { status: 'met', variation: 'recovering' } }),
  aRow({ kpi: { dimension: 'context' }, figure: { status: 'met', variation: 'slipping_back' } }),
  aRow({ figure: { status: 'met', variation: 'too_early' } }),
]

describe('the counts of a scorecard', () => {
  test('count each measure once against its target, demand, people and caseloads as any other', () => {
    expect(countsOf(rows)).toEqual({
      measures: 12,
      judged: 7,
      met: 4,
      close: 1,
      missed: 2,
      smallNumber: 1,
      notWhole: 1,
      noData: 1,
      noTarget: 1,
      nothingToJudge: 1,
      improving: 2,
      recovering: 1,
      noRealChange: 1,
      unusual: 1,
      slippingBack: 1,
      concerning: 1,
      notJudged: 5,
      tooEarly: 1,
      withheld: 0,
    })
  })

  test('add up to all measures both ways, whatever the rows', () => {
    const status = fc.constantFrom<Status | null>(
      ...(['met', 'close', 'missed', 'small_number', 'no_data', 'no_target', 'not_whole'] as const),
      null,
    )
    const variation = fc.constantFrom<Variation>(
      ...(['improving', 'concerning', 'recovering', 'slipping_back'] as const),
      ...(['unusual', 'no_real_change', 'too_early', 'none'] as const),
    )
    fc.assert(
      fc.property(fc.array(fc.record({ status, variation })), (figures) => {
        const c = countsOf(figures.map((figure) => aRow({ figure })))
        expect(c.met + c.close + c.missed).toBe(c.judged)
        const unjudged = c.smallNumber + c.notWhole + c.noData + c.noTarget + c.nothingToJudge
        expect(c.judged + unjudged).toBe(figures.length)
        const turned = c.recovering + c.slippingBack + c.unusual
        expect(c.improving + c.concerning + turned + c.noRealChange + c.notJudged).toBe(figures.length)
        expect(c.measures).toBe(figures.length)
      }),
    )
  })
})

describe('the headline', () => {
  test('says how the judged measures divide, and what is changing among all', () => {
    expect(headlineOf('2019-04', countsOf(rows))).toBe(
      'April 2019: 4 of 7 judged measures met target, 1 close, 2 missed. Of all 12, 2 are improving and ' +
        '1 is concerning. 1 has no figure. 1 is not whole, so not judged.',
    )
  })

  test('names only what there is of close and missed', () => {
    expect(metWords(countsOf([aRow()]))).toBe('1 of 1 judged measure met target')
    const close = aRow({ figure: { status: 'close' } })
    expect(metWords(countsOf([aRow(), close]))).toBe('1 of 2 judged measures met target, 1 close')
    const missed = aRow({ figure: { status: 'missed' } })
    expect(metWords(countsOf([missed, missed]))).toBe('0 of 2 judged measures met target, 2 missed')
  })

  test('of nothing says that nothing could be judged', () => {
    expect(headlineOf('2019-04', countsOf([]))).toBe(
      'April 2019: no measure could be judged against a target.',
    )
  })

  test('names how many measures have no figure, so that half a month is no good news', () => {
    const missing = aRow({ figure: { state: 'not_reported', status: 'no_data', variation: 'none' } })
    expect(headlineOf('2019-05', countsOf([aRow(), missing]))).toBe(
      'May 2019: 1 of 1 judged measure met target. Of all 2, 0 are improving and 0 are concerning. 1 has no figure.',
    )
    expect(headlineOf('2019-05', countsOf([missing, missing]))).toContain(
      '0 are concerning. 2 have no figure.',
    )
  })

  test('names what a reader is not told, so that its counts never pass for the whole', () => {
    const hidden = aRow({
      figure: { variation: 'none', analysis: { ...aRow().figure.analysis, withheld: true } },
    })
    expect(headlineOf('2019-04', countsOf([aRow(), hidden]))).toContain(
      '0 are concerning. Whether 1 more is changing is withheld outside the service, to protect small numbers.',
    )
    expect(headlineOf('2019-04', countsOf([hidden, hidden]))).toContain(
      'Whether 2 more are changing is withheld',
    )
  })

  test('names how many are not whole, so that they are not taken for judged', () => {
    const part = aRow({ figure: { status: 'not_whole', variation: 'none' } })
    expect(headlineOf('2019-04', countsOf([aRow(), part]))).toContain(' 1 is not whole, so not judged.')
    expect(headlineOf('2019-04', countsOf([part, part]))).toContain(' 2 are not whole, so not judged.')
  })
})
