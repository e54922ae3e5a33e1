import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginningOf, lengthOf, writtenFaultWords, writtenText } from '#domain/council/written-text.ts'
import { anyText } from '../../support/any-text.ts'

describe('what is written', () => {
  test('is kept without spaces around it, with line ends of one kind and at most one blank line together', () => {
    expect(writtenText('  One. \r\n\r\n\r\n\r\nTwo.\t\r Three.  ', 100)).toEqual({
      text: 'One.\n\nTwo.\n Three.',
      fault: null,
    })
  })

  test('may be as long as is allowed, counted as people count, and no longer', () => {
    expect(writtenText('a'.repeat(10), 10).fault).toBeNull()
    expect(writtenText('a'.repeat(11), 10).fault).toBe('too_long')
    expect(writtenText('👍'.repeat(10), 10).fault).toBeNull()
  })

  test('loses marks that nobody sees, among them those that turn the order of letters', () => {
    expect(writtenText('a\u200bb\u202ec\ufeff\u00ad', 10)).toEqual({ text: 'abc', fault: null })
  })

  test.each([undefined, null, 3, ['a'], {}, '', '   ', '\r\n\t', '\u200b'])(
    'is nothing where it is %j',
    (raw) => {
      expect(writtenText(raw, 10).fault).toBe('empty')
    },
  )

  test.each(['a\0b', '\u0007', 'a\ud800', '\ue000'])(
    'is unreadable with signs that no keyboard writes: %j',
    (raw) => {
      expect(writtenText(raw, 10).fault).toBe('unreadable')
    },
  )

  test('is kept the same when it is sent again', () => {
    fc.assert(
      fc.property(anyText(20), (raw) => {
        const { text, fault } = writtenText(raw, 1000)
        fc.pre(fault === null)
        expect(writtenText(text, 1000)).toEqual({ text, fault: null })
        expect(lengthOf(text)).toBeLessThanOrEqual(1000)
      }),
    )
  })
})

describe('the beginning of a text', () => {
  test('is the text where it is short enough, and else never ends in half of a character', () => {
    expect(beginningOf('one', 3)).toBe('one')
    expect(beginningOf('ones', 3)).toBe('one')
    expect(beginningOf('on👍', 3)).toBe('on')
    expect(beginningOf('o👍s', 3)).toBe('o👍')
    expect(beginningOf('👍', 2)).toBe('👍')
    fc.assert(
      fc.property(anyText(20), fc.nat(30), (text, most) => {
        const beginning = beginningOf(text, most)
        expect(text.startsWith(beginning)).toBe(true)
        expect(beginning.isWellFormed()).toBe(true)
        expect(beginning.length).toBeGreaterThanOrEqual(Math.min(text.length, most) - 1)
        expect(beginning.length).toBeLessThanOrEqual(most)
      }),
    )
  })
})

test('a fault is said as a form says it', () => {
  const words = { enter: 'Enter a reason', label: 'Reason', most: 2000 }
  expect(writtenFaultWords('empty', words)).toBe('Enter a reason')
  expect(writtenFaultWords('too_long', words)).toBe('Reason must be 2,000 characters or fewer')
  expect(writtenFaultWords('unreadable', words)).toBe(
    'Reason must only include letters, numbers, punctuation and spaces',
  )
})
