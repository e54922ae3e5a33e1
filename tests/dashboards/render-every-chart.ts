/** Renders every chart's examples and prints them as one JSON object; a test runs this in other processes. */
import { type Dirent, readdirSync } from 'node:fs'
import { drawPicture } from '#dashboards/charts/draw.ts'
import type { Picture } from '#dashboards/charts/picture.ts'

const folder = new URL('../../dashboards/charts/', import.meta.url)
const drawn: Record<string, Record<string, string>> = {}
const isChart = (entry: Dirent) => entry.isDirectory() && entry.name !== 'fragments'
for (const entry of readdirSync(folder, { withFileTypes: true }).filter(isChart)) {
  const { examples } = (await import(new URL(`${entry.name}/examples.ts`, folder).href)) as {
    examples: () => Record<string, Picture>
  }
  drawn[entry.name] = Object.fromEntries(
    Object.entries(examples()).map(([title, picture]) => [title, drawPicture(picture).svg]),
  )
}
process.stdout.write(JSON.stringify(drawn))
