/** Renders every chart's examples and prints them as one JSON object: run by a test in other processes. */
import { readdirSync } from 'node:fs'
import type { Drawing } from '#dashboards/charts/render.ts'

const folder = new URL('../../dashboards/charts/', import.meta.url)
const drawn: Record<string, Record<string, string>> = {}
for (const entry of readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory())) {
  const { examples } = (await import(new URL(`${entry.name}/examples.ts`, folder).href)) as {
    examples: () => Record<string, Drawing>
  }
  drawn[entry.name] = Object.fromEntries(Object.entries(examples()).map(([title, { svg }]) => [title, svg]))
}
process.stdout.write(JSON.stringify(drawn))
