import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Signal, Variation } from '#domain/figures/figure.ts'
import {
  byEvidence,
  hasSettled,
  isChanging,
  lastVariation,
  movementOf,
  newlyWords,
  steppedWords,
} from '#domain/scorecard/movement.ts'
import { variationWords } from '#domain/wording/words.ts'
import { aFigure, anAnalysis } from '../examples.ts'

const variations = Object.keys(variationWords) as Variation[]
const pair = fc.record({
  before: fc.option(fc.constantFrom(...variations)),
  now: fc.constantFrom(...variations),
})

describe('a movement', () => {
  it('is real where the month’s first publication showed it and it still stands', () => {
    const worse = { before: 'no_real_change', now: 'concerning' } as const
    expect(movementOf(worse, worse)).toBe('moved')
  })

  it('is a restatement’s where the month was first published without it', () => {
    const then = { before: 'no_real_change', now: 'no_real_change' } as const
    expect(movementOf({ before: 'no_real_change', now: 'concerning' }, then)).toBe('by_restatement')
  })

  it('is a restatement’s where the month was first published as moving the other way', () => {
    const then = { before: 'no_real_change', now: 'improving' } as const
    expect(movementOf({ before: 'no_real_change', now: 'concerning' }, then)).toBe('by_restatement')
  })

  it('was taken back where a month before it was restated to say the same', () => {
    const then = { before: 'no_real_change', now: 'concerning' } as const
    expect(movementOf({ before: 'concerning', now: 'concerning' }, then)).toBe('taken_back')
  })

  it('is none where a team stays concerning from one month to the next', () => {
    const still = { before: 'concerning', now: 'concerning' } as const
    expect(movementOf(still, still)).toBeNull()
  })

  it('stands beside nothing where no earlier month was published', () => {
    const first = { before: null, now: 'improving' } as const
    expect(movementOf(first, first)).toBe('moved')
  })

  it('is none where nothing is really changing, whatever the month before was', () => {
    fc.assert(
      fc.property(pair, (then) => {
        const movement = movementOf({ before: then.now, now: 'no_real_change' }, then)
        expect(movement === null || movement === 'taken_back').toBe(true)
      }),
    )
  })

  it('of figures that were never replaced is never a restatement’s', () => {
    fc.assert(
      fc.property(pair, (same) => {
        expect(movementOf(same, same)).toBe(isChanging(same.now) && same.now !== same.before ? 'moved' : null)
      }),
    )
  })
})

describe('what was last said before a period', () => {
  it('is that of the latest period of which something could be said', () => {
    expect(lastVariation(['improving', 'concerning'])).toBe('improving')
    expect(lastVariation([null, 'none', 'concerning', 'improving'])).toBe('concerning')
    expect(lastVariation(['none', 'no_real_change'])).toBe('no_real_change')
  })

  it('is nothing where nothing could be said of any', () => {
    expect(lastVariation([])).toBeNull()
    expect(lastVariation([null, 'none'])).toBeNull()
    expect(lastVariation(['none', null])).toBe('none')
  })
})

describe('back within the usual range', () => {
  it('is what was really changing and no longer is', () => {
    expect(hasSettled({ before: 'concerning', now: 'no_real_change' })).toBe(true)
    expect(hasSettled({ before: 'unusual', now: 'no_real_change' })).toBe(true)
  })

  it('is what was on its way back, and is inside its usual range', () => {
    expect(hasSettled({ before: 'recovering', now: 'no_real_change' })).toBe(true)
    expect(hasSettled({ before: 'slipping_back', now: 'no_real_change' })).toBe(true)
  })

  it.each(['none', 'too_early', 'improving', 'recovering'] as const)('is not what is now %s', (now) => {
    expect(hasSettled({ before: 'concerning', now })).toBe(false)
  })

  it('is not what had nothing before', () => {
    expect(hasSettled({ before: null, now: 'no_real_change' })).toBe(false)
  })
})

describe('the order of movements', () => {
  const at = (evidence: number | null, order = 1, position = 1) => ({
    evidence,
    kpi: { order },
    unit: { position },
  })

  it('is the strongest evidence first, then the catalogue’s, then the organisation’s', () => {
    const sorted = [at(null), at(2.3, 2), at(2.3, 1, 9), at(2.3, 1, 2), at(4.1, 50)].sort(byEvidence)
    expect(sorted).toEqual([at(4.1, 50), at(2.3, 1, 2), at(2.3, 1, 9), at(2.3, 2), at(null)])
  })
})

describe('why a movement is news', () => {
  const found = (since: string | null, over: { signal?: Signal | null; variation?: Variation } = {}) => {
    const { signal = 'two_of_three', variation = 'improving' } = over
    const analysis = anAnalysis({ signal, since, rising: true })
    return newlyWords(aFigure({ period: '2019-04', variation, analysis }))
  }

  it('is its own month’s figure where the run begins with it', () => {
    expect(found('2019-04', { signal: 'outside_limits' })).toBe(
      'better than usual in April 2019: a figure outside its usual range',
    )
  })

  it('is the run that its figure completes, where that reaches back', () => {
    expect(found('2018-10')).toBe('better than usual for 7 months running')
    expect(found('2019-03', { variation: 'concerning', signal: null })).toBe(
      'worse than usual for 2 months running',
    )
    expect(found('2018-10', { variation: 'unusual' })).toBe('higher than usual for 7 months running')
  })

  it('is its phrase alone where neither a run nor a sign is known', () => {
    expect(found(null, { signal: null })).toBe('better than usual')
    expect(found('2019-04', { signal: null })).toBe('better than usual in April 2019')
  })

  it('is no step where both months read the same', () => {
    expect(steppedWords('92.3%', '92.3%')).toBe('92.3% both months')
    expect(steppedWords('86.7%', '93.8%')).toBe('86.7% to 93.8%')
  })
})
