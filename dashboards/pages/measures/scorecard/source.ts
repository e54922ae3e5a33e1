/** The source of a row of the scorecard, and of the whole scorecard, which is included in whatever is copied from them. */
import { sentenceSource, sourceLine } from '#domain/wording/source-line.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'

/** "74.4% (29 of 39), CP visits in timescale, Help and Protection South 1, April 2019, published 10 May 2019" */
export function rowSource({ unit }: Pick<Scorecard, 'unit'>, line: ScorecardLine): string {
  const { kpi, figure, period, publishedAt } = line
  return sourceLine(kpi, { ...figure, period }, unit.name, publishedAt?.toISOString() ?? null)
}

/** "Help and Protection South 1, April 2019, published 10 May 2019" */
export function scorecardSource({ unit, period, publishedAt }: Scorecard): string {
  return sentenceSource(unit.name, period, publishedAt?.toISOString() ?? null)
}
