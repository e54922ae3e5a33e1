import { expect, test } from 'vitest'
import { smallNumberAdvice, smallNumbersIn } from '#domain/suppression/small-number-advice.ts'

test.each([
  ['13 to close, 5 to step down', ['5']],
  ['Move four children’s cases', ['four']],
  ['Three children were found, and three more', ['three']],
  ['Both brothers moved; the only sister stayed', ['both', 'the only']],
  ['The 3rd child of the family', ['3rd']],
  ['٣ أطفال', ['٣']],
  ['Ⅳ children', ['ⅳ']],
  ['The twins', ['twins']],
])('‘%s’ seems to tell a small number', (text, found) => {
  expect(smallNumbersIn(text)).toEqual(found)
})

test.each([
  '96 reviewed',
  '12 of 150',
  'Done on 5 June 2019, or the 3rd of May',
  'R1.2 and F3.4',
  '4.5% of visits, 3 per cent of cases',
  'Phone the team of HP-S1 and HP-C2',
  'Help and Protection North 1 sends it',
  'CP04 of 2019-04 at 10:30',
  'Every two weeks, for three months',
  'Share the list on Friday',
  '',
])('‘%s’ does not', (text) => {
  expect(smallNumbersIn(text)).toEqual([])
  expect(smallNumberAdvice(text)).toBeNull()
})

test('the advice names the words, at most five of them, and decides nothing', () => {
  expect(smallNumberAdvice('Two of them')).toBe(
    'It seems to tell a small number: “two”. A child or a worker may be known from it.',
  )
  expect(smallNumberAdvice('One, two, three, four, five, both')).toBe(
    'It seems to tell a small number: “one”, “two”, “three”, “four” and “five”. A child or a worker may be known from it.',
  )
})
