/** What the table shows where the reader asked for less, or beside another month: said in words, and taken back by link. */
import { html } from 'hono/html'
import { periodName } from '#domain/period.ts'
import { resultWords, type SortKey } from '#domain/scorecard-order.ts'
import { statusWords, variationWords } from '#domain/words.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import { button } from '../../components/button/button.ts'
import { select } from '../../components/form-fields/form-fields.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import type { Html } from '../../layout/html.ts'
import { askedAddress, scorecardAddress } from './asked.ts'
import type { ScorecardView } from './view.ts'

const sortWords: Record<SortKey, string> = {
  measure: 'by name',
  status: 'by status, missed first',
  gap: 'by what it takes to meet the target, most first',
  variation: 'by what is really changing, concerning first',
  actions: 'by live actions, fewest first',
}

/** A sentence for what the address named and there is not; null where it named nothing else. */
export function unknownNote({ asked }: ScorecardView): Html | null {
  if (asked.unknown.length === 0) return null
  const named = asked.unknown.map(
    (name) => `The ${name} in the address is not one we know, so it is left out.`,
  )
  return insetText({ text: named.join(' ') })
}

/** How many measures are shown and why those, with a link to take back each thing that was asked. */
export function resultLine(view: ScorecardView, shown: readonly ScorecardLine[]): Html | null {
  const { scorecard, asked, reading } = view
  const { filter, compare } = asked
  const without = (change: Parameters<typeof askedAddress>[3]) =>
    `${askedAddress(scorecardAddress(scorecard), asked, reading, change)}#measures`
  const chips: { text: string; href: string }[] = [
    ...(filter.status === null
      ? []
      : [{ text: statusWords[filter.status], href: without({ status: null }) }]),
    ...(filter.variation === null
      ? []
      : [{ text: variationWords[filter.variation], href: without({ variation: null }) }]),
    ...(filter.sort === null
      ? []
      : [{ text: `Ordered ${sortWords[filter.sort]}`, href: without({ sort: null }) }]),
    ...(compare === null
      ? []
      : [{ text: `Beside ${periodName(compare)}`, href: without({ compare: null }) }]),
  ]
  if (chips.length === 0) return null
  return html`<div class="app-filter"><p class="govuk-body app-filter__result" role="status">${resultWords(scorecard.lines, shown, filter)}</p>
<ul class="app-filter__chips app-no-print">${chips.map(
    ({ text, href }) =>
      html`<li><a class="app-filter__chip" href="${href}"><span class="govuk-visually-hidden">Remove: </span>${text} <span aria-hidden="true">✕</span></a></li>\n`,
  )}</ul></div>`
}

/** Chooses the month to stand beside, keeping what else was asked. */
export function compareForm(view: ScorecardView): Html | null {
  const { scorecard, asked, reading, months } = view
  const others = months.filter((month) => month !== scorecard.period)
  if (others.length === 0) return null
  const kept = Object.entries({
    status: asked.filter.status,
    variation: asked.filter.variation,
    sort: asked.filter.sort,
    asAt: reading.asAt,
    tree: reading.tree === 'today' ? 'today' : null,
  }).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
  return html`<form class="app-compare" method="get" action="${scorecardAddress(scorecard)}#measures">
${kept.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">\n`)}${select({
  label: 'Compare with',
  name: 'compare',
  items: others
    .toReversed()
    .map((month) => ({ value: month, text: periodName(month), selected: month === asked.compare })),
})}
${button({ text: 'Compare', secondary: true })}
</form>`
}
