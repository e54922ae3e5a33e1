/** The compared figures as a table: one row for each unit, in the organisation's order. */

import { html } from 'hono/html'
import { isShareOfCases, limitsOfChance, positionOf, rangeLeftOpen } from '#domain/figures/chance.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { isBelowMinimum } from '#domain/figures/status.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { periodName } from '#domain/time/period.ts'
import { formatCell, formatRemark, formatValue, nothingText } from '#domain/wording/format.ts'
import { measureAddress } from '../../../addresses.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import type { ChartRecord } from '../../../charts/picture.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../../html.ts'
import { type Comparison, funnelOf, type Group } from './comparison.ts'

const chanceWords = {
  above: 'Above, beyond chance',
  below: 'Below, beyond chance',
  inside: 'Within chance',
} as const

/** A unit of a group with its judgements; `chance` is null if it is not judged. */
type Row = {
  code: string
  name: string
  figure: Group['members'][number]['figures'][number]
  range: { low: number; high: number } | null
  chance: keyof typeof chanceWords | null
}

function rowsOf(compared: Comparison, group: Group): Row[] {
  const { kpi } = compared
  const funnel = funnelOf(compared, group)
  return group.members.map(({ unit, figures }) => {
    const figure = figures.at(-1) ?? null
    const reported = figure?.state === 'reported' ? figure : null
    const cases = reported?.denominator ?? 0
    const isJudged = funnel !== null && reported?.value != null && !isBelowMinimum(kpi, cases)
    return {
      code: unit.code,
      name: unit.name,
      figure,
      range: reported !== null && isShareOfCases(kpi) ? rangeLeftOpen(reported.numerator ?? 0, cases) : null,
      chance:
        isJudged && reported.value !== null
          ? positionOf(reported.value, limitsOfChance(funnel.together, cases))
          : null,
    }
  })
}

/** The group's figures of the month, with the judgements of each. */
export function comparisonTable(compared: Comparison, group: Group): Html {
  const { kpi, period } = compared
  const rows = rowsOf(compared, group)
  const whole = { ...kpi, decimals: kpi.unit === 'percent' ? 0 : kpi.decimals }
  const ranged = rows.some((r) => r.range !== null)
  const chanced = rows.some((r) => r.chance !== null)
  return dataTable({
    caption: `${kpi.name}: ${group.name}, ${periodName(period)}`,
    captionSize: 'hidden',
    columns: [
      { heading: group.type === 'services' ? 'Service' : 'Team' },
      { heading: periodName(period), numeric: true },
      { heading: 'Made of', numeric: true },
      ...(ranged ? [{ heading: 'Likely range (95%)', numeric: true }] : []),
      { heading: 'Against target' },
      { heading: 'Against its own past' },
      ...(chanced ? [{ heading: 'Against the others' }] : []),
    ],
    rows: rows.map(({ code, name, figure, range, chance }) => {
      const cell = figure ?? { ...emptyCell('not_reported'), ...notAdded }
      return {
        cells: [
          html`<a class="govuk-link" href="${measureAddress(code, kpi.code, period)}">${name}</a>`,
          cell.value === null ? nothingText(kpi, cell) : formatCell(kpi, cell),
          formatRemark(kpi, cell) || '–',
          ...(ranged
            ? [range === null ? '–' : `${formatValue(whole, range.low)} to ${formatValue(whole, range.high)}`]
            : []),
          figure?.status == null ? '–' : statusTag({ status: figure.status }),
          figure === null
            ? '–'
            : variationTag({ variation: figure.variation, rising: figure.analysis.rising }),
          ...(chanced ? [chanceCell(chance)] : []),
        ],
      }
    }),
    dense: true,
    cards: true,
    source: kpi.name,
  })
}

function chanceCell(chance: Row['chance']): Content {
  if (chance === null) return 'Not judged'
  return chance === 'inside' ? chanceWords.inside : markedWord({ mark: 'warning', word: chanceWords[chance] })
}

/** Every figure of every group over all its months, for a file: unit by unit, then the judgement of the last. */
export function comparisonRecords(compared: Comparison): ChartRecord[] {
  const { kpi, months, period } = compared
  return compared.groups.flatMap((group) => {
    const last = new Map(rowsOf(compared, group).map((row) => [row.code, row]))
    return group.members.flatMap(({ unit, figures }) =>
      months.map((month, i): ChartRecord => {
        const figure = figures[i] ?? null
        const said = month === period ? last.get(unit.code) : undefined
        return {
          unit: unit.code,
          name: unit.name,
          period: month,
          state: figure?.state ?? 'not_reported',
          numerator: figure?.numerator ?? null,
          denominator: figure?.denominator ?? null,
          value: figure?.value ?? null,
          ...partsColumns(figure ?? notAdded),
          target: figure?.target ?? null,
          status: figure?.status ?? null,
          variation: figure?.variation ?? null,
          rangeLow: said?.range?.low ?? null,
          rangeHigh: said?.range?.high ?? null,
          chance: said?.chance ?? null,
          kpi: kpi.code,
          type: group.name,
        }
      }),
    )
  })
}
