/** `npm run screenshots`: draws again the pictures that `npm test` compares with. Look at what changed before keeping them. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { withDemonstration } from '../support/demonstration.ts'
import {
  FRAMES,
  type Frame,
  fitToKeep,
  launchPainter,
  picturedPages,
  pictureFile,
  pictureOf,
  withOurLetters,
} from './pictures.ts'
import { closeService, readersOf, serviceOver } from './reader.ts'

const folder = new URL('./screenshots/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder)) rmSync(new URL(name, folder), { recursive: true })
let weight = 0
await withDemonstration(async (db) => {
  const service = await serviceOver(db, launchPainter())
  try {
    const readerOf = readersOf(service, { prepare: withOurLetters })
    for (const { name, role, path } of picturedPages) {
      const { page } = await readerOf(role)
      await page.goto(service.address + path)
      for (const frame of Object.keys(FRAMES) as Frame[]) {
        const png = await fitToKeep(page, await pictureOf(page, frame))
        writeFileSync(pictureFile(name, frame), png)
        weight += png.length
      }
    }
  } finally {
    await closeService(service)
  }
})
console.log(
  `${picturedPages.length * Object.keys(FRAMES).length} pictures, ${(weight / 1_048_576).toFixed(1)} MB, in tests/browser/screenshots`,
)
