import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachment, baseName, nameGivenBack } from '#domain/wording/file-name.ts'
import { anyText } from '../../support/any-text.ts'

const back = (filename: string) =>
  nameGivenBack(filename, { what: 'problems', ending: 'csv', instead: 'extract-42' })

describe('a file that is given back', () => {
  test.each([
    ['may-visits.csv', 'may-visits - problems.csv'],
    ['May visits (CP & CIN).xlsx', 'May visits (CP & CIN) - problems.csv'],
    ['may-visits - problems.csv', 'may-visits - problems.csv'],
    ['may-visits (1).csv', 'may-visits - problems.csv'],
    ['../../etc/passwd', 'etc-passwd - problems.csv'],
    ['a"b;c\\d.csv', 'a-b-c-d - problems.csv'],
    ['visits?!#.csv', 'visits - problems.csv'],
    ['visits 1..5 ... may.csv', 'visits 1.5 . may - problems.csv'],
    ['visits (12) - problems (3).csv', 'visits - problems.csv'],
    ['.csv', 'extract-42 - problems.csv'],
    ['Pasted table', 'Pasted table - problems.csv'],
    ['Señalización.csv', 'Señalización - problems.csv'],
    [`${'x'.repeat(300)}.csv`, `${'x'.repeat(80)} - problems.csv`],
  ])('of ‘%s’ is called ‘%s’', (filename, name) => {
    expect(back(filename)).toBe(name)
  })

  test('has a name of letters, digits and few signs, whatever it came with', () => {
    fc.assert(
      fc.property(anyText(40), (filename) => {
        expect(back(filename)).toMatch(/^[\p{L}\p{M}\p{N} _()&'’,+-][\p{L}\p{M}\p{N} ._()&'’,+-]*\.csv$/u)
        expect(attachment(back(filename))).toMatch(/^[\x20-\x7e]+$/)
      }),
    )
  })
})

test('two files are of one name without their endings and what was added to it', () => {
  const names = [
    'visits.csv',
    'visits.xlsx',
    'visits - problems.csv',
    'visits (2).csv',
    'visits - rejected rows (1).csv',
  ]
  expect([...new Set(names.map(baseName))]).toEqual(['visits'])
  expect(baseName('visits may.csv')).toBe('visits may')
  expect(baseName('visits.may.csv')).toBe('visits.may')
  expect(baseName('visits (2) may.csv')).toBe('visits (2) may')
  expect(baseName('visits (2019).csv')).toBe('visits (2019)')
  expect(baseName('visits - problems north.csv')).toBe('visits - problems north')
})

test('a download is named in plain letters, and as it is where it has others', () => {
  expect(attachment('may-visits - problems.csv')).toBe('attachment; filename="may-visits - problems.csv"')
  expect(attachment('Señal.csv')).toBe('attachment; filename="Senal.csv"; filename*=UTF-8\'\'Se%C3%B1al.csv')
  expect(attachment('Señal (1).csv')).toBe(
    'attachment; filename="Senal (1).csv"; filename*=UTF-8\'\'Se%C3%B1al%20%281%29.csv',
  )
  expect(attachment('Señal*.csv')).toBe(
    'attachment; filename="Senal*.csv"; filename*=UTF-8\'\'Se%C3%B1al%2A.csv',
  )
  expect(attachment('50%.csv')).toBe('attachment; filename="50-.csv"; filename*=UTF-8\'\'50%25.csv')
})
