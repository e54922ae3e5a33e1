import { describe, expect, test } from 'vitest'
import { nearest, rationedNearest } from '#domain/extracts/nearest.ts'

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
