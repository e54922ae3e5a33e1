/** Warnings for published figures that an extract would change, by period. */
import { sql } from 'kysely'
import type { ExtractWarning } from '#domain/extracts/problem.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import { besideLedger } from '../merging/merge.ts'
import { type RestatedScorecard, scorecardMonth } from './signed-off-scorecards.ts'

/** A message names at most this many measures, and this many units for each; it counts the others. */
const MOST_NAMED = 4

type RestatedCells = { period: string; kpi: string; cells: number; units: string[] }

/**
 * One warning for each period whose published figures change: which measures, of which units. Figures on a signed-off
 * scorecard with its own warning are left out. A cell without a figure, or emptied because its file was taken back,
 * is not restated.
 */
export async function loadRestatementWarnings(
  trx: Trx,
  extractId: number,
  periods: readonly string[],
  signedOff: readonly RestatedScorecard[],
): Promise<ExtractWarning[]> {
  if (!(await hasPublished(trx, periods))) return []
  const units = signedOff.map(({ unit }) => unit)
  const months = signedOff.map(({ period }) => period)
  const { rows } = await sql<RestatedCells>`
    select r.period, r.kpi_code as kpi, count(*)::integer as cells,
      (array_agg(r.unit_code order by r.unit_code))[1:${MOST_NAMED}::integer] as units
    ${besideLedger(extractId)} and m.state <> 'not_reported'
      and (r.state, r.numerator, r.denominator, r.value, r.symbol)
        is distinct from (m.state, m.numerator, m.denominator, m.value, m.symbol)
      and not exists (select from unnest(${units}::text[], ${months}::text[]) as s (unit, month)
        where s.unit = r.unit_code and s.month = ${scorecardMonth})
    group by 1, 2 order by 1, 2`.execute(trx)
  return [...Map.groupBy(rows, ({ period }) => period)].map(([period, cells]) => ({
    code: 'restates_published',
    sheet: null,
    row: null,
    column: null,
    message: messageOf(period, cells),
    needsReason: true,
  }))
}

/** Whether any of the periods has a figure. A file of new months then needs no comparison row by row. */
async function hasPublished(trx: Trx, periods: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from measurement where council_id = ${councilId}
      and period = any(${periods}::text[])) as found`.execute(trx)
  return rows[0]?.found ?? false
}

/** "2 figures already published for April 2019 change: CP04 of HP-S1 and HP-S2. Say why". */
function messageOf(period: string, restated: readonly RestatedCells[]): string {
  const total = restated.reduce((sum, { cells }) => sum + cells, 0)
  const named = restated.slice(0, MOST_NAMED).map(({ kpi, cells, units }) => {
    return `${kpi} of ${cells > units.length ? `${cells} teams or services` : nameList(units)}`
  })
  const others = restated.length - named.length
  if (others > 0) named.push(`${others} more ${wordFor(others, 'measure')}`)
  const what = `already published for ${periodInSentence(period)}`
  const changes = wordFor(total, `1 figure ${what} changes`, `${total} figures ${what} change`)
  return `${changes}: ${named.join('; ')}. Say why`
}
