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
    expect(childLevelHeading(['CIC-N', 'LC01', '2019-04', '12', '14', 'address'], false)).toBeNull()
    expect(childLevelHeading(['Team', 'Surname', 'Visited'], false)).toBe('Surname')
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

  test('is not a figure, a period or a number whose check digit fails', () => {
    for (const text of ['9434765918', '123456789', '2019-04', '1234567890', '0000000000', 'CIC-N', '']) {
      expect(isChildIdentifier(text)).toBe(false)
    }
  })
})
