import { describe, expect, test } from 'vitest'
import { nearest } from '#domain/nearest.ts'

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
})
