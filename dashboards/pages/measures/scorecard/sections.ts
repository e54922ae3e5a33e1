/** The sections beneath the table: this unit's actions of the plan, practice and people, decisions, what is not collected. */
import { html } from 'hono/html'
import { decisionWords } from '#domain/meetings/decision.ts'
import { lastDecisions } from '#domain/meetings/last-decisions.ts'
import { milestoneWords } from '#domain/plan/plan.ts'
import type { Rating } from '#domain/plan/rating.ts'
import { dayName } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import type { ScorecardAction } from '#server/reads/scorecard-detail.ts'
import { actionAddress, decisionAddress, definitionAddress } from '../../../addresses.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { details } from '../../../components/details/details.ts'
import { statusBeside } from '../../../components/status-tag/status-tag.ts'
import type { Html } from '../../../html.ts'
import { newDecisionAddress } from './first-screen.ts'
import type { ScorecardView } from './model.ts'
import { kpiAddress } from './question.ts'

/** The number of actions shown at once; the others are behind a summary. */
const actionsShown = 5

/** Worst rating first; unrated actions before completed ones. */
const ratingsFirst: readonly Rating[] = ['not_on_track', 'too_early', 'on_track', 'not_rated', 'completed']

/** The actions of the plan that are linked to the unit's measures, with delivery and the next milestone. */
export function planSection({ scorecard, detail }: ScorecardView): Html {
  const actions = detail.actions.toSorted(
    (a, b) =>
      ratingsFirst.indexOf(a.rating) - ratingsFirst.indexOf(b.rating) ||
      compare(a.next?.due ?? '9999-12', b.next?.due ?? '9999-12'),
  )
  const more = actions.slice(actionsShown)
  const item = (action: ScorecardAction) => actionItem(action, scorecard.day)
  const heading = html`<h2 class="govuk-heading-m" id="plan-actions">Plan actions these measures are linked to</h2>`
  return html`<section class="app-around" aria-labelledby="plan-actions">${heading}
${
  actions.length === 0
    ? html`<p class="govuk-body">No action of the plan is linked to a measure of this ${scorecard.unit.kind}.</p>`
    : html`<ul class="govuk-list app-around__list">${actions.slice(0, actionsShown).map(item)}</ul>${
        more.length === 0
          ? null
          : details({
              summary: `${more.length} more ${wordFor(more.length, 'action')}`,
              body: html`<ul class="govuk-list app-around__list">${more.map(item)}</ul>`,
            })
      }`
}
</section>`
}

function actionItem({ ref, summary, rating, next }: ScorecardAction, day: string): Html {
  const link = html`<a class="govuk-link" href="${actionAddress(ref)}">${ref}</a>`
  return html`<li class="app-around__item">${deliveryRatingTag({ rating })} <span>${link} ${summary} <span class="app-scorecard__aside">${
    next === null ? 'No milestone to come' : milestoneWords(next, day, rating)
  }</span></span></li>
`
}

/** Quality of practice and the people who do it: a line for each measure that is collected, and what is not collected yet. */
export function practiceSection(view: ScorecardView): Html {
  const { lines } = view.scorecard
  const practice = lines.filter((l) => l.kpi.dimension === 'quality')
  const people = lines.filter((l) => l.kpi.subject === 'workforce')
  return html`<section class="app-around" aria-labelledby="practice"><h2 class="govuk-heading-m" id="practice">Practice and people</h2>
<div class="app-strip"><div>${strip(view, 'Practice', practice, 'No measure of the quality of practice is collected here.')}</div>
<div>${strip(view, 'People', people, 'No measure of the workforce is collected here.')}</div></div>
<p class="app-scorecard__aside">Not recorded in this service yet: findings of single audits, and training needs.</p>
</section>`
}

function strip(view: ScorecardView, heading: string, lines: readonly ScorecardLine[], none: string): Html {
  const { scorecard, reading } = view
  return html`<h3 class="govuk-heading-s app-strip__heading">${heading}</h3>
${
  lines.length === 0
    ? html`<p class="govuk-body">${none}</p>`
    : html`<ul class="govuk-list app-strip__list">${lines.map(
        ({
          kpi,
          figure,
          period,
        }) => html`<li class="app-strip__item"><a class="govuk-link" href="${kpiAddress(
          scorecard.unit.code,
          kpi.code,
          period,
          reading,
        )}">${kpi.name}</a> <span class="app-strip__figure">${formatFigure(kpi, figure)}</span> ${statusBeside(figure)}</li>
`,
      )}</ul>`
}`
}

/** Every decision that still matters, in full, with its outcome. */
export function decisionsSection(view: ScorecardView): Html {
  const { scorecard, may } = view
  const decisions = lastDecisions(scorecard.decisions, scorecard.toldOn)
  const earlier = scorecard.decisions.filter((d) => !decisions.includes(d))
  const item = (d: (typeof decisions)[number]) => html`<li class="app-around__item"><strong>${decisionWords(
    d,
    scorecard.toldOn,
  )}</strong> <span>${d.body} <span class="app-scorecard__aside">${d.ownerRole}, agreed ${dayName(d.decidedOn)}</span>${
    d.outcome === null
      ? null
      : html`<br><span class="app-scorecard__aside">What came of it: ${d.outcome}</span>`
  }${
    may.decide
      ? html` <a class="govuk-link app-no-print" href="${decisionAddress(scorecard.unit.code, d.id)}">${
          d.state === 'open' ? 'Say whether it was done' : 'Change'
        }<span class="govuk-visually-hidden">: ${d.body}</span></a>`
      : null
  }</span></li>
`
  return html`<section class="app-around" aria-labelledby="decisions"><h2 class="govuk-heading-m" id="decisions">Agreed actions</h2>
${
  decisions.length === 0
    ? html`<p class="govuk-body">No action is agreed for this ${scorecard.unit.kind} yet.</p>`
    : html`<ul class="govuk-list app-around__list">${decisions.map(item)}</ul>`
}
${
  earlier.length === 0
    ? null
    : details({
        summary: `${earlier.length} of earlier meetings`,
        body: html`<ul class="govuk-list app-around__list">${earlier.map(item)}</ul>`,
      })
}
${may.decide ? html`<p class="govuk-body app-no-print"><a class="govuk-link" href="${newDecisionAddress(view)}">Agree an action</a></p>` : null}
</section>`
}

/** The measures that this unit does not collect, at the end of the page. */
export function notCollected({ scorecard }: ScorecardView): Html | null {
  const { notCollected: measures, unit } = scorecard
  if (measures.length === 0) return null
  return details({
    summary: `${plural(measures.length, 'measure')} of the catalogue this ${unit.kind} does not collect`,
    body: html`<ul class="govuk-list">${measures.map(
      ({ code, name }) =>
        html`<li><a class="govuk-link" href="${definitionAddress(code)}">${name}</a></li>\n`,
    )}</ul>`,
    id: 'not-collected',
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
