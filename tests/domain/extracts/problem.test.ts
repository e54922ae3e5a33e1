import { expect, test } from 'vitest'
import {
  fileProblem,
  placeName,
  problemAt,
  problemCodes,
  rowProblem,
  shortened,
  warningCodes,
} from '#domain/extracts/problem.ts'

test('text is repeated whole up to 80 characters, and cut with an ellipsis past that', () => {
  expect(shortened('x'.repeat(80))).toBe('x'.repeat(80))
  expect(shortened('x'.repeat(81))).toBe(`${'x'.repeat(79)}…`)
  expect(shortened('')).toBe('')
})

test('a row’s problem names row, column and value, cut; a file’s names none of them', () => {
  const long = 'x'.repeat(500)
  expect(rowProblem('bad_number', 7, 'numerator', long, 'why')).toEqual({
    code: 'bad_number',
    sheet: null,
    row: 7,
    column: 'numerator',
    value: shortened(long),
    message: 'why',
    firstRow: null,
  })
  expect(rowProblem('duplicate_row', 7, null, null, 'why', 3)).toMatchObject({ value: null, firstRow: 3 })
  expect(fileProblem('empty', 'why')).toEqual({
    code: 'empty',
    sheet: null,
    row: null,
    column: null,
    value: null,
    message: 'why',
    firstRow: null,
  })
})

test('a place is named by its row, after its sheet where there is one, and its column where there is one', () => {
  expect(placeName(null, 5)).toBe('Row 5')
  expect(placeName(null, 5, 'numerator')).toBe('Row 5, numerator')
  expect(placeName(null, 5, '')).toBe('Row 5')
  expect(placeName('May', 5)).toBe('Sheet ‘May’, row 5')
  expect(placeName('May', 5, 'AS01_n')).toBe('Sheet ‘May’, row 5, AS01_n')
  const long = 'x'.repeat(81)
  expect(placeName(long, 5, long)).toBe(`Sheet ‘${shortened(long)}’, row 5, ${shortened(long)}`)
})

test('a problem of a place begins with the place', () => {
  expect(problemAt('negative', { sheet: 'May', row: 5, column: 'value' }, '-1', 'why')).toEqual({
    code: 'negative',
    sheet: 'May',
    row: 5,
    column: 'value',
    value: '-1',
    message: 'Sheet ‘May’, row 5, value: why',
    firstRow: null,
  })
})

test('every code is one word of small letters, named once; one is a problem or a warning', () => {
  for (const codes of [problemCodes, warningCodes]) expect(new Set(codes).size).toBe(codes.length)
  const codes: readonly string[] = [...problemCodes, ...warningCodes]
  expect(codes.filter((code) => !/^[a-z_]+$/.test(code))).toEqual([])
  expect(codes.filter((code, i) => codes.indexOf(code) < i)).toEqual(['looks_like_fraction'])
})
