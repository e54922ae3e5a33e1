/** Published annual figures of other places. */
import type { ReadSource } from '../db/database.ts'

/** One measure as published: its own title, and each place's figure by year; null where none was published. */
export type Benchmark = {
  measure: string
  title: string
  /** The latest years first. */
  years: { year: number; places: { geography: string; value: number | null }[] }[]
}

/** A benchmark by the name of its measure, or null for an unknown one. */
export async function loadBenchmark(db: ReadSource, measure: string): Promise<Benchmark | null> {
  const rows = await db
    .selectFrom('benchmark')
    .select(['geography', 'year', 'value', 'title'])
    .where('council_id', '=', 1)
    .where('measure', '=', measure)
    .orderBy('year', 'desc')
    .orderBy('geography')
    .execute()
  const title = rows[0]?.title
  if (title === undefined) return null
  const years = Map.groupBy(rows, (r) => r.year)
  return {
    measure,
    title,
    years: [...years].map(([year, places]) => ({
      year,
      places: places.map(({ geography, value }) => ({ geography, value })),
    })),
  }
}
