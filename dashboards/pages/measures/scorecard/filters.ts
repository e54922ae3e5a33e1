/** What the table shows if the reader asked for fewer measures, or for another month beside it: stated in words, with links that
 * undo it. */
import { html } from 'hono/html'
import { countedStatus } from '#domain/scorecard/scorecard-counts.ts'
import {
  countedStatusesFirst,
  dimensionsFirst,
  resultWords,
  type SortKey,
  variationsFirst,
} from '#domain/scorecard/scorecard-order.ts'
import { addMonths, periodName } from '#domain/time/period.ts'
import { countedStatusWords, dimensionQuestions, variationWords } from '#domain/wording/words.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import { button } from '../../../components/button/button.ts'
import { details } from '../../../components/details/details.ts'
import { select } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import type { ScorecardView } from './model.ts'
import { monthAddress, questionAddress } from './question.ts'

const sortWords: Record<SortKey, string> = {
  measure: 'by name',
  value: 'by value, the highest of each kind first',
  status: 'by status, missed first',
  gap: 'by what it takes to meet the target, most first',
  variation: 'by what is really changing, concerning first',
  actions: 'by live actions, fewest first',
}

/** A sentence for what the address named and does not exist; null if everything it named exists. */
export function unknownNote({ asked }: ScorecardView): Html | null {
  if (asked.unknown.length === 0) return null
  const named = asked.unknown.map(
    (name) => `The ${name} in the address is not one we know, so it is left out.`,
  )
  return insetText({ text: named.join(' ') })
}

/** The number of measures shown and why these, with a link that undoes each part of the request. */
export function resultLine(view: ScorecardView, shown: readonly ScorecardLine[]): Html | null {
  const { scorecard, asked, reading } = view
  const { filter, compare } = asked
  const without = (change: Parameters<typeof questionAddress>[3]) =>
    `${questionAddress(monthAddress(scorecard), asked, reading, change)}#measures`
  const chips: { text: string; href: string }[] = [
    ...(filter.dimension === null
      ? []
      : [{ text: dimensionQuestions[filter.dimension], href: without({ dimension: null }) }]),
    ...(filter.status === null
      ? []
      : [{ text: countedStatusWords[filter.status], href: without({ status: null }) }]),
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
  const cross = html`<span aria-hidden="true">✕</span>`
  return html`<div class="app-filter"><p class="govuk-body app-filter__result" role="status">${resultWords(
    scorecard.lines,
    shown,
    filter,
  )}</p>
<ul class="app-filter__chips app-no-print">${chips.map(
    ({ text, href }) =>
      html`<li><a class="app-filter__chip" href="${href}"><span class="govuk-visually-hidden">Remove: </span>${text} ${cross}</a></li>\n`,
  )}</ul></div>`
}

/** The form that chooses which measures the table shows. It offers only what some measure of the month has, and what is already
 * asked for. */
export function filterForm(view: ScorecardView): Html | null {
  const { scorecard, asked } = view
  const { filter } = asked
  if (scorecard.lines.length < 2) return null
  const choice = <T extends string>(choose: {
    label: string
    name: 'dimension' | 'status' | 'variation'
    all: string
    values: readonly T[]
    words: Record<T, string>
    of: (line: ScorecardLine) => T | null
  }) => {
    const has = new Set<string | null>([...scorecard.lines.map(choose.of), filter[choose.name]])
    return select({
      label: choose.label,
      name: choose.name,
      items: [
        { value: '', text: choose.all, selected: filter[choose.name] === null },
        ...choose.values
          .filter((value) => has.has(value))
          .map((value) => ({ value, text: choose.words[value], selected: filter[choose.name] === value })),
      ],
    })
  }
  const form = html`<form class="app-filter__form" method="get" action="${monthAddress(scorecard)}#measures">
${keptFields(view, ['sort', 'compare'])}${choice({
  label: 'Question',
  name: 'dimension',
  all: 'Every question',
  values: dimensionsFirst,
  words: dimensionQuestions,
  of: (l) => l.kpi.dimension,
})}
${choice({ label: 'Against target', name: 'status', all: 'Any', values: countedStatusesFirst, words: countedStatusWords, of: (l) => countedStatus(l.figure) })}
${choice({ label: 'Really changing?', name: 'variation', all: 'Any', values: variationsFirst, words: variationWords, of: (l) => l.figure.variation })}
${button({ text: 'Apply filters', secondary: true })}
</form>`
  return html`<div class="app-filter__choose app-no-print">${details({ summary: 'Filter measures', body: form })}</div>`
}

/** The rest of the request, carried along by a form that asks for one part of it. */
function keptFields({ asked, reading }: ScorecardView, names: readonly string[]): Html {
  const { dimension, status, variation, sort } = asked.filter
  const kept = Object.entries({
    ...{ dimension, status, variation, sort, compare: asked.compare },
  }).filter(([name]) => names.includes(name))
  const read = Object.entries({ asAt: reading.asAt, tree: reading.tree === 'today' ? 'today' : null })
  return html`${[...kept, ...read].map(([name, value]) => (value === null ? null : html`<input type="hidden" name="${name}" value="${value}">\n`))}`
}

/** Chooses the month to compare with and keeps the rest of the request. */
export function compareForm(view: ScorecardView): Html | null {
  const { scorecard, asked, months } = view
  // The month before is always beside.
  const before = addMonths(scorecard.period, -1)
  const others = months.filter((month) => month !== scorecard.period && month !== before)
  if (others.length === 0) return null
  return html`<form class="app-compare" method="get" action="${monthAddress(scorecard)}#measures">
${keptFields(view, ['dimension', 'status', 'variation', 'sort'])}${select({
  label: 'Compare with',
  name: 'compare',
  items: others
    .toReversed()
    .map((month) => ({ value: month, text: periodName(month), selected: month === asked.compare })),
})}
${button({ text: 'Compare', secondary: true })}
</form>`
}
