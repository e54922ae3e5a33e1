import { describe, expect, test } from 'vitest'
import { unseenName, withoutUnseen, withPlainDashes } from '#domain/wording/unseen-character.ts'

describe('a character that nobody sees', () => {
  test.each([
    ['\u0000', 'a NUL'],
    ['\t', 'a tab'],
    ['\n', 'a line break'],
    ['\r', 'a line break'],
    ['\u2028', 'a line break'],
    ['\u00ad', 'a soft hyphen'],
    ['\u200b', 'a zero-width space'],
    ['\u200c', 'a zero-width mark'],
    ['\u200d', 'a zero-width mark'],
    ['\u2060', 'a zero-width mark'],
    ['\u200e', 'a mark of direction'],
    ['\u200f', 'a mark of direction'],
    ['\ufeff', 'a byte order mark'],
    ['\u0007', 'the character U+0007'],
    ['\ufe0f', 'the character U+FE0F'],
  ])('%j is called %s', (character, name) => {
    expect(unseenName(`HP${character}-1`)).toBe(name)
  })

  test('is the first of several, and all of them are taken out', () => {
    expect(unseenName('A\u00adB\tC')).toBe('a soft hyphen')
    expect(withoutUnseen('\ufeffA\u00adB\u200b\u200bC')).toBe('ABC')
    expect(withoutUnseen('Zoë – 1')).toBe('Zoë – 1')
  })
})

test('dashes of every length become the one on the keyboard', () => {
  expect(withPlainDashes('HP\u2010S1 \u2013 \u2014 \u22125 \uff0d')).toBe('HP-S1 - - -5 -')
  expect(withPlainDashes('HP-S1')).toBe('HP-S1')
})
