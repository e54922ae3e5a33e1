import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { personalDetails, personalDetailWords, privacyHint } from '#domain/council/personal-details.ts'

describe('a text is asked about', () => {
  test.each([
    'Ann Smith, 12/03/2011, was late',
    'Ann Smith (dob 12 March 2011)',
    'Mary-Ann O’Neil 12.03.11',
    'Social Worker Sam Jones, 3 May 2010',
    'Łucja Ćwik, 2011-03-12',
  ])('where a name stands before a date: %s', (text) => {
    expect(personalDetails(text)).toContain('name_and_date')
  })

  test.each([
    'Case no. 1042331',
    'child 104233 was moved',
    'ref: AB-10423',
    'LCS 12345',
    'Nothing but 20180401',
    '104233',
    'Seen 104233.',
    'Case no. 12345',
    'file number: 12345',
    'person AB/12345',
    'id 12345',
  ])('where a number reads like a case’s: %s', (text) => {
    expect(personalDetails(text)).toContain('case_number')
  })

  test.each(['943 476 5919', 'Seen: 943 476 5919', 'A123456789012', 'She was born on 12 March 2011'])(
    'where it holds an NHS number, a pupil number or a date of birth: %s',
    (text) => {
      expect(personalDetails(text)).toContain('identifier')
    },
  )
})

describe('a text is left alone', () => {
  test.each([
    'The Help and Protection South team met on 12 April 2019',
    'Practice Week, 12 March 2019, went well',
    'Since Good Friday 19 April 2019',
    'Service Director, 12 April 2019',
    'Ofsted Inspection 12 March 2019',
    'In 2018-19 we spent £250000, of 1,234,567',
    'Caseload of 15.4; 29 of 39; 74.4%',
    'Early Help, 12 March 2019, went well',
    'Bank Holiday 6 May 2019',
    'Mary Jones, who chairs it, agreed',
    'Each case is heard by one child at a time; 12345 hours',
    'It cost £104233, or £1042335 with 104,233 for cars',
    'Of 104233% or 1042335%, 104233.5 and 2.104233',
    'Phones 01-104233 and 104233-5',
    'Two social workers left in February',
    'The wait was 12,345 days over all cases',
    '',
  ])('where nothing tells who anybody is: %s', (text) => {
    expect(personalDetails(text)).toEqual([])
  })
})

test('a person is asked in words, beside a hint that stands at every box', () => {
  expect(privacyHint).toBe('Do not include names or details of children, families or individual workers.')
  expect(personalDetailWords).toEqual({
    identifier: 'It looks like it holds a date of birth, an NHS number or a pupil number.',
    case_number: 'It looks like it holds a case number.',
    name_and_date: 'It looks like it holds a name with a date of birth.',
  })
})

test('a sign is found wherever in a text it stands', () => {
  const words = fc.array(fc.constantFrom('late', 'visits', 'in', 'the', 'team', '\n'), { maxLength: 30 })
  fc.assert(
    fc.property(words, words, (before, after) => {
      const text = [...before, 'case 104233', ...after].join(' ')
      expect(personalDetails(text)).toEqual(['case_number'])
    }),
  )
})

test('a long text of nothing but spaces, letters or digits is read at once', () => {
  for (const sign of [' ', 'A', 'Aa ', '1', '1/', 'case ']) {
    expect(Array.isArray(personalDetails(sign.repeat(2000)))).toBe(true)
  }
})
