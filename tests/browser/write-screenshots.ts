/** `npm run screenshots`: draws again the pictures that `npm test` compares with. Look at what changed before keeping them. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { withDemonstration } from '../support/demonstration.ts'
import {
  FRAMES,
  type Frame,
  fitToKeep,
  launchPainter,
  openToDraw,
  picturedPages,
  pictureFile,
  pictureOf,
  withOurLetters,
} from './pictures.ts'
import { closeService, readersOf, serviceOver } from './reader.ts'

const folder = new URL('./screenshots/', import.meta.url)
/** What is kept is replaced only once every page has been drawn. */
const drawn: { file: URL; png: Buffer }[] = []
await withDemonstration(async (db) => {
  const service = await serviceOver(db, launchPainter())
  try {
    const readerOf = readersOf(service, { prepare: withOurLetters })
    for (const shown of picturedPages) {
      const { page } = await readerOf(shown.role)
      await openToDraw(page, service.address, shown)
      for (const frame of Object.keys(FRAMES) as Frame[])
        drawn.push({
          file: pictureFile(shown.name, frame),
          png: await fitToKeep(page, await pictureOf(page, frame)),
        })
    }
  } finally {
    await closeService(service)
  }
})
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder)) rmSync(new URL(name, folder), { recursive: true })
for (const { file, png } of drawn) writeFileSync(file, png)
const weight = drawn.reduce((sum, { png }) => sum + png.length, 0)
console.log(`${drawn.length} pictures, ${(weight / 1_048_576).toFixed(1)} MB, in tests/browser/screenshots`)
