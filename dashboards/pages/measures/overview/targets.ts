/** The unit's own core measures beside their targets. */

import { html } from 'hono/html'
import { isNotWhole, wholeValue } from '#domain/figures/wholeness.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import type { Draw } from '../../../charts/picture.ts'
import { type TargetBars, titledTargetBars } from '../../../charts/target-bar/target-bar.ts'
import { chartDownloads, chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { missingTeamsOf } from '../../../components/missing-teams/missing-teams.ts'
import type { Html } from '../../../html.ts'
import { answers, type OverviewModel, queryOf } from '../kit/overview-model.ts'
import { overviewAddress } from '../kit/overview-question.ts'

export function targetsSection(shown: OverviewModel & { draw: Draw }): Html | null {
  const bars = targetBarsOf(shown)
  if (bars === null) return null
  const { question, overview, draw } = shown
  const all = coreOf(shown).length
  return html`<section id="targets"><h2 class="govuk-heading-m app-overview__section">${overview.unit.name}: core measures against target</h2>
${
  bars.rows.length === 0
    ? html`<p class="govuk-body">No core percentage of ${overview.unit.name} is ${
        question.onlyConcerning ? 'concerning' : 'past its floor or concerning'
      } in ${periodName(overview.period)}.${unjudgedWords(shown)} <a class="govuk-link" href="${overviewAddress(
        { ...question, onlyConcerning: false, dimension: 'delivery' },
      )}#targets">Show those under “Is it done on time?”</a></p>`
    : chartFigure({
        id: 'target-bar',
        titledChart: titledTargetBars(bars),
        draw,
        note: html`Core measures that are percentages; the counts at the top are of every measure with a target, but for demand, people and caseloads. ${
          bars.rows.length === all ? null : html`${whichWords(shown, bars.rows.length, all)} `
        }Dark bar: this month, from 0. Upright line: target. Grey: between target and floor. Diamond:
last month, for reference only; whether a measure really moved is judged above.`,
        howToRead: '/help/method',
        downloads: chartDownloads('target-bar', queryOf(shown)),
      })
}${missingTeamsOf(drawnOf(shown).map((l) => ({ what: l.kpi.name, figure: l.figure, names: l.missing })))}</section>`
}

function whichWords({ question }: OverviewModel, count: number, all: number): string {
  const which = question.onlyConcerning ? 'that are concerning' : 'that are past their floor or concerning'
  return `Drawn: the ${count} of ${all} ${which}.`
}

/** An empty list must never look as if there were nothing to ask about. */
function unjudgedWords(shown: OverviewModel): string {
  const count = coreOf(shown).filter(({ figure }) => isNotWhole(figure)).length
  if (count === 0) return ''
  return ` ${plural(count, 'is', 'are')} not whole, so not judged.`
}

/** The core measures that are percentages with a target and answer the question asked. */
function coreOf({ scorecard, question }: OverviewModel): ScorecardLine[] {
  return (scorecard?.lines ?? []).filter(
    ({ kpi, figure }) =>
      kpi.core &&
      kpi.unit === 'percent' &&
      kpi.dimension !== 'context' &&
      figure.target !== null &&
      answers(kpi, question),
  )
}

/** Those of them that are drawn. */
function drawnOf(shown: OverviewModel): ScorecardLine[] {
  const { dimension, onlyConcerning } = shown.question
  return coreOf(shown).filter(({ figure }) => {
    if (onlyConcerning) return figure.variation === 'concerning'
    return dimension !== null || figure.status === 'missed' || figure.variation === 'concerning'
  })
}

/** Core measures as target bars, in catalogue order: with a question chosen all of them, otherwise those that are past their
 * floor or concerning. Null if the unit carries none. */
export function targetBarsOf(shown: OverviewModel): TargetBars | null {
  const { overview } = shown
  const core = coreOf(shown)
  if (core.length === 0) return null
  return {
    scope: overview.unit.name,
    period: overview.period,
    among: core.map(({ figure }) => figure.status),
    rows: drawnOf(shown).map(({ kpi, figure, previous }) => ({
      kpi,
      cell: figure,
      previous: previous === null ? null : wholeValue(previous),
      target: figure.target ?? 0,
      floor: figure.floor,
      status: figure.status,
    })),
  }
}
