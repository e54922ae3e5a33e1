import { describe, expect, test } from 'vitest'
import { sheetName, spreadsheetText } from '#domain/extracts/spreadsheet-text.ts'

describe('text for a spreadsheet', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\0=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠A1',
    '----',
  ])('has an apostrophe before %j, which would be read as a formula', (text) => {
    expect(spreadsheetText(text)).toBe(`'${text}`)
  })

  test.each(['', 'North', '1-2', 'a=b', '-', '--', '---', ' =1', "'=1"])('leaves %j as it is', (text) => {
    expect(spreadsheetText(text)).toBe(text)
  })

  test('is a sign of nothing only where it is nothing else', () => {
    expect(spreadsheetText('--1')).toBe("'--1")
    expect(spreadsheetText('-\n=1')).toBe("'-\n=1")
  })
})

describe('the name of a sheet', () => {
  test.each([
    ['April 2019', 'April 2019'],
    ['a[b]c/d\\e:f*g?h', 'a b c d e f g h'],
    ["'North'", 'North'],
    ["''Children's visits''", "Children's visits"],
    [' North ', 'North'],
    [' ', 'Sheet'],
    ['x'.repeat(31), 'x'.repeat(31)],
    ['x'.repeat(32), 'x'.repeat(31)],
    ['', 'Sheet'],
    ['[]', 'Sheet'],
    ["''", 'Sheet'],
  ])('of %j is %j', (text, name) => {
    expect(sheetName(text)).toBe(name)
  })
})
