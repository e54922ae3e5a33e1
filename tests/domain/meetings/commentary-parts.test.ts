import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writtenText } from '#domain/council/written-text.ts'
import { commentaryParts, commentaryText } from '#domain/meetings/commentary-parts.ts'

const answers = {
  happened: 'Two visits were late.\nBoth have been made since.',
  control: 'Who covers for sickness',
  next: 'Give each visit a second visitor',
  when: 'end of June',
}

test('four answers are one text, and are found again in it', () => {
  const text =
    'Two visits were late.\nBoth have been made since.\nIn our control: Who covers for sickness\n' +
    'Next: Give each visit a second visitor\nBy when: end of June'
  expect(commentaryText(answers)).toBe(text)
  expect(commentaryParts(text)).toEqual(answers)
})

test('an answer that is not given leaves no label behind', () => {
  expect(commentaryText({ ...answers, control: ' ', when: '' })).toBe(
    'Two visits were late.\nBoth have been made since.\nNext: Give each visit a second visitor',
  )
  expect(commentaryText({ happened: 'Sickness.', control: '', next: '', when: '' })).toBe('Sickness.')
})

test('a text that was written in one piece is all what happened', () => {
  const text = 'Agency staff left.\n\nNext: we wait.\nIn our control: little.'
  expect(commentaryParts(text)).toEqual({ happened: text, control: '', next: '', when: '' })
  expect(commentaryParts('Next: a\nNext: b').happened).toBe('Next: a\nNext: b')
})

test('answers taken from any stored text and put together again lose no word of it', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('In our control: x', 'Next: y', 'By when: z', 'Next:', 'Next: '),
  )
  const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const { text } = writtenText(lines.join('\n'), 2000)
      const again = commentaryText(commentaryParts(text))
      expect(words(again)).toEqual(words(text))
      expect(commentaryText(commentaryParts(again))).toBe(again)
    }),
  )
})
