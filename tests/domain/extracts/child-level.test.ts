import { describe, expect, test } from 'vitest'
import { childLevelHeading, isChildIdentifier } from '#domain/extracts/child-level.ts'

describe('headings of a list of children', () => {
  test.each([
    'UPN',
    'NHS Number',
    'DOB',
    'Date of Birth',
    'Child ID',
    'child_id',
    'Forename',
    'SURNAME',
    'Address',
    'Post code',
    'Case number',
    'Pupil ID',
    'Client name',
    'Family name',
    'Child forename',
    'Referral ID',
    'NAME OF CHILD',
    'Ｕｐｎ',
  ])('%s is one', (heading) => {
    expect(childLevelHeading(['team_code', heading, 'period'], true)).toBe(heading)
  })

  test('the headings of an extract are none', () => {
    expect(
      childLevelHeading(
        [
          'team_code',
          'team_name',
          'kpi_code',
          'kpi_name',
          'period',
          'numerator',
          'denominator',
          'value',
          'as_at',
          'note',
          'problem',
          'previous_value',
        ],
        true,
      ),
    ).toBeNull()
  })

  test('a row with a figure is no row of headings, unless it is the first', () => {
    const row = ['CIC-N', 'LC01', '2019-04', '12', '14', 'address']
    expect(childLevelHeading(row, false)).toBeNull()
    expect(childLevelHeading(row, true)).toBe('address')
    expect(childLevelHeading(['Team', 'Surname', 'Visited'], false)).toBe('Surname')
  })

  test.each(['12', ' 12 ', '1,204', '92%', '2019-04', '04/2019', '09:30', '4.5'])(
    'a row with the figure “%s” is none',
    (figure) => {
      expect(childLevelHeading(['Team', 'Surname', figure], false)).toBeNull()
    },
  )

  test.each(['12 of 14', 'Q1', 'v2', '£5'])('a row with the words “%s” may be one', (words) => {
    expect(childLevelHeading(['Team', 'Surname', words], false)).toBe('Surname')
  })

  test('a row of one word is none, unless it is the first: a note may be called an alias', () => {
    expect(childLevelHeading(['', 'Alias', ' '], false)).toBeNull()
    expect(childLevelHeading(['', 'Alias', ' '], true)).toBe('Alias')
    expect(childLevelHeading(['', 'Alias', 'x'], false)).toBe('Alias')
  })

  test('a longer text is none, whatever it ends with, and a blank one is none', () => {
    expect(childLevelHeading([`${'-'.repeat(37)}UPN`], true)).toBe(`${'-'.repeat(37)}UPN`)
    expect(childLevelHeading([`${'-'.repeat(38)}UPN`], true)).toBeNull()
    expect(childLevelHeading(['', '--'], true)).toBeNull()
  })
})

describe('the identifier of a child', () => {
  test('is a unique pupil number or an NHS number whose check digit holds', () => {
    expect(isChildIdentifier('A123456789012')).toBe(true)
    expect(isChildIdentifier('943 476 5919')).toBe(true)
    expect(isChildIdentifier('9434765919')).toBe(true)
  })

  test.each([
    'Tommy, DOB 12/03/2011, seen late',
    'one child born on 2 May 2014 moved in',
    'D.O.B: 2011-03-12',
    'NHS 943 476 5919 not visited',
    'see A123456789012.',
  ])('is found within a note: %s', (note) => {
    expect(isChildIdentifier(note)).toBe(true)
  })

  test.each([
    '3 children without a DOB on the system',
    'DOB missing for 12 of 39 children',
    '2 babies born in May 2019, both visited',
    'two visits recorded late on 12/03/2019',
    'ring 0121 496 0123 or 01214960123',
    'from 2019-05-01 to 2019-05-31',
    'query 94347659191 rows',
  ])('is not read into a note about a team: %s', (note) => {
    expect(isChildIdentifier(note)).toBe(false)
  })

  test('is found in a short note as in a long one', () => {
    const notes = [
      'DOB 12/03/11',
      'dob 2/5/14',
      'born 2/5/2014',
      'no 9434765919',
      '9434765919.',
      '(9434765919)',
    ]
    expect(notes.filter((note) => !isChildIdentifier(note))).toEqual([])
  })

  test('is found whatever stands around it, and however its digits are parted', () => {
    const notes = [
      'A123456789012 not seen',
      'a12345678901b not seen',
      'seen: 943-476-5919',
      'seen: 943 4765919; again',
      'one (943476 5919), late',
      'two\t9434765919\tseen',
    ]
    expect(notes.filter((note) => !isChildIdentifier(note))).toEqual([])
  })

  test.each([
    'XA123456789012 not seen',
    '1A123456789012 not seen',
    'A1234567890123 not seen',
    'A123456789012-4 seen',
    'A12345678901 not seen',
    'AB12345678901 or so',
    '-9434765919 and more',
    '/9434765919 and more',
    '.9434765919 and more',
    ',9434765919 and more',
    '9434765919/2 and more',
    '9434765919a and more',
    'é9434765919 and more',
    '9434765919é and more',
    '943  476 5919 is apart',
    '943.476.5919 is apart',
    '94 3476 5919 is apart',
    '1111111111 of a kind',
  ])('is no part of a longer one: %s', (note) => {
    expect(isChildIdentifier(note)).toBe(false)
  })

  test.each([
    ['DOB:12/03/2011', true],
    ['dob = 12.03.2011', true],
    ['date of birth 12-3-11', true],
    ['Date of birth is 12/03/2011', true],
    ['born 2nd May 2014', true],
    ['born 1st may 14', true],
    ['born 3rd September 2014', true],
    ['born 4th.Dec.2014', true],
    ['born on a 2014-05-02', true],
    ['born 2 - 5 - 2014', true],
    ['born 12/3/1 or 2', false],
    ['born 2014-05-2 or so', false],
    ['born in the week of 2014-05-02', false],
    ['reborn 12/03/2011', false],
    ['dobs 12/03/2011 to be sent', false],
    ['d.o.bx 12/03/2011', false],
    ['born 123/03/2011', false],
    ['born 12/03', false],
    ['born 12 of 2014', false],
    ['born 2 Septembers 20', false],
    ['born 2014-5-2 or so', false],
    ['stubborn 12/03/2011', false],
  ])('is a day of birth or none: %s', (note, is) => {
    expect(isChildIdentifier(note)).toBe(is)
  })

  test('is an NHS number by its check digit alone', () => {
    expect(['1000000001', '1000090000', '0000000000', '9999999999'].map(isChildIdentifier)).toEqual([
      true,
      true,
      false,
      false,
    ])
    // The check digit of these nine digits would be 10, which is not a digit: no number begins with them.
    const unchecked = Array.from({ length: 10 }, (_, digit) => `100007000${digit}`)
    expect(unchecked.filter(isChildIdentifier)).toEqual([])
    const checked = Array.from({ length: 10 }, (_, digit) => `943476591${digit}`).filter(isChildIdentifier)
    expect(checked).toEqual(['9434765919'])
  })

  test('is not a figure, a period or a number whose check digit fails', () => {
    for (const text of ['9434765918', '123456789', '2019-04', '1234567890', '0000000000', 'CIC-N', '']) {
      expect(isChildIdentifier(text)).toBe(false)
    }
  })
})
