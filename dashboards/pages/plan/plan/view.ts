import { html } from 'hono/html'
import { type CheckKind, staleWords, unseenWords } from '#domain/plan/plan-checks.ts'
import { type Rating, ratings, ratingWords } from '#domain/plan/rating.ts'
import { movesBetween, type RatingsOn } from '#domain/plan/rating-history.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import { button } from '../../../components/button/button.ts'
import { chartDownloads, chartFigure, chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { counts } from '../../../components/counts/counts.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { details } from '../../../components/details/details.ts'
import { select } from '../../../components/form-fields/form-fields.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { refusedWords } from '../../kit/refusals.ts'
import { titledMilestones, titledRatings } from '../kit/charts.ts'
import { dueTable } from '../kit/due-table.ts'
import {
  chipsOf,
  filterLabel,
  isAskedFor,
  isFiltered,
  milestonesAddress,
  noFilters,
  type PlanFilters,
  planAddress,
  wordsOf,
} from '../kit/filters.ts'
import type { PlanView } from './model.ts'
import { planRow, rowHeadings } from './row.ts'

/** The whole plan: how each action is being delivered, and beside it whether the action is working. */
export function planView(view: PlanView): Html {
  const { frame, plan, asked, unit } = view
  const all = plan.sections.flatMap((s) => s.actions)
  const shown = all.filter((a) => isAskedFor(a, asked.filters, plan.day))
  const figures = plan.period === null ? 'of which nothing has been published' : periodName(plan.period)
  return page({
    ...frame,
    title: isFiltered(asked.filters)
      ? ['Improvement plan', `${shown.length} of ${plural(all.length, 'action')}`]
      : 'Improvement plan',
    section: '/plan',
    wide: true,
    upright: true,
    footer: { source: 'the improvement plan, with measures from the data team’s extracts' },
    printFooter: `Improvement plan · as it stood on ${dayName(plan.day)}`,
    body: html`<h1 class="govuk-heading-l app-plan__title">Improvement plan</h1>
<p class="govuk-body app-plan__lead">Is it being delivered, and is it working? Ratings as they stood on ${dayName(plan.day)}; beside them ${
      unit === null
        ? 'how many of the linked measures are really changing'
        : html`each linked measure for ${unit.name}, ${figures}`
    }.</p>
${chips(plan, asked.filters, shown.length, all.length)}
${top(view, all)}
${refusedWords(asked.refused).map((text) => insetText({ text }))}
${
  shown.length === 0
    ? html`<p class="govuk-body">No action fits these filters. <a class="govuk-link" href="/plan">Show all ${all.length}</a>.</p>`
    : html`${plan.sections.map((s) => section(view, s, shown))}${due(view, shown)}`
}
${
  all.some((a) => a.rating?.demonstration === true)
    ? html`<p class="app-plan__note">The ratings are part of the demonstration. None is claimed for the published plan.</p>`
    : null
}
${chartLinks(tableLinks('/plan', planAddress(asked.filters).slice('/plan'.length)))}`,
  })
}

/** How the whole plan stands. A reader who asked for some of its actions gets the counts and filters alone, and then those actions. */
function top(view: PlanView, all: readonly PlanAction[]): Html {
  const { plan, asked } = view
  const counted = html`${tally(all, asked.filters)}
${isFiltered(asked.filters) ? null : questions(view, all)}
${filterForm(plan, asked.filters)}`
  if (isFiltered(asked.filters)) return counted
  return html`<div class="app-plan__top">
<div class="app-plan__now">
${counted}
</div>
${moving(view)}
</div>`
}

function tally(all: readonly PlanAction[], filters: PlanFilters): Html {
  return counts({
    label: 'Actions by delivery rating',
    items: [
      {
        value: all.length,
        label: 'All actions',
        href: planAddress({ ...filters, rating: null }),
        current: filters.rating === null,
      },
      ...ratings.map((rating) => ({
        value: countOf(all, rating),
        label: ratingWords[rating],
        mark: `rating_${rating}` as const,
        href: planAddress({ ...filters, rating }),
        current: filters.rating === rating,
      })),
    ],
  })
}

function countOf(actions: readonly PlanAction[], rating: Rating): number {
  return actions.filter((a) => (a.rating?.rating ?? 'not_rated') === rating).length
}

/** Whether ratings are moving, in a chart as wide as a phone; it is beside the questions about them. */
function moving({ history, frame }: PlanView): Html | null {
  if (history.length === 0) return null
  const { narrow, picture, ...titledChart } = titledRatings(history)
  return html`<div class="app-plan__moving">${chartFigure({
    id: 'moving',
    headingLevel: 2,
    titledChart: { ...titledChart, picture: narrow ?? picture },
    draw: frame.draw,
    downloads: chartDownloads('rating-history', ''),
  })}</div>`
}

/** Where the plan's story and its evidence disagree: each a link to the actions concerned. */
function questions({ history }: PlanView, all: readonly PlanAction[]): Html {
  const concerned = (kind: CheckKind) => all.filter((a) => hasCheck(a, kind)).length
  const contradicted = concerned('on_track_but_concerning')
  const unseen = all.filter((a) => a.mayDisagreeUnseen).length
  const overdue = concerned('milestone_overdue')
  const silent = concerned('no_update')
  const lines = [
    contradicted === 0
      ? null
      : {
          href: planAddress({ ...noFilters, check: 'on_track_but_concerning' }),
          text: `${actionsAre(contradicted)} on track or completed while a linked measure is concerning`,
        },
    unseen === 0
      ? null
      : {
          href: planAddress({ ...noFilters, missing: 'verdict' }),
          text: unseenWords(unseen),
        },
    overdue === 0
      ? null
      : {
          href: planAddress({ ...noFilters, check: 'milestone_overdue' }),
          text: `${plural(overdue, 'action has', 'actions have')} an overdue milestone`,
        },
    silent === 0
      ? null
      : {
          href: planAddress({ ...noFilters, missing: 'update' }),
          text: staleWords(silent, all),
        },
  ].filter((line) => line !== null)
  const checks = html`<li><a class="govuk-link" href="/plan/checks">All checks of the plan</a></li>`
  return html`<ul class="app-plan__questions">${lines.map(
    (line) =>
      html`<li>${glyph({ name: 'warning' })} <a class="govuk-link" href="${line.href}">${line.text}</a></li>\n`,
  )}${moved(history)}<li><a class="govuk-link" href="/plan/milestones">What falls due</a></li>${checks}</ul>`
}

/** What the last meeting changed, with a link to its board. */
function moved(history: readonly RatingsOn[]): Html | null {
  const [before, now] = [history.at(-2), history.at(-1)]
  if (before === undefined || now === undefined) return null
  const count = movesBetween(before, now).length
  const said = count === 0 ? 'No action has' : plural(count, 'action has', 'actions have')
  const words = `${said} changed rating, or been rated for the first time, since ${dayName(before.date)}`
  return html`<li><a class="govuk-link" href="/plan/board?moved=1">${words}</a></li>`
}

function hasCheck({ checks }: PlanAction, kind: CheckKind): boolean {
  return checks.some((c) => c.kind === kind)
}

function actionsAre(count: number): string {
  return plural(count, 'action is', 'actions are')
}

function filterForm(plan: Plan, filters: PlanFilters): Html {
  const choices = wordsOf(plan)
  const field = (name: keyof PlanFilters) =>
    select({
      label: filterLabel(name),
      name,
      id: `filter-${name}`,
      items: [
        { value: '', text: 'All' },
        ...[...choices[name]].map(([value, text]) => ({ value, text, selected: filters[name] === value })),
      ],
    })
  const fields = ['rating', 'lead', 'section', 'due', 'missing', 'check'] as const
  return details({
    summary: 'Filter the actions',
    id: 'filters',
    body: html`<form method="get" action="/plan" class="app-plan__filters" novalidate>
<div class="app-plan__fields">${fields.map(field)}</div>
${button({ text: 'Apply filters', secondary: true })}
</form>`,
  })
}

function chips(plan: Plan, filters: PlanFilters, shown: number, all: number): Html | null {
  const set = chipsOf(filters, plan)
  if (set.length === 0) return null
  const cross = html`<span aria-hidden="true">×</span>`
  return html`<div class="app-plan__chosen">
<h2 class="govuk-heading-m app-plan__found">Only ${shown} of ${plural(all, 'action')} ${wordFor(shown, 'is', 'are')} shown</h2>
<ul class="app-plan__chips">
${set.map(
  (chip) =>
    html`<li><a class="app-plan__chip" href="${chip.href}"><span class="govuk-visually-hidden">Remove the filter </span>${chip.text} ${cross}</a></li>\n`,
)}<li><a class="govuk-link" href="/plan">Show all ${plural(all, 'action')}</a></li>
</ul>
</div>`
}

/** A part of the plan: what it is and how its actions are rated; they are listed when it is opened, and on paper. */
function section(view: PlanView, part: Plan['sections'][number], shown: readonly PlanAction[]): Html | null {
  const actions = part.actions.filter((a) => shown.includes(a))
  if (actions.length === 0) return null
  const isWhole = actions.length === part.actions.length
  const count = isWhole
    ? plural(actions.length, 'action')
    : `${actions.length} of ${plural(part.actions.length, 'action')}`
  const name = html`<span class="govuk-visually-hidden">${part.ref}: </span><span class="app-plan__count">${count}</span>`
  return html`<section class="app-plan__section" id="${part.ref}">
<h2 class="govuk-heading-m app-plan__heading">${part.ref} ${part.title}</h2>
<details class="app-plan__actions"${isOpen(view, shown) ? ' open' : ''}>
<summary class="app-plan__summary">${name}${rated(actions)}${asking(actions)}</summary>
<p class="app-plan__columns" aria-hidden="true">${rowHeadings.map((heading) => html`<span>${heading}</span>`)}</p>
<ul class="app-plan__list">
${actions.map((action) => planRow(view, action))}</ul>
${backToTop}
</details>
</section>
`
}

/** With this many actions or fewer, a page without filters lists them at once. */
const fewActions = 10

/** True if the actions are listed at once: they are what the reader asked for, or are few. */
function isOpen({ asked }: PlanView, shown: readonly PlanAction[]): boolean {
  return shown.length <= fewActions || isFiltered(asked.filters)
}

function rated(actions: readonly PlanAction[]): Html[] {
  return ratings.flatMap((rating) => {
    const count = countOf(actions, rating)
    if (count === 0) return []
    return [html` ${deliveryRatingTag({ rating, word: `${count} ${ratingWords[rating].toLowerCase()}` })}`]
  })
}

/** How many actions of a section give a reason to ask: a rating that a measure contradicts, or an overdue milestone. */
function asking(actions: readonly PlanAction[]): Html | null {
  const contradicted = actions.filter((a) => hasCheck(a, 'on_track_but_concerning')).length
  const overdue = actions.filter((a) => hasCheck(a, 'milestone_overdue')).length
  const words = [
    contradicted === 0 ? [] : [`${contradicted} with a measure that disagrees`],
    overdue === 0 ? [] : [`${overdue} overdue`],
  ].flat()
  return words.length === 0 ? null : html` ${markedWord({ mark: 'warning', word: words.join(', ') })}`
}

const backToTop = html`<p class="app-plan__back app-no-print"><a class="govuk-link" href="#main-content">Back to the top</a></p>`

/** What falls due for the actions shown, by month; each milestone is on its own page. */
function due({ plan, asked }: PlanView, shown: readonly PlanAction[]): Html | null {
  const table = dueTable(shown, plan.day)
  if (table === null) return null
  return html`<section class="app-plan__section app-plan__due">
<h2 class="govuk-heading-m app-plan__heading" id="due">What falls due: ${titledMilestones(plan, shown).title}</h2>
<details class="app-plan__actions">
<summary class="app-plan__summary"><span class="app-plan__count">Which, month by month</span></summary>
${table}
</details>
<p class="govuk-body app-plan__more"><a class="govuk-link" href="${milestonesAddress(asked.filters)}">Every milestone, one by one and as a picture</a></p>
</section>`
}
