/** Finds what the gallery shows: every component and chart with its examples, by folder. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Picture } from '#dashboards/charts/picture.ts'
import { specifiedExamples } from '#dashboards/charts/specified-examples.ts'
import type { ComponentExamples } from '#dashboards/components/example.ts'

export type Examples = {
  components: readonly { name: string; examples: ComponentExamples<unknown> }[]
  charts: readonly { name: string; examples: Readonly<Record<string, Picture>> }[]
}

/** Reads them from the dashboards folder, in the order of their names. */
export async function loadExamples(dashboards: string): Promise<Examples> {
  const components = Promise.all(
    foldersOf(dashboards, 'components/*/examples.ts').map(async ({ name, file }) => {
      const { examples } = await imported<{ examples: ComponentExamples<unknown> }>(file)
      return { name, examples }
    }),
  )
  return { components: await components, charts: await loadChartExamples(dashboards) }
}

/** The pictures of every chart: those that its code draws, or those of its specification with the one example beside it. */
export function loadChartExamples(dashboards: string): Promise<Examples['charts']> {
  return Promise.all(
    foldersOf(dashboards, 'charts/*/spec.vl.json').map(async ({ name, folder }) => {
      const code = `${folder}/examples.ts`
      if (!existsSync(code)) return { name, examples: specifiedExamples(name, exampleIn(folder)) }
      const { examples } = await imported<{ examples: () => Record<string, Picture> }>(code)
      return { name, examples: examples() }
    }),
  )
}

/** The charts that have no code of their own, each with its example as it is written. */
export function specifiedCharts(dashboards: string): { name: string; example: unknown }[] {
  return foldersOf(dashboards, 'charts/*/spec.vl.json')
    .filter(({ folder }) => !existsSync(`${folder}/examples.ts`))
    .map(({ name, folder }) => ({ name, example: exampleIn(folder) }))
}

function foldersOf(dashboards: string, pattern: string): { name: string; file: string; folder: string }[] {
  return globSync(pattern, { cwd: dashboards })
    .sort()
    .map((found) => {
      const file = `${dashboards}/${found}`
      return { name: basename(dirname(file)), file, folder: dirname(file) }
    })
}

function exampleIn(folder: string): unknown {
  return JSON.parse(readFileSync(`${folder}/example.json`, 'utf8'))
}

function imported<T>(file: string): Promise<T> {
  return import(pathToFileURL(file).href)
}
