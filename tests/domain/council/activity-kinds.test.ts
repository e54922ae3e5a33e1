import { describe, expect, test } from 'vitest'
import { activityKinds } from '#domain/council/activity-kinds.ts'
import { some } from '../../support/some.ts'

describe('what the activity record knows', () => {
  const kinds = Object.entries(activityKinds)

  test('is named by a thing and what happened to it', () => {
    for (const [kind] of some(kinds)) expect(kind).toMatch(/^[a-z_]+\.[a-z_]+$/)
  })

  test('has words of its own that follow a name', () => {
    expect(new Set(kinds.map(([, words]) => words)).size).toBe(kinds.length)
    for (const [, words] of some(kinds)) expect(words).toMatch(/^[a-z]/)
  })
})
