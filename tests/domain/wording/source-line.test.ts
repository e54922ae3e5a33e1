import { describe, expect, test } from 'vitest'
import { notAdded } from '#domain/figures/wholeness.ts'
import { nameInSentence, sentenceSource, sourceLine } from '#domain/wording/source-line.ts'

describe('a figure that leaves its page', () => {
  const kpi = {
    name: 'Visits to children in care',
    unit: 'percent',
    decimals: 1,
    kind: 'ratio',
    denominator: 'visits due',
  } as const
  const cell = {
    state: 'reported',
    numerator: 112,
    denominator: 120,
    value: 93.333_333,
    symbol: null,
    ...notAdded,
    period: '2019-04',
  } as const

  test('carries its counts, its place, its month and its day of publication, which is London’s', () => {
    expect(sourceLine({ ...kpi, decimals: 0 }, cell, 'South', '2019-05-09T23:30:00.000Z')).toBe(
      '93% (112 of 120), visits to children in care, South, April 2019, published 10 May 2019',
    )
  })

  test('says what kind of nothing it is, and that nothing was published', () => {
    const nothing = { ...cell, state: 'suppressed', value: null, symbol: 'c' } as const
    expect(sourceLine(kpi, nothing, 'South', null)).toBe(
      'Suppressed (c), visits to children in care, South, April 2019, not published yet',
    )
  })

  test('is that of its month where it stands behind a whole sentence', () => {
    expect(sentenceSource('South', '2019-04', '2019-05-09T23:30:00.000Z')).toBe(
      'South, April 2019, published 10 May 2019',
    )
    expect(sentenceSource('South', '2019-04', null)).toBe('South, April 2019, not published yet')
  })

  test('keeps an abbreviation at the head of a name', () => {
    expect(nameInSentence('CP visits in timescale')).toBe('CP visits in timescale')
    expect(nameInSentence('CP Visits')).toBe('CP Visits')
    expect(nameInSentence('Re-referrals')).toBe('re-referrals')
  })
})
