import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFigure, trimSpaces } from '#domain/extracts/figure-text.ts'
import { symbols } from '#domain/figures/measurement.ts'

const code = (text: string) => {
  const read = readFigure(text)
  return read.is === 'refused' ? read.code : read.is
}

describe('a figure', () => {
  test('is up to nine digits, and up to four decimals after a full stop', () => {
    expect(readFigure('369')).toEqual({ is: 'number', number: 369 })
    expect(readFigure('999999999.9999')).toEqual({ is: 'number', number: 999999999.9999 })
    expect(readFigure('007')).toEqual({ is: 'number', number: 7 })
    expect(['1234567890', '1.23456', '1.', '.5', '1.2.3'].map(code)).toEqual(Array(5).fill('bad_number'))
  })

  test('that is blank is blank, never 0', () => {
    expect(readFigure('')).toEqual({ is: 'blank' })
    expect(readFigure('0')).toEqual({ is: 'number', number: 0 })
  })

  test('is never made of a near-figure', () => {
    const near = [
      '92%',
      '1,204',
      '1e3',
      '0x10',
      '1_000',
      ' 5',
      '5 ',
      '٥',
      '５',
      '²',
      'Infinity',
      'NaN',
      '£5',
      'true',
    ]
    for (const text of near) expect([text, code(text)]).toEqual([text, 'bad_number'])
  })

  test('below 0 is refused as such, a formula and an error as such', () => {
    expect(['-1', '-1.5', '-1,5'].map(code)).toEqual(['negative', 'negative', 'negative'])
    expect(['=A1', '@SUM(A1)', '+A1', '-A1'].map(code)).toEqual(Array(4).fill('formula'))
    expect(['#N/A', '#DIV/0!', '#REF!', '#NAME?'].map(code)).toEqual(Array(4).fill('error_value'))
  })

  test('may be one of five symbols in small letters', () => {
    for (const symbol of symbols) {
      expect(readFigure(symbol)).toEqual({ is: 'symbol', symbol })
      expect(code(symbol.toUpperCase())).toBe('symbol_unknown')
    }
  })

  test('may not be a mark of former years: each is answered with the symbol that may be meant', () => {
    for (const mark of ['~', '*', ':', '.', '..', '-', '–', 'n/a', 'N/A', 'nil', 'none', 'suppressed', 'TBC'])
      expect([mark, code(mark)]).toEqual([mark, 'symbol_unknown'])
    for (const key of ['constructor', '__proto__', 'toString']) expect(code(key)).toBe('bad_number')
  })

  test('refused always says what to do', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const read = readFigure(text)
        if (read.is === 'refused') expect(read.remedy).not.toBe('')
        if (read.is === 'number') expect(Number(text)).toBe(read.number)
      }),
    )
  })

  test('written as we write it reads back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 9999 }),
        (whole, part) => {
          const text = `${whole}.${String(part).padStart(4, '0')}`
          expect(readFigure(text)).toEqual({ is: 'number', number: Number(text) })
        },
      ),
    )
  })
})

test('spaces are trimmed outside and nowhere else: plain and no-break ones, no others', () => {
  expect(trimSpaces(' \u00a0 1 204\u00a0 ')).toBe('1 204')
  expect(trimSpaces('\t5\n')).toBe('\t5\n')
  expect(trimSpaces('\u200b5')).toBe('\u200b5')
  expect(trimSpaces('   ')).toBe('')
})
