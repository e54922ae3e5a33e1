import { describe, expect, test } from 'vitest'
import { nearest, rationedNearest } from '#domain/extracts/nearest-text.ts'

describe('the nearest known code', () => {
  const codes = ['CIC-N', 'CIC-C', 'HP-S1', 'MASH']

  test('is the one a slip away', () => {
    expect(nearest('CIC-NN', codes)).toBe('CIC-N')
    expect(nearest('HPS1', codes)).toBe('HP-S1')
    expect(nearest('MAHS', codes)).toBe('MASH')
  })

  test('is none where too much differs, and the first of equals', () => {
    expect(nearest('NOBODY', codes)).toBeNull()
    expect(nearest('', codes)).toBeNull()
    expect(nearest('CIC-X', codes)).toBe('CIC-N')
  })

  test.each([
    ['a letter too many', 'MASSH', 'MASH'],
    ['a letter too few', 'MAH', 'MASH'],
    ['another letter', 'MASK', 'MASH'],
    ['two neighbours swapped', 'AMSH', 'MASH'],
    ['two neighbours swapped at the end', 'MAHS', 'MASH'],
    ['its first letter missing', 'B', 'AB'],
    ['two slips in six letters', 'HP-S11X', 'HP-S1'],
  ])('has %s: %s for %s', (_, text, code) => {
    expect(nearest(text, [...codes, 'AB'])).toBe(code)
  })

  test('differs in a third of the letters at most, and one at least may differ', () => {
    expect(nearest('ABCDEF', ['ABCDXY'])).toBe('ABCDXY')
    expect(nearest('ABCDEF', ['ABCXYZ'])).toBeNull()
    expect(nearest('ABCDE', ['ABCXY'])).toBeNull()
    expect(nearest('AB', ['AX'])).toBe('AX')
    expect(nearest('AB', ['XY'])).toBeNull()
    expect(nearest('ABCDEF', ['ABCDEFGH'])).toBe('ABCDEFGH')
    expect(nearest('ABCDEF', ['ABCDEFGHI'])).toBeNull()
    expect(nearest('ABC', ['ABCD', 'ABC'])).toBe('ABC')
  })

  test('counts two letters swapped over a third as two slips', () => {
    // The restricted form of the distance: no letter is moved twice.
    expect(nearest('CAXYZW', ['ABCXYZW'])).toBeNull()
    expect(nearest('ABCDEFGHI', ['BADCEFGHI'])).toBe('BADCEFGHI')
    expect(nearest('ABCDEF', ['BADCFE'])).toBeNull()
  })

  test('is nearer where less differs, whichever comes first', () => {
    expect(nearest('CHILDREN', ['CHILDXXN', 'CHILDREM'])).toBe('CHILDREM')
    expect(nearest('CHILDREN', ['CHILDREM', 'CHILDXXN'])).toBe('CHILDREM')
  })

  test('is looked for once a text, and for no more texts than are allowed', () => {
    const near = rationedNearest(2)
    const asked: string[] = []
    const known = {
      *[Symbol.iterator]() {
        asked.push('all')
        yield* codes
      },
    }
    expect([near('MAHS', known), near('MAHS', known), near('NOBODY', known)]).toEqual(['MASH', 'MASH', null])
    expect([near('HPS1', known), near('NOBODY', known), near('MAHS', known)]).toEqual([null, null, 'MASH'])
    expect(asked).toHaveLength(2)
  })
})
