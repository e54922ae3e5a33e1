/** The unit's own measures by change and by whether they can meet target. */

import { html } from 'hono/html'
import type { Comparator } from '#domain/catalogue/benchmark.ts'
import { spokenVariation } from '#domain/figures/wholeness.ts'
import { type SummaryMatrix, summaryMatrix } from '#domain/scorecard/summary-matrix.ts'
import { periodName } from '#domain/time/period.ts'
import { comparatorBrief } from '#domain/wording/comparator-words.ts'
import { judgedFigureWords } from '#domain/wording/judged-words.ts'
import { plural } from '#domain/wording/plural.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import { measureAddress } from '../../../addresses.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import {
  type MatrixMeasure,
  summaryMatrix as summaryTable,
} from '../../../components/summary-matrix/summary-matrix.ts'
import type { Html } from '../../../html.ts'
import { answers } from '../kit/overview-model.ts'
import type { OverviewView } from './model.ts'

/** All measures of the unit that answer the question asked, each named in one cell or beneath the table. */
export function summarySection({
  scorecard,
  question,
  elsewhere,
}: Pick<OverviewView, 'scorecard' | 'question' | 'elsewhere'>): Html | null {
  const lines = scorecard?.lines.filter(({ kpi }) => answers(kpi, question)) ?? []
  if (scorecard === null || lines.length === 0) return null
  const { unit, period } = scorecard
  const matrix = summaryMatrix(lines)
  const named = (own: readonly ScorecardLine[]) =>
    own.map((line) => measureOf(unit.code, line, elsewhere.get(line.kpi.code) ?? []))
  const shown: SummaryMatrix<MatrixMeasure> = {
    rows: matrix.rows.map(({ variation, cells }) => ({
      variation,
      cells: {
        will_meet: named(cells.will_meet),
        hit_or_miss: named(cells.hit_or_miss),
        will_miss: named(cells.will_miss),
      },
    })),
    unusual: named(matrix.unusual),
    withoutAssurance: matrix.withoutAssurance.map((line) => ({
      ...measureOf(unit.code, line, elsewhere.get(line.kpi.code) ?? []),
      change: changeOf(line),
    })),
    notJudged: named(matrix.notJudged),
  }
  return html`<section id="summary"><h2 class="govuk-heading-m app-overview__section">${unit.name}: which measures change, and which can meet target</h2>
${phoneFold({
  summary: `${plural(lines.length, 'measure')}, each in its place or in a list`,
  body: html`${summaryTable({ caption: `${unit.name}, ${periodName(period)}: measures by change and target`, matrix: shown })}
${
  lines.some(({ kpi }) => comparatorBrief(kpi, elsewhere.get(kpi.code) ?? []) !== null)
    ? html`<p class="app-chart__note">Neighbours (their median) and England: what was published for the year to March in brackets.</p>`
    : null
}`,
})}</section>`
}

/** "concerning" of a measure that is really changing; null of another. */
function changeOf({ figure }: ScorecardLine): string | null {
  const variation = spokenVariation(figure) ?? 'none'
  return turning.some((changing) => changing === variation) ? variationWords[variation].toLowerCase() : null
}

const turning = ['improving', 'concerning', 'recovering', 'slipping_back'] as const

function measureOf(unit: string, line: ScorecardLine, comparators: readonly Comparator[]): MatrixMeasure {
  return {
    name: line.kpi.name,
    figure: judgedFigureWords(line.kpi, line.figure),
    href: measureAddress(unit, line.kpi.code, line.period),
    elsewhere: comparatorBrief(line.kpi, comparators),
    rising: line.figure.analysis.rising,
  }
}
