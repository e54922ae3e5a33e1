import { describe, expect, test } from 'vitest'
import {
  isTextKind,
  ownerFor,
  textKinds,
  unreleasedPart,
  unreleasedWords,
  wordsFor,
} from '#domain/suppression/released-text.ts'
import { some } from '../../support/some.ts'

const released = { by: 'A. Head', at: '2019-06-10T09:00:00.000Z', dated: '2019-06-10' }

describe('a text that a person wrote', () => {
  test.each(some(textKinds))('of the kind %s reaches a reader outside only if it is released', (kind) => {
    for (const text of ['Three children moved', 'The list goes out every Friday', '']) {
      expect(wordsFor('outside', { kind, released: null }, text)).toBe(unreleasedWords(kind))
      expect(wordsFor('outside', { kind, released }, text)).toBe(text)
      expect(wordsFor('inside', { kind, released: null }, text)).toBe(text)
      expect(wordsFor(undefined, { kind, released: null }, text)).toBe(text)
    }
  })

  test('leaves a sentence that says that there is one, and tells nothing of it', () => {
    const sentences = some(textKinds).map(unreleasedWords)
    expect(sentences.filter((words) => !words.endsWith('not released to the board.'))).toEqual([])
    expect(sentences.filter((words) => /\d|\bone\b|\bboth\b/.test(words))).toEqual([])
  })

  test('has a known kind or none', () => {
    expect(isTextKind('commentary')).toBe(true)
    expect(isTextKind('toString')).toBe(false)
    expect(isTextKind('')).toBe(false)
  })
})

describe('who keeps an agreed action', () => {
  const roles = new Set(['Team manager, HP-S1', 'HR Business Partner'])

  test('is read outside if it is a role, also of a team whose code has a digit', () => {
    expect(ownerFor('outside', { released: null }, 'Team manager, HP-S1', roles)).toBe('Team manager, HP-S1')
    expect(ownerFor('outside', { released: null }, 'HR Business Partner', roles)).toBe('HR Business Partner')
  })

  test('is not read outside if it is anything else, unless it is released with the action', () => {
    const owner = 'The social worker of the 3 brothers'
    expect(ownerFor('outside', { released: null }, owner, roles)).toBe(unreleasedPart)
    expect(ownerFor('outside', { released: null }, 'Team manager, HP-S1 and the twins', roles)).toBe(
      unreleasedPart,
    )
    expect(ownerFor('outside', { released }, owner, roles)).toBe(owner)
    expect(ownerFor('inside', { released: null }, owner, roles)).toBe(owner)
  })
})
