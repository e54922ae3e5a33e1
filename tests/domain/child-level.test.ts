import { describe, expect, test } from 'vitest'
import { childLevelHeading, isChildIdentifier } from '#domain/child-level.ts'

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

  test('is not a figure, a period or a number whose check digit fails', () => {
    for (const text of ['9434765918', '123456789', '2019-04', '1234567890', '0000000000', 'CIC-N', '']) {
      expect(isChildIdentifier(text)).toBe(false)
    }
  })
})
