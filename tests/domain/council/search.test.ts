import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correctedWords, matchesOf, matchRank, searchTargetOf, searchWords } from '#domain/council/search.ts'
import { anyText } from '../../support/any-text.ts'

describe('the words of a search', () => {
  test('are small letters, without accents, quotes and stops, each once', () => {
    expect(searchWords('  “CP visits”, in TIME-scale? Visits café’s ')).toEqual([
      'cp',
      'visits',
      'in',
      'time-scale',
      "cafe's",
    ])
    expect(searchWords('R9.3')).toEqual(['r9.3'])
    expect(searchWords('cp\u0000visits')).toEqual(['cp', 'visits'])
    expect(searchWords('')).toEqual([])
    expect(searchWords(' "" … '.replace('…', ''))).toEqual([])
  })

  test('are without the signs around them, however many, and those of a long text are of its beginning', () => {
    expect(searchWords('(‘(visits)?!) ; visits:.')).toEqual(['visits'])
    expect(searchWords('a b c d e f g h i j')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
    expect(searchWords(`${'x'.repeat(198)} 12`)).toEqual(['x'.repeat(198), '1'])
  })

  test('are at most eight, whatever is sent, and hold nothing unseen', () => {
    fc.assert(
      fc.property(anyText(400), (text) => {
        const words = searchWords(text)
        expect(words.length).toBeLessThanOrEqual(8)
        expect(words.join('')).not.toMatch(/[\p{Cc}\p{Cs}]/u)
      }),
    )
  })
})

describe('a thing fits a search', () => {
  const visits = { code: 'CP04', name: 'CP visits in timescale', other: 'children seen' }

  test('that has every word of it somewhere, and best by its code', () => {
    expect(matchRank(['visits'], visits)).toBe(2)
    expect(matchRank(['seen', 'visits'], visits)).toBe(1)
    expect(matchRank(['cp', 'visits'], visits)).toBe(3)
    expect(matchRank(['cp04'], visits)).toBe(4)
    expect(matchRank(['visits', 'fostering'], visits)).toBe(0)
    expect(matchRank([], visits)).toBe(0)
  })

  test('by its letters alone: no sign stands for another', () => {
    for (const sign of ['%', '_', '.', '*', '\\', "'", '[a-z]'])
      expect(matchRank([sign], visits), sign).toBe(0)
  })

  test('not where it only begins with one word, and two words are no code', () => {
    expect(matchRank(['visits', 'cp'], visits)).toBe(2)
    expect(matchRank(['cp04', 'cp'], visits)).toBe(2)
    expect(matchRank(['cpvisits'], visits)).toBe(0)
    expect(matchesOf(['visits'], [visits, { code: 'LC01', name: 'Carers' }], (thing) => thing)).toEqual([
      visits,
    ])
  })

  test('before those that fit less, and otherwise in the order given', () => {
    const other = { code: 'LC01', name: 'Visits to children' }
    const third = { code: 'LC02', name: 'Carers', other: 'visits made' }
    expect(matchesOf(['visits'], [third, visits, other], (thing) => thing)).toEqual([other, visits, third])
  })
})

describe('a search names outright', () => {
  test.each([
    ['R9.3', { is: 'action', ref: 'R9.3' }],
    ['r1.10', { is: 'action', ref: 'R1.10' }],
    ['R12.10', { is: 'action', ref: 'R12.10' }],
    ['extract   #12', { is: 'extract', id: 12 }],
    ['f 1.2', { is: 'action', ref: 'F1.2' }],
    ['extract 12', { is: 'extract', id: 12 }],
    ['#7', { is: 'extract', id: 7 }],
    ['cp04', { is: 'code', code: 'CP04' }],
    [' hp-s1 ', { is: 'code', code: 'HP-S1' }],
  ])('%s', (text, named) => {
    expect(searchTargetOf(text)).toEqual(named)
  })

  test.each(['', 'cp visits', 'my #12', '#12 of May', '9.3', '#', "CP04'--", '../x', 'R9.3 and R9.4'])(
    'nothing by %s',
    (text) => {
      expect(searchTargetOf(text)).toBeNull()
    },
  )

  test('no extract by the word alone, which might be a code', () => {
    expect(searchTargetOf('extract')).toEqual({ is: 'code', code: 'EXTRACT' })
  })
})

describe('what was perhaps meant', () => {
  const texts = ['CP visits in timescale', 'Help and Protection South 1', 'Supervision']

  test('has the nearest known word for each that stands nowhere', () => {
    expect(correctedWords(['vists'], texts)).toEqual(['visits'])
    expect(correctedWords(['cp', 'timesclae'], texts)).toEqual(['cp', 'timescale'])
    expect(correctedWords(['superv1sion'], ['Visits  (supervision)'])).toEqual(['supervision'])
  })

  test('is nothing where every word stands somewhere, or none is near', () => {
    expect(correctedWords(['visit'], texts)).toBeNull()
    expect(correctedWords(['zebra'], texts)).toBeNull()
    expect(correctedWords(['xp'], ['CP'])).toBeNull()
    expect(correctedWords(['anything'], [])).toBeNull()
  })
})
