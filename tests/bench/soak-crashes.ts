/** Kills the database server at random moments, again and again, while writers publish extracts. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#server/db/database.ts'
import { diceFrom } from '../support/dice.ts'
import { type Acknowledged, faultsIn } from '../support/exactly-once.ts'
import type { PrivateDatabase } from '../support/private-database.ts'
import { FaultFound, Model, publish, type Sent, type Soak, sweepAll } from './soak-model.ts'

const LONGEST_MS = 400
const YEARS = [2016, 2017, 2018]

/** Throws FaultFound. Returns the number of crashes, and of extracts that were acknowledged and that were cut off by them. */
export async function soakCrashes(database: PrivateDatabase, { rounds, seed, say, isOver }: Soak) {
  const dice = diceFrom(seed)
  const { db } = database
  const models = YEARS.map((year) => new Model(year, dice))
  const acknowledged: Acknowledged[] = []
  const counts = { crashes: 0, acknowledged: 0, cut_off: 0, slowest_recovery_ms: 0 }
  for (let round = 1; round <= rounds && !isOver(); round++) {
    const writing = models.map((model) => write(db, model, acknowledged))
    await sleep(dice() * LONGEST_MS)
    database.crash(dice() < 0.5 ? 'SIGKILL' : 'SIGQUIT')
    const cut = await Promise.all(writing)
    const began = performance.now()
    await database.recover()
    counts.slowest_recovery_ms = Math.max(counts.slowest_recovery_ms, Math.round(performance.now() - began))
    counts.crashes++
    counts.cut_off += cut.length

    await sweepAll(db)
    for (const [place, sent] of cut.entries()) {
      const { id } = await publish(db, sent)
      models[place]?.published(sent)
      acknowledged.push({ id, content: sent.content })
    }
    counts.acknowledged = acknowledged.length
    const faults = [
      ...(await Promise.all(models.map((model) => model.faults(db)))).flat(),
      ...(await faultsIn(db, acknowledged)),
    ]
    if (faults.length > 0) throw new FaultFound(round, seed, faults)
    say(counts)
  }
  return counts
}

/** Publishes extracts until the database is gone, and returns the one that got no answer. */
async function write(db: Db, model: Model, acknowledged: Acknowledged[]): Promise<Sent> {
  for (;;) {
    const sent = model.next()
    try {
      const { id } = await publish(db, sent)
      model.published(sent)
      acknowledged.push({ id, content: sent.content })
    } catch (failure) {
      // The end of the database is expected; any other error of the service is a fault.
      if (isOfTheDatabase(failure)) return sent
      throw failure
    }
  }
}

function isOfTheDatabase(failure: unknown): boolean {
  return failure instanceof Error && ('code' in failure || /connection/i.test(failure.message))
}
