import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstLine } from '#domain/wording/first-line.ts'
import { anyText } from '../../support/any-text.ts'

test('a short text is its own first line', () => {
  expect(firstLine('Two workers were away.')).toBe('Two workers were away.')
  expect(firstLine('')).toBe('')
})

test('a long one is cut between words, and says that it goes on', () => {
  expect(firstLine('Visits fell because two posts were empty, and the agency sent nobody.', 42)).toBe(
    'Visits fell because two posts were empty…',
  )
  expect(firstLine('Two workers were away.\nThe rota covers June.')).toBe('Two workers were away. …')
})

test('a text that just fits is not cut, and one without a late space is cut within a word', () => {
  expect(firstLine('Visits now', 10)).toBe('Visits now')
  expect(firstLine('Visits noweverybody', 10)).toBe('Visits…')
  expect(firstLine('Visit noweverybody', 10)).toBe('Visit nowe…')
  expect(firstLine('Unaccompanied', 6)).toBe('Unacco…')
})

test('spaces around a text and its lines are left out, and so are signs before the cut', () => {
  expect(firstLine('  Two were away. \n\n  The rota covers June. ')).toBe('Two were away. …')
  expect(firstLine('Two were away, – so on', 17)).toBe('Two were away…')
})

test('a text is never longer than there is room for, and no character is cut in two', () => {
  fc.assert(
    fc.property(anyText(400), (text) => {
      const line = firstLine(text, 100)
      expect([...line].length).toBeLessThanOrEqual(102)
      expect(line).not.toContain('\n')
      expect(line.isWellFormed()).toBe(true)
    }),
  )
})
