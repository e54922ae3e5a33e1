/** A short run of what `npm run soak` does for as long as it is let. */
import { expect, test } from 'vitest'
import { soakCrashes } from '../../../bench/soak-crashes.ts'
import { soakKills } from '../../../bench/soak-kills.ts'
import { soakUploads } from '../../../bench/soak-uploads.ts'
import { testDatabase } from '../../../support/database.ts'
import { PrivateDatabase } from '../../../support/private-database.ts'

/** Another chance in each run; a failure names the seed. */
const soak = (rounds: number) => ({
  rounds,
  seed: Date.now() % 2 ** 31,
  say: () => undefined,
  isOver: () => false,
})

test('8 kills at random moments lose, double and halve nothing', async () => {
  const { url } = await testDatabase('catalogue')
  expect(await soakKills(url, soak(8))).toMatchObject({ kills: 8 })
}, 60_000)

test('3 crashes of the database at random moments lose, double and halve nothing', async () => {
  const database = await PrivateDatabase.start()
  try {
    expect(await soakCrashes(database, soak(3))).toMatchObject({ crashes: 3 })
  } finally {
    await database.stop()
  }
}, 60_000)

test('5 files, each sent by 8 clients at once to two processes, are 5 extracts', async () => {
  const { url } = await testDatabase('catalogue')
  expect(await soakUploads(url, soak(5))).toEqual({ rounds: 5, uploads: 40, extracts: 5 })
}, 60_000)
