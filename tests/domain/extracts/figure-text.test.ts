import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFigure, trimSpaces } from '#domain/extracts/figure-text.ts'
import { symbols } from '#domain/figures/measurement.ts'
import { some } from '../../support/some.ts'

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
    for (const symbol of some(symbols)) {
      expect(readFigure(symbol)).toEqual({ is: 'symbol', symbol })
      expect(code(symbol.toUpperCase())).toBe('symbol_unknown')
    }
  })

  test('may not be a mark of former years: each is answered with the symbol that may be meant', () => {
    for (const mark of ['~', '*', ':', '.', '..', '-', '–', 'n/a', 'N/A', 'nil', 'none', 'suppressed', 'TBC'])
      expect([mark, code(mark)]).toEqual([mark, 'symbol_unknown'])
    for (const key of ['constructor', '__proto__', 'toString']) expect(code(key)).toBe('bad_number')
  })

  test.each([
    ['~', 'write low if the number is too small to show'],
    ['*', 'write c if the number is suppressed'],
    ['suppressed', 'write c if the number is suppressed'],
    ['.', 'write z if the measure does not apply'],
    ['n/a', 'write z if the measure does not apply'],
    ['NA', 'write z if the measure does not apply'],
    ['Not applicable', 'write z if the measure does not apply'],
    [':', 'write x if there is no figure'],
    ['..', 'write x if there is no figure'],
    ['-', 'write x if there is no figure'],
    ['--', 'write x if there is no figure'],
    ['–', 'write x if there is no figure'],
    ['—', 'write x if there is no figure'],
    ['NULL', 'write x if there is no figure'],
    ['unknown', 'write x if there is no figure'],
    ['TBC', 'write x if there is no figure'],
    ['nil', 'write 0 if there were none'],
    ['None', 'write 0 if there were none'],
  ])('is not the former mark %s, which is answered with a symbol or a number', (mark, said) => {
    expect(readFigure(mark)).toEqual({
      is: 'refused',
      code: 'symbol_unknown',
      remedy: `${said}, or leave it blank if there is no data`,
    })
  })

  test('is not a symbol in capitals', () => {
    expect(readFigure('LOW')).toEqual({
      is: 'refused',
      code: 'symbol_unknown',
      remedy: 'write low in small letters',
    })
  })

  const below = 'a figure cannot be less than 0'
  const brackets = 'brackets mean less than 0, and a figure cannot be less than 0'
  const failed = 'the formula in the extract failed: correct it at its source'
  const formula = 'paste the result of the formula as a value'
  const sign = 'give the numerator and the denominator, without a % sign'
  const comma = 'remove the comma between thousands'
  const space = 'remove the space between thousands'
  const stop = 'use a full stop for decimals, not a comma'
  const round = 'round it to four decimals at most'
  const nine = 'use nine digits at most'
  const exponent = 'write it out in full, without an exponent: a spreadsheet may have shortened it'
  const date = 'this looks like a date: a spreadsheet may have changed it'
  const plain = 'use plain digits, not full-width or raised ones'
  const other = 'use digits with at most one full stop, or leave it blank if there is no data'

  test.each([
    ['-12', 'negative', below],
    ['-12.25', 'negative', below],
    ['-12,25', 'negative', below],
    ['–12', 'negative', below],
    ['-12%', 'negative', below],
    ['-1.5 %', 'negative', below],
    ['-1,234', 'negative', below],
    ['-1,234.50', 'negative', below],
    ['-12,345,678', 'negative', below],
    ['- 12', 'negative', below],
    ['x-12', 'bad_number', other],
    ['-12x', 'formula', formula],
    ['-1.2.3', 'formula', formula],
    ['(12)', 'negative', brackets],
    ['( 12 )', 'negative', brackets],
    ['(-12)', 'negative', brackets],
    ['(1,234.25)', 'negative', brackets],
    ['(12.5%)', 'negative', brackets],
    ['(12.)', 'bad_number', other],
    ['(,12)', 'bad_number', other],
    ['(12', 'bad_number', other],
    ['12)', 'bad_number', other],
    ['(12) x', 'bad_number', other],
    ['x (12)', 'bad_number', other],
    ['(  12)', 'bad_number', other],
    ['#N/A', 'error_value', failed],
    ['#name?', 'error_value', failed],
    ['#NUM!', 'error_value', failed],
    ['#NUM!!', 'bad_number', other],
    ['x#NUM!', 'bad_number', other],
    ['#', 'bad_number', other],
    ['=A1', 'formula', formula],
    ['@A1', 'formula', formula],
    ['A=1', 'bad_number', other],
    ['+A1', 'formula', formula],
    ['-A+1', 'formula', formula],
    ['+', 'formula', formula],
    ['+12', 'bad_number', other],
    ['A+1', 'bad_number', other],
    ['92%', 'bad_number', sign],
    ['92 %', 'bad_number', sign],
    ['92% of 12', 'bad_number', other],
    ['1,234', 'bad_number', comma],
    ['12,345,678.25', 'bad_number', comma],
    ['x1,234', 'bad_number', other],
    ['1,234x', 'bad_number', other],
    ['1,234,5', 'bad_number', other],
    ['1,234.', 'bad_number', other],
    ['1 234', 'bad_number', space],
    ['12\u00a0345\u202f678.25', 'bad_number', space],
    ['1  234', 'bad_number', other],
    ['1 2345', 'bad_number', other],
    ['x1 234', 'bad_number', other],
    ['4,5', 'bad_number', stop],
    ['1234,567', 'bad_number', stop],
    ['x4,5', 'bad_number', other],
    ['4,5x', 'bad_number', other],
    ['4,', 'bad_number', other],
    ['4.12345', 'bad_number', round],
    ['1234567890.123456', 'bad_number', round],
    ['x4.12345', 'bad_number', other],
    ['4.12345x', 'bad_number', other],
    ['1234567890', 'bad_number', nine],
    ['1234567890.', 'bad_number', nine],
    ['1234567890.25', 'bad_number', nine],
    ['x1234567890', 'bad_number', other],
    ['1234567890x', 'bad_number', other],
    ['123456789.', 'bad_number', other],
    ['1e3', 'bad_number', exponent],
    ['1.25E+10', 'bad_number', exponent],
    ['12e-3', 'bad_number', exponent],
    ['e3', 'bad_number', other],
    ['x1e3', 'bad_number', other],
    ['1e3x', 'bad_number', other],
    ['1.e3', 'bad_number', other],
    ['1e', 'bad_number', other],
    ['2019-04-01', 'bad_number', date],
    ['2019-04-01T00:00', 'bad_number', date],
    ['on 2019-04-01', 'bad_number', other],
    ['2019-04-1', 'bad_number', other],
    ['1/4', 'bad_number', date],
    ['12/04/2019', 'bad_number', date],
    ['1-Apr-19', 'bad_number', date],
    ['12-Apr', 'bad_number', date],
    ['12-April', 'bad_number', other],
    ['123/4', 'bad_number', other],
    ['1/4/1', 'bad_number', other],
    ['1/4/20190', 'bad_number', other],
    ['x1/4', 'bad_number', other],
    ['４１', 'bad_number', plain],
    ['²', 'bad_number', plain],
    ['４x', 'bad_number', other],
    ['１２３４５６７８９０', 'bad_number', other],
    ['five', 'bad_number', other],
  ])('written %s is refused as %s: %s', (text, fault, remedy) => {
    expect(readFigure(text)).toEqual({ is: 'refused', code: fault, remedy })
  })

  test('refused always says what to do', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const read = readFigure(text)
        fc.pre(read.is === 'refused')
        expect(read.remedy).not.toBe('')
      }),
    )
  })

  test('accepted as a number is the number that was written', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789.'), maxLength: 12 })
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ maxLength: 12 })), (text) => {
        const read = readFigure(text)
        fc.pre(read.is === 'number')
        expect(Number(text)).toBe(read.number)
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
  expect([' 5', '5 ', '\u00a05', '5\u00a0', ''].map(trimSpaces)).toEqual(['5', '5', '5', '5', ''])
})
