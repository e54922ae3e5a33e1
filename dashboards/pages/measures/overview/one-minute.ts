/** The unit's month in one minute: five sentences, each with its last 13 months. */

import { html } from 'hono/html'
import { comparatorWords } from '#domain/wording/comparator-words.ts'
import { capital } from '#domain/wording/format.ts'
import { judgedFigureWords, whyBesideFigure } from '#domain/wording/judged-words.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'
import { measureAddress } from '../../../addresses.ts'
import type { GlyphName } from '../../../components/glyph/glyph.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import { sparkline } from '../../../components/sparkline/sparkline.ts'
import { variationGlyph } from '../../../components/variation-tag/variation-tag.ts'
import type { Html } from '../../../html.ts'
import type { OverviewView } from './model.ts'

/** How many sentences there are, and how many of them at most are of what needs a conversation while something goes well. */
const sentences = 5
const ofConcern = 3

type Told = { line: ScorecardLine; why: string; isGood: boolean }

/** What needs a conversation before what goes well; empty if there is neither. */
export function oneMinute({
  scorecard,
  elsewhere,
}: Pick<OverviewView, 'scorecard' | 'elsewhere'>): Html | null {
  const told = scorecard === null ? [] : toldOf(scorecard)
  if (scorecard === null || told.length === 0) return null
  const { unit } = scorecard
  return html`<section aria-labelledby="one-minute"><h2 class="govuk-heading-s app-overview__minute-heading" id="one-minute">In one minute</h2>
<ul class="app-overview__minute">${told.map(({ line, why, isGood }) => {
    const { kpi, figure, period } = line
    const compared = comparatorWords(kpi, elsewhere.get(kpi.code) ?? [])
    return html`<li>${sparkline({
      points: line.sparkline,
      isPercent: kpi.unit === 'percent',
      variation: figure.variation,
    })}<span class="app-overview__told">${markedWord({
      mark: markOf(isGood, line),
      word: html`<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, period)}">${kpi.name}</a>`,
    })} <strong>${judgedFigureWords(kpi, figure)}.</strong> ${capital(whyBesideFigure(why, figure))}.${
      compared === null ? null : html` <span class="app-overview__elsewhere">${compared}.</span>`
    }</span></li>\n`
  })}</ul></section>`
}

function markOf(isGood: boolean, { figure }: ScorecardLine): GlyphName {
  const { variation, analysis } = figure
  if (variation === (isGood ? 'improving' : 'concerning'))
    return variationGlyph({ variation, rising: analysis.rising })
  return isGood ? 'tick' : 'warning'
}

/** The measures that the minute names: the scorecard's own choice, so that both pages name the same. */
export function toldOf({ needsConversation, goingWell, lines }: Scorecard): Told[] {
  const lineOf = new Map(lines.map((line) => [line.kpi.code, line]))
  const told = (matters: Scorecard['goingWell'], isGood: boolean) =>
    matters.flatMap(({ kpi, why }): Told[] => {
      const line = lineOf.get(kpi)
      return line === undefined ? [] : [{ line, why, isGood }]
    })
  const bad = told(needsConversation, false)
  const good = told(goingWell, true)
  const room = good.length === 0 ? sentences : Math.max(ofConcern, sentences - good.length)
  const shown = bad.slice(0, room)
  return [...shown, ...good.slice(0, sentences - shown.length)]
}
