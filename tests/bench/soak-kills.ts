/** Kills a process at random moments, again and again, while it ingests or takes back. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '#server/db/database.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { diceFrom } from '../support/dice.ts'
import { type Acknowledged, faultsIn } from '../support/exactly-once.ts'
import { KillableProcess } from '../support/killable-process.ts'
import { named } from '../support/named.ts'
import { FaultFound, Model, publish, type Sent, type Soak, sweepAll } from './soak-model.ts'

const REVERTS = 0.25
/** Rounds without a kill at the beginning, which measure how long the work takes. */
const MEASURED = 3

/** Throws FaultFound. Returns how many processes were killed, how many of them before they had finished, and what was
 * acknowledged. */
export async function soakKills(url: string, { rounds, seed, say, isOver }: Soak) {
  const dice = diceFrom(seed)
  const model = new Model(2018, dice)
  const db = connect(url, { max: 3 })
  const acknowledged: Acknowledged[] = []
  const counts = { kills: 0, midway: 0, acknowledged: 0, asked_again: 0 }
  let longest = 0
  let last: (Sent & { id: number }) | null = null
  let spare = KillableProcess.start(url)
  for (let round = 1; round <= rounds && !isOver(); round++) {
    const child = await spare
    spare = KillableProcess.start(url)
    const moment = dice() * longest * 1.1
    const reverts: (Sent & { id: number }) | null = dice() < REVERTS ? last : null
    const sent: Sent = reverts ?? model.next()
    const began = performance.now()
    child.give({
      work: reverts === null ? 'ingest' : 'revert',
      content: sent.content,
      id: reverts?.id ?? null,
    })
    if (round <= MEASURED) {
      await child.until('done')
      longest = Math.max(longest, performance.now() - began)
    } else {
      await sleep(moment)
    }
    await child.kill()
    counts.kills++
    if (!child.finished()) counts.midway++

    await sweepAll(db)
    if (reverts !== null) {
      const { status } = await db
        .selectFrom('extract')
        .select('status')
        .where('id', '=', reverts.id)
        .executeTakeFirstOrThrow()
      if (status !== 'reverted') {
        counts.asked_again++
        await revertExtract(db, reverts.id, { by: named('Data team'), reason: 'Sent twice' })
      }
      model.reverted(reverts)
      last = null
    } else {
      // A sender who got no answer sends the file again.
      const first = child.acknowledged()
      if (first !== null) {
        counts.acknowledged++
        acknowledged.push({ id: first, content: sent.content })
      }
      const report = await publish(db, sent)
      if (!report.alreadyReceived) counts.asked_again++
      if (first !== null && (report.id !== first || !report.alreadyReceived))
        throw new FaultFound(round, seed, [
          { is: 'doubled', what: `extract ${first} was received again as ${report.id}` },
        ])
      model.published(sent)
      last = { ...sent, id: report.id }
    }
    const faults = [...(await model.faults(db)), ...(await faultsIn(db, acknowledged))]
    if (faults.length > 0) throw new FaultFound(round, seed, faults)
    say(counts)
  }
  await (await spare).kill()
  await db.destroy()
  return counts
}
