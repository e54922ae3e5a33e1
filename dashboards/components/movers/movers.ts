import { html } from 'hono/html'
import type { Variation } from '#domain/figures/figure.ts'
import { judgedFigure, spokenVariation } from '#domain/figures/wholeness.ts'
import { newlyWords } from '#domain/scorecard/movement.ts'
import { periodInSentence, periodName } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { phraseOf } from '#domain/wording/phrase.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { Mover, Movers, RestatedMover } from '#server/reads/movers.ts'
import { measureAddress } from '../../addresses.ts'
import type { Html } from '../../html.ts'
import { details } from '../details/details.ts'
import { markedWord } from '../marked-word/marked-word.ts'
import { type Matter, matters } from '../matters/matters.ts'
import { variationTag } from '../variation-tag/variation-tag.ts'

/** How many movers of each kind are shown before the rest are folded away. */
const moversShown = 6

export type MoversOptions = {
  movers: Omit<Movers, 'month' | 'uncertain' | 'concerning' | 'judged'>
  /** What the movers are: "teams". */
  nouns: 'teams' | 'services'
  /** Leaves out everything except what is worse than usual. */
  onlyWorse?: boolean
}

/** What really changed in a month, better and worse side by side, the strongest signal first; beneath it what is back to usual
 * and, separately, what only a restatement changed. */
export function movers({ movers: found, nouns, onlyWorse = false }: MoversOptions): Html {
  const { better, worse, stillWorse, unusual, settled, restated, period } = found
  const month = periodName(period)
  const noun = nouns === 'teams' ? 'team' : 'service'
  const worseList = moverList(period, {
    heading: `Newly worse than usual (${worse.length})`,
    kind: 'conversation',
    items: worse,
    empty: `No ${noun}’s measure became worse than usual in ${month}.`,
  })
  const betterList = moverList(period, {
    heading: `Newly better than usual (${better.length})`,
    kind: 'well',
    items: better,
    empty: `No ${noun}’s measure became better than usual in ${month}.`,
  })
  return html`<div class="app-movers">
<div class="app-columns app-movers__lists">
${onlyWorse ? null : betterList}
<div>${worseList}
${still(stillWorse, period)}</div>
</div>
${onlyWorse ? null : folded(`Newly unusual, with no good direction (${unusual.length})`, unusual, period)}
${onlyWorse ? null : folded(`Back to the usual range (${settled.length})`, settled, period)}
${restatements(restated ?? [], month)}
</div>`
}

type MoverList = { heading: string; kind: 'well' | 'conversation'; items: readonly Mover[]; empty: string }

function moverList(period: string, { items, ...list }: MoverList): Html {
  const rest = items.slice(moversShown)
  return html`<div>${matters({
    ...list,
    headingLevel: 3,
    items: items.slice(0, moversShown).map(matterOf),
  })}${folded(`${rest.length} more`, rest, period)}</div>`
}

function matterOf(mover: Mover): Matter {
  const { unit, kpi, now } = mover
  return {
    name: `${unit.name}: ${kpi.name}`,
    href: moverAddress(mover),
    figure: formatFigure(kpi, now),
    marks: [
      variationTag({ variation: now.variation, rising: now.analysis.rising }),
      ...(now.restated ? [markedWord({ mark: 'restated', word: 'Restated' })] : []),
    ],
    why: whyWords(mover),
  }
}

/** Why it is news, and last month's verdict. A change from "no real change" is what a reader expects, so that is not mentioned.
 * */
function whyWords({ now, before }: Mover): string {
  const judged = before === null ? null : judgedFigure(before)
  const was =
    judged === null || judged.variation === 'no_real_change'
      ? ''
      : ` In ${periodInSentence(judged.period)}: ${variationWords[judged.variation].toLowerCase()}.`
  return `${newlyWords(now)}.${was}`
}

/** What was already worse before. It is no news but still needs a conversation. */
function still(items: readonly Mover[], period: string): Html | null {
  if (items.length === 0) return null
  return html`<section><h3 class="govuk-heading-s app-movers__heading app-movers__still">Still worse than usual, as before (${items.length})</h3>
${lines(items.slice(0, moversShown), period)}${folded(`${items.length - moversShown} more`, items.slice(moversShown), period)}</section>`
}

function folded(summary: string, items: readonly Mover[], period: string): Html | null {
  return items.length === 0 ? null : details({ summary, body: lines(items, period), countsOnPaper: true })
}

function moverLink(mover: Mover): Html {
  return html`<a class="govuk-link" href="${moverAddress(mover)}">${mover.unit.name}: ${mover.kpi.name}</a>`
}

/** One line each; a figure of a month other than `period` names its own. */
function lines(items: readonly Mover[], period: string): Html {
  return html`<ul class="app-movers__rest">${items.map(
    (m) =>
      html`<li>${moverLink(m)} ${formatFigure(m.kpi, m.now)}${
        m.now.period === period ? '' : `, ${periodName(m.now.period)}`
      }, ${
        m.now.variation === 'no_real_change'
          ? `was ${variationWords[variationOf(m.before)].toLowerCase()}`
          : phraseOf(m.now)
      }</li>\n`,
  )}</ul>`
}

function restatements(found: readonly RestatedMover[], month: string): Html | null {
  if (found.length === 0) return null
  return html`<section class="app-movers__restated"><h3 class="govuk-heading-s app-movers__heading">${markedWord(
    { mark: 'restated', word: `Changed by restated figures, not by the month (${found.length})` },
  )}</h3>
<ul class="app-movers__rest">${found.map(
    (m) => html`<li>${moverLink(m)} ${formatFigure(m.kpi, m.now)}. ${restatedWords(m, month)}</li>\n`,
  )}</ul></section>`
}

/** What was published first, and what a correction made of it. The verdicts are quoted, so that each is read as one word. */
function restatedWords({ movement, now, firstSaid, before }: RestatedMover, month: string): string {
  const [word, was] = [now.variation, firstSaid].map(
    (variation) => `“${variationWords[variation].toLowerCase()}”`,
  )
  if (movement === 'by_restatement')
    return now.variation === firstSaid
      ? `${month} was published as ${was} and still is. It is new because figures of the month before were corrected.`
      : `${month} was published as ${was}. Corrected figures make it ${word}.`
  return now.variation === variationOf(before)
    ? `${month} was published as the first month that was ${was}. Corrected figures show the month before was too.`
    : `${month} was published as ${was}, which was new. Corrected figures make it ${word}.`
}

function variationOf(before: Mover['before']): Variation {
  return (before === null ? null : spokenVariation(before)) ?? 'none'
}

function moverAddress({ unit, kpi, now }: Mover): string {
  return measureAddress(unit.code, kpi.code, now.period)
}
