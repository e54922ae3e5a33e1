/** Publishes files of every kind by mistake over the demonstration, and takes them back. */
import type { Db } from '#server/db/database.ts'
import { diceFrom } from '../support/dice.ts'
import { RevertTrial, wordsOf } from '../support/revert-trial.ts'
import { FaultFound, type Soak } from './soak-model.ts'

/** Throws FaultFound if anything reads differently than before. Returns the number of files and answers. */
export async function soakReverts(db: Db, owner: Db, { rounds, seed, say, isOver }: Soak) {
  const dice = diceFrom(seed)
  const demonstration = await RevertTrial.over(db, owner)
  for (let round = 1; round <= rounds && !isOver(); round++) {
    const differences = await demonstration.round(round - 1, dice)
    const faults = differences.map((difference) => ({ is: 'wrong' as const, what: wordsOf(difference) }))
    if (faults.length > 0) throw new FaultFound(round, seed, faults)
    say(demonstration.counts)
  }
  return demonstration.counts
}
