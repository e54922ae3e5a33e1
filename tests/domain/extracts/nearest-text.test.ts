import { describe, expect, test } from 'vitest'
import { nearestText, rationedNearest } from '#domain/extracts/nearest-text.ts'

describe('the nearest known code', () => {
  const codes = ['CIC-N', 'CIC-C', 'HP-S1', 'MASH']

  test('is the one a slip away', () => {
    expect(nearestText('CIC-NN', codes)).toBe('CIC-N')
    expect(nearestText('HPS1', codes)).toBe('HP-S1')
    expect(nearestText('MAHS', codes)).toBe('MASH')
  })

  test('is none where too much differs, and the first of equals', () => {
    expect(nearestText('NOBODY', codes)).toBeNull()
    expect(nearestText('', codes)).toBeNull()
    expect(nearestText('CIC-X', codes)).toBe('CIC-N')
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
    expect(nearestText(text, [...codes, 'AB'])).toBe(code)
  })

  test('differs in a third of the letters at most, and one at least may differ', () => {
    expect(nearestText('ABCDEF', ['ABCDXY'])).toBe('ABCDXY')
    expect(nearestText('ABCDEF', ['ABCXYZ'])).toBeNull()
    expect(nearestText('ABCDE', ['ABCXY'])).toBeNull()
    expect(nearestText('AB', ['AX'])).toBe('AX')
    expect(nearestText('AB', ['XY'])).toBeNull()
    expect(nearestText('ABCDEF', ['ABCDEFGH'])).toBe('ABCDEFGH')
    expect(nearestText('ABCDEF', ['ABCDEFGHI'])).toBeNull()
    expect(nearestText('ABC', ['ABCD', 'ABC'])).toBe('ABC')
  })

  test('counts two letters swapped over a third as two slips', () => {
    // The restricted form of the distance: no letter is moved twice.
    expect(nearestText('CAXYZW', ['ABCXYZW'])).toBeNull()
    expect(nearestText('ABCDEFGHI', ['BADCEFGHI'])).toBe('BADCEFGHI')
    expect(nearestText('ABCDEF', ['BADCFE'])).toBeNull()
  })

  test('is nearer where less differs, whichever comes first', () => {
    expect(nearestText('CHILDREN', ['CHILDXXN', 'CHILDREM'])).toBe('CHILDREM')
    expect(nearestText('CHILDREN', ['CHILDREM', 'CHILDXXN'])).toBe('CHILDREM')
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
