import { expect, test } from 'vitest'
import { releasedText, withheldText } from '#domain/suppression/released-text.ts'

const outside = (text: string) => releasedText(text, 'outside')

test('a text that counts one to five, in figures or words, is withheld outside', () => {
  for (const text of [
    '13 to close, 5 to step down',
    'Move four children’s cases',
    'Three children were found',
    '1.',
  ]) {
    expect(outside(text), text).toBe(withheldText)
  }
})

test('larger numbers, days, references and percentages are released', () => {
  for (const text of [
    '96 reviewed',
    '12 of 150',
    '5 June 2019',
    'R1.2 and F3.4',
    '4.5% of visits',
    'Phone the team',
  ]) {
    expect(outside(text), text).toBe(text)
  }
})

test('inside readers read what was written', () => {
  expect(releasedText('Move four cases', 'inside')).toBe('Move four cases')
  expect(releasedText('Move four cases', undefined)).toBe('Move four cases')
})
