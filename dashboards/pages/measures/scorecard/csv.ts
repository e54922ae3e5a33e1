import type { Scorecard } from '#server/reads/scorecard.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import { csvOf } from '../../../exports/csv.ts'
import { yearSoFarFields } from '../../../exports/year-so-far-columns.ts'

/** The scorecard's table as CSV: figures at full precision, one row for each measure, with the API's column names. */
export function scorecardCsv(scorecard: Scorecard): string {
  return csvOf(
    scorecard.lines.map(
      ({ kpi, figure, period, phrase, restated, actions, neverComing, previous, yearToDate }) => ({
        unit: scorecard.unit.code,
        period,
        kpi: kpi.code,
        name: kpi.name,
        dimension: kpi.dimension,
        state: figure.state,
        symbol: figure.symbol,
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        ...partsColumns(figure),
        target: figure.target,
        floor: figure.floor,
        status: figure.status,
        gap: figure.gap,
        judgedOn: figure.judgedOn,
        variation: figure.variation,
        assurance: figure.assurance,
        phrase,
        restated: String(restated),
        version: scorecard.version?.number ?? null,
        tree: scorecard.recast ? 'today' : 'then',
        actions: actions.map((a) => a.ref).join(' '),
        neverComing: neverComing.length === 0 ? null : neverComing.join('; '),
        bandFrom: figure.band?.from ?? null,
        bandTo: figure.band?.to ?? null,
        previousValue: previous?.value ?? null,
        ...yearSoFarFields(yearToDate),
      }),
    ),
  )
}
