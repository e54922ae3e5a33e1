/** Published annual figures of other places. */
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** One measure as published: its own title, and each place's figure by year; null if none was published. */
export type Benchmark = {
  measure: string
  title: string
  /** The latest years first. */
  years: { year: number; places: { geography: string; value: number | null }[] }[]
}

/** A benchmark by the name of its measure; null for an unknown one. */
export async function loadBenchmark(db: ReadSource, measure: string): Promise<Benchmark | null> {
  return (await loadBenchmarks(db, [measure]))[0] ?? null
}

/** The benchmarks of several measures, in the order of their names; unknown ones are left out. */
export async function loadBenchmarks(db: ReadSource, measures: readonly string[]): Promise<Benchmark[]> {
  if (measures.length === 0) return []
  const rows = await db
    .selectFrom('benchmark')
    .select(['measure', 'geography', 'year', 'value', 'title'])
    .where('council_id', '=', councilId)
    .where('measure', 'in', measures)
    .orderBy('measure')
    .orderBy('year', 'desc')
    .orderBy('geography')
    .execute()
  return [...Map.groupBy(rows, (r) => r.measure)].map(([measure, own]) => ({
    measure,
    title: own[0]?.title ?? measure,
    years: [...Map.groupBy(own, (r) => r.year)].map(([year, places]) => ({
      year,
      places: places.map(({ geography, value }) => ({ geography, value })),
    })),
  }))
}
