/** The unit's own core measures beside their targets. */

import { html } from 'hono/html'
import { isNotWhole, wholeValue } from '#domain/figures/wholeness.ts'
import { periodName } from '#domain/time/period.ts'
import { gapBrief } from '#domain/wording/gap-words.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { type TargetBars, titledTargetBars } from '../../../charts/target-bar/target-bar.ts'
import { chartDownloads, chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { missingTeamsOf } from '../../../components/missing-teams/missing-teams.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import type { Html } from '../../../html.ts'
import type { PageFrame } from '../../kit/page.ts'
import { answers, type OverviewModel, queryOf } from '../kit/overview-model.ts'

/** More bars than this are a list, not a picture. */
const mostDrawn = 8

export function targetsSection(shown: OverviewModel & { frame: PageFrame }): Html | null {
  const bars = targetBarsOf(shown)
  if (bars === null) return null
  const { question, overview, frame } = shown
  const all = coreOf(shown).length
  return html`<section id="targets"><h2 class="govuk-heading-m app-overview__section">${overview.unit.name}: core measures against target</h2>
${
  bars.rows.length === 0
    ? html`<p class="govuk-body">No core percentage of ${overview.unit.name} is ${
        question.onlyConcerning ? 'concerning and short of its target' : 'short of its target'
      } in ${periodName(overview.period)}.${unjudgedWords(shown)}</p>`
    : phoneFold({
        summary: `${bars.rows.length} of ${plural(all, 'core measure')} ${wordFor(bars.rows.length, 'is', 'are')} ${whichShort(question)}`,
        body: chartFigure({
          id: 'target-bar',
          titledChart: { ...titledTargetBars(bars), ...shortened(bars) },
          draw: frame.draw,
          note: html`Core measures that are percentages; the counts at the top are of every measure. ${
            bars.rows.length === all ? null : html`${whichWords(shown, bars, all)} `
          }Last month is for reference only; what really changed is said above.`,
          howToRead: '/help/method',
          downloads: chartDownloads('target-bar', queryOf(shown)),
        }),
      })
}${missingTeamsOf(drawnOf(shown).map((l) => ({ what: l.kpi.name, figure: l.figure, names: l.missing })))}</section>`
}

/** The picture of the bars that lack the most; the title, the numbers and the files are of all. */
function shortened(bars: TargetBars): Pick<TitledChart, 'picture' | 'narrow'> {
  const { picture, narrow } = titledTargetBars({ ...bars, rows: bars.rows.slice(0, mostDrawn) })
  return { picture, ...(narrow === undefined ? {} : { narrow }) }
}

function whichWords({ question }: OverviewModel, { rows }: TargetBars, all: number): string {
  const which = whichShort(question)
  const order = 'what needs the most children first'
  if (rows.length <= mostDrawn) return `Drawn: the ${rows.length} of ${all} that are ${which}, ${order}.`
  return `Drawn: ${mostDrawn} of the ${rows.length} that are ${which}, ${order}. All are in the numbers.`
}

function whichShort({ onlyConcerning }: OverviewModel['question']): string {
  return onlyConcerning ? 'concerning and short of target' : 'short of target'
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
      kpi.core && kpi.unit === 'percent' && figure.target !== null && answers(kpi, question),
  )
}

/** All of them that are short of their target, what lacks the most first: past the floor, or between it and the target. */
function drawnOf(shown: OverviewModel): ScorecardLine[] {
  return coreOf(shown)
    .filter(({ figure }) => figure.status === 'missed' || figure.status === 'close')
    .filter(({ figure }) => !shown.question.onlyConcerning || figure.variation === 'concerning')
    .toSorted((a, b) => (b.figure.gap ?? 0) - (a.figure.gap ?? 0))
}

/** The core measures that are short of their target, as target bars. Null if the unit carries no core percentage. */
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
      gap: figure.gap,
      short: gapBrief(kpi, figure),
    })),
  }
}
