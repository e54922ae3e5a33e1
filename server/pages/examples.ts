/** Finds what the gallery shows: every component and chart with its examples, by folder. */
import { globSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Picture } from '#dashboards/charts/picture.ts'
import type { ComponentExamples } from '#dashboards/components/example.ts'

export type Examples = {
  components: readonly { name: string; examples: ComponentExamples<unknown> }[]
  charts: readonly { name: string; examples: Readonly<Record<string, Picture>> }[]
}

/** Reads them from the dashboards folder, in the order of their names. */
export async function loadExamples(dashboards: string): Promise<Examples> {
  const read = <T>(kind: string): Promise<{ name: string; module: T }[]> =>
    Promise.all(
      globSync(`${kind}/*/examples.ts`, { cwd: dashboards })
        .sort()
        .map(async (file) => ({
          name: basename(dirname(file)),
          module: (await import(pathToFileURL(`${dashboards}/${file}`).href)) as T,
        })),
    )
  const [components, charts] = await Promise.all([
    read<{ examples: ComponentExamples<unknown> }>('components'),
    read<{ examples: () => Record<string, Picture> }>('charts'),
  ])
  return {
    components: components.map(({ name, module }) => ({ name, examples: module.examples })),
    charts: charts.map(({ name, module }) => ({ name, examples: module.examples() })),
  }
}
