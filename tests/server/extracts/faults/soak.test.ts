/** A short run of what `npm run soak` does without end. */
import { expect, test } from 'vitest'
import { soakCrashes } from '../../../bench/soak-crashes.ts'
import { soakKills } from '../../../bench/soak-kills.ts'
import { soakUploads } from '../../../bench/soak-uploads.ts'
import { testDatabase } from '../../../support/database.ts'
import { PrivateDatabase } from '../../../support/private-database.ts'
import { bySize, isWide } from '../../../support/run-size.ts'

/** A third as many when only a part is tried. */
const enough = (all: number) => Math.ceil(all / bySize({ part: 3, wide: 3, whole: 1 }))
const [kills, crashes, files] = [enough(8), enough(3), enough(5)]

/** Another seed in each run; a failure names it. */
const soak = (rounds: number) => ({
  rounds,
  seed: Date.now() % 2 ** 31,
  say: () => undefined,
  isOver: () => false,
})

test.runIf(isWide)(
  `${kills} kills at random moments lose, double and halve nothing`,
  async () => {
    const { url } = await testDatabase('catalogue')
    expect(await soakKills(url, soak(kills))).toMatchObject({ kills })
  },
  60_000,
)

test.runIf(isWide)(
  `${crashes} crashes of the database at random moments lose, double and halve nothing`,
  async () => {
    const database = await PrivateDatabase.start()
    try {
      expect(await soakCrashes(database, soak(crashes))).toMatchObject({ crashes })
    } finally {
      await database.stop()
    }
  },
  60_000,
)

test.runIf(isWide)(
  `${files} files, each sent by 8 clients at once to two processes, are as many extracts`,
  async () => {
    const { url } = await testDatabase('catalogue')
    expect(await soakUploads(url, soak(files))).toEqual({
      rounds: files,
      uploads: 8 * files,
      extracts: files,
    })
  },
  60_000,
)
