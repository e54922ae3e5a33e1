import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { loadFigures } from '#server/record/figures.ts'
import { testDatabase } from '../../support/database.ts'
import { some } from '../../support/some.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('demo')).db
})

describe('a figure read in brief', () => {
  test('is the whole figure but for the phases, flags and other limits of its earlier months', async () => {
    const query = { units: ['HP-S1', 'HPC', 'RIDGE'], from: '2018-09' }
    const [whole, brief] = await Promise.all([
      loadFigures(db, query),
      loadFigures(db, { ...query, brief: true }),
    ])
    expect(whole.some(({ analysis }) => analysis.phases.length > 0 && analysis.flags.length > 0)).toBe(true)
    const shortened = whole.map(({ analysis: { nhs: _, ...analysis }, ...figure }) => ({
      ...figure,
      analysis: { ...analysis, phases: [], flags: [] },
    }))
    expect(some(brief)).toEqual(shortened)
  })
})
