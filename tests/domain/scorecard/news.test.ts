import { describe, expect, test } from 'vitest'
import type { Coverage } from '#domain/figures/figure.ts'
import { noValues } from '#domain/figures/restatement.ts'
import { cellNews, type NewsVersion, newsKind, newsWords } from '#domain/scorecard/news.ts'

const coverage = (notReported: number): Coverage => ({
  ...{ expected: 7, added: 7 - notReported, noCases: 0, notReported },
  ...{ suppressed: 0, withoutDenominator: 0, notApplicable: 0 },
})

const none: NewsVersion = { ...noValues, coverage: null, isRevert: false }

function said(numerator: number, given: Partial<NewsVersion> = {}): NewsVersion {
  const figure = { state: 'reported', numerator, denominator: 20, value: numerator * 5 } as const
  return { ...none, ...figure, status: 'met', ...given }
}

describe('what happened to a figure', () => {
  test.each([
    ['came where there was none', null, [said(18)], 'new'],
    ['came where only nothing had been stored', none, [said(18)], 'new'],
    ['came blank where there was none', null, [none], null],
    ['says what it said', said(18), [said(18)], null],
    ['was restated', said(18), [said(19)], 'restated'],
    ['was made blank by a file', said(18), [none], 'restated'],
    ['is judged differently', said(18), [said(18, { status: 'close' })], 'judged'],
    ['was taken back, with nothing before it', said(18), [{ ...none, isRevert: true }], 'taken_back'],
    ['was taken back and came anew', said(3), [{ ...none, isRevert: true }, said(18)], 'taken_back'],
    ['came, was taken back and came anew', null, [said(3), { ...none, isRevert: true }, said(18)], 'new'],
    ['moved and was moved back', said(18), [said(3), said(18, { isRevert: true })], null],
    [
      'was restated while another month’s file was taken back',
      said(18),
      [said(19), said(19, { status: 'close', isRevert: true })],
      'restated',
    ],
    [
      'got a team that was missing',
      said(18, { coverage: coverage(1) }),
      [said(20, { coverage: coverage(0) })],
      'grown',
    ],
    ['lost a team', said(18, { coverage: coverage(0) }), [said(16, { coverage: coverage(1) })], 'restated'],
  ] as const)('that %s', (_, before, since, kind) => {
    expect(newsKind(before, since)).toBe(kind)
  })

  test('is nothing where nothing was stored', () => {
    expect(newsKind(said(18), [])).toBeNull()
  })
})

describe('what a publication made of a cell', () => {
  test.each([
    ['a first figure', null, 'reported', false, 'new'],
    ['a figure where a row had come blank', 'not_reported', 'no_cases', false, 'new'],
    ['a blank row where nothing was', null, 'not_reported', false, null],
    ['another figure', 'reported', 'reported', false, 'restated'],
    ['a figure made blank', 'reported', 'not_reported', false, 'restated'],
    ['a figure taken back', 'reported', 'not_reported', true, 'taken_back'],
    ['the figure before it', 'reported', 'reported', true, 'taken_back'],
    ['a blank row taken back', 'not_reported', 'not_reported', true, null],
  ] as const)('%s', (_, before, after, isRevert, kind) => {
    expect(cellNews({ before, after, isRevert })).toBe(kind)
  })
})

describe('the words for news', () => {
  test('count each kind, weeks apart', () => {
    expect(
      newsWords([
        { period: '2019-05', kind: 'new', figures: 40 },
        { period: '2019-Q1', kind: 'new', figures: 5 },
        { period: '2019-W21', kind: 'new', figures: 1 },
        { period: '2019-04', kind: 'restated', figures: 1 },
        { period: '2019-03', kind: 'taken_back', figures: 2 },
        { period: '2019-03', kind: 'judged', figures: 2 },
        { period: '2019-02', kind: 'grown', figures: 3 },
      ]),
    ).toEqual([
      '45 new figures',
      '1 new weekly figure',
      '3 figures from more teams',
      '1 figure restated',
      '2 figures taken back',
      '2 figures judged differently',
    ])
  })

  test('speak of one as one and of more as more', () => {
    const said = (period: string, figures: number) => newsWords([{ period, kind: 'new', figures }])
    expect([said('2019-05', 1), said('2019-05', 2)].flat()).toEqual(['1 new figure', '2 new figures'])
    expect([said('2019-W21', 1), said('2019-W21', 2)].flat()).toEqual([
      '1 new weekly figure',
      '2 new weekly figures',
    ])
    expect(newsWords([{ period: '2019-W21', kind: 'restated', figures: 2 }])).toEqual(['2 figures restated'])
  })

  test('say nothing of nothing', () => {
    expect(newsWords([])).toEqual([])
    expect(newsWords([{ period: '2019-05', kind: 'new', figures: 0 }])).toEqual([])
  })
})
