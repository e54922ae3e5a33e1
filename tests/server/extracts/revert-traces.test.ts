/** A file that is published by mistake and taken back leaves everything that shows figures as it was. */
import { randomInt } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'
import { diceFrom } from '../../support/dice.ts'
import { kinds } from '../../support/mistaken-files.ts'
import { type Difference, RevertTrial, wordsOf } from '../../support/revert-trial.ts'
import { bySize, isWide } from '../../support/run-size.ts'

/** How often each kind of mistake is made. */
const TURNS = bySize({ part: 1, wide: 1, whole: 2 })
const FILES = TURNS * kinds.length
/** Another seed in each run; to repeat a failed run, write its number here. */
const seed = randomInt(1_000_000)

describe.runIf(isWide)(`${FILES} files published and taken back, of seed ${seed}`, () => {
  let demonstration: RevertTrial
  const differences: Difference[] = []

  beforeAll(async () => {
    const { db, owner } = await testDatabase('demo')
    demonstration = await RevertTrial.over(db, owner)
  })

  test('leave scorecards, series, measurements, the overview, the plan, its checks and every home as they were', {
    timeout: 300_000,
  }, async () => {
    const dice = diceFrom(seed)
    for (let turn = 0; demonstration.counts.files < FILES && turn < 3 * FILES; turn++)
      differences.push(...(await demonstration.round(turn, dice)))
    expect(differences.map(wordsOf)).toEqual([])
    expect(demonstration.counts.compared).toBeGreaterThan(FILES * 15)
  })

  test('and most of them changed what was read while they were published', () => {
    expect(demonstration.counts).toMatchObject({ files: FILES })
    expect(demonstration.counts.refused).toBeLessThan(FILES)
    expect(demonstration.counts.changed).toBeGreaterThan(FILES / 2)
    expect(kinds.length).toBeGreaterThan(8)
  })
})
