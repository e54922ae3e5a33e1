import { html } from 'hono/html'
import { daysOverdue, overdueWords } from '#domain/plan/plan.ts'
import { type Rating, ratingWords, stageWords } from '#domain/plan/rating.ts'
import type { RatingMove } from '#domain/plan/rating-history.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { actionAddress } from '../../../addresses.ts'
import { chartDownloads, chartFigure, chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { counts } from '../../../components/counts/counts.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { titledRatings } from '../kit/charts.ts'
import { carriedMeasures, isConcerning, measureChanges } from '../kit/measure-changes.ts'
import { type BoardAction, boardRows, columns, ratingOf } from './board.ts'
import type { PlanBoardView } from './model.ts'
import { type BoardQuestion, boardQuery, earlierMeetings } from './question.ts'

/** The plan as the improvement board uses it: a column for each rating, and what moved since it last met. */
export function planBoardView(view: PlanBoardView): Html {
  const { frame, day, history, refused } = view
  const { all, shown, before, moved } = boardRows(view)
  return page({
    ...frame,
    title: ['Board', 'Improvement plan'],
    section: '/plan',
    wide: true,
    footer: { source: 'the improvement plan, with measures from the data team’s extracts' },
    breadcrumbs: [{ text: 'Plan', href: '/plan' }, { text: 'Board' }],
    printFooter: `Improvement plan, board · as it stood on ${dayName(day)}`,
    body: html`<div class="app-board-page"><div class="app-board-page__head"><h1 class="govuk-heading-l">Board of the plan</h1>
<p class="govuk-body-l">${
      before === undefined
        ? `How each action is being delivered, on ${dayName(day)}, and whether it is working.`
        : `How each action is being delivered, on ${dayName(day)}, what changed since the meeting of ${dayName(before.date)}, and whether it is working.`
    }</p>
<p class="govuk-body">An action works if its linked measures improve: those of ${view.unit?.name ?? 'the council'} are counted here.
<span class="app-board__on-paper">A printed board counts them only for actions with a concerning measure.</span></p>
${refused.map((text) => insetText({ text }))}
${before === undefined ? null : choice(view, { all: all.length, moved: moved.size })}
${before === undefined ? null : otherMeetings(view, before.date)}</div>
<div class="app-board">
${columns.filter((rating) => shown.some((a) => ratingOf(a) === rating)).map((rating) => column(view, rating, shown, moved))}</div>
${chartLinks(tableLinks('/plan/board', boardQuery(view)))}
${
  history.length === 0
    ? null
    : chartFigure({
        id: 'moving',
        headingLevel: 2,
        titledChart: titledRatings(history),
        draw: frame.draw,
        downloads: chartDownloads('rating-history', ''),
      })
}</div>`,
  })
}

function choice(asked: BoardQuestion, { all, moved }: { all: number; moved: number }): Html {
  const address = (onlyMoved: boolean) => `/plan/board${boardQuery({ ...asked, onlyMoved })}`
  return counts({
    label: 'Which actions are shown',
    items: [
      { value: all, label: 'All actions', href: address(false), current: !asked.onlyMoved },
      { value: moved, label: 'Changed or first rated', href: address(true), current: asked.onlyMoved },
    ],
  })
}

/** Links to the same board compared with another meeting; empty if there is no other earlier meeting. */
function otherMeetings({ history, onlyMoved }: PlanBoardView, shown: string): Html | null {
  const others = earlierMeetings(history)
    .filter((date) => date !== shown)
    .slice(-meetingsOffered)
  if (others.length === 0) return null
  return html`<p class="govuk-body app-no-print">What changed since another meeting: ${others.map(
    (since, i) =>
      html`${i === 0 ? null : ', '}<a class="govuk-link" href="/plan/board${boardQuery({ since, onlyMoved })}">${dayName(since)}</a>`,
  )}.</p>`
}

const meetingsOffered = 8

/** The columns that a phone folds: what the board asks about first stays open. */
const quiet: readonly Rating[] = ['too_early', 'on_track', 'completed']

function column(
  view: PlanBoardView,
  rating: Rating,
  shown: readonly BoardAction[],
  moved: ReadonlyMap<string, RatingMove>,
): Html {
  const { day, onlyMoved } = view
  const own = shown.filter((a) => ratingOf(a) === rating)
  const cards = html`<ul class="app-board__cards">${own.map((a) => card(view, a, moved.get(a.ref) ?? null))}</ul>`
  return html`<section class="app-board__column" aria-labelledby="rated-${rating}">
<h2 class="govuk-heading-s app-board__heading" id="rated-${rating}">${deliveryRatingTag({ rating })} <span class="app-board__count">${own.length}</span></h2>
${quiet.includes(rating) && !onlyMoved ? phoneFold({ summary: foldedWords(own, { rating, moved, day }), body: cards }) : cards}
</section>
`
}

/** "17 actions, 9 of them with an overdue milestone, 3 changed or first rated" */
function foldedWords(
  own: readonly BoardAction[],
  { rating, moved, day }: { rating: Rating; moved: ReadonlyMap<string, RatingMove>; day: string },
): Html {
  const late = own.filter(
    ({ nextMilestone }) => nextMilestone !== null && daysOverdue(nextMilestone, day) > 0,
  )
  const changed = own.filter(({ ref }) => moved.has(ref))
  const parts = [
    plural(own.length, 'action'),
    ...(late.length === 0 ? [] : [`${late.length} with a milestone overdue`]),
    ...(changed.length === 0 ? [] : [`${changed.length} changed or first rated`]),
  ]
  return html`${parts.join(', ')}<span class="govuk-visually-hidden">: ${ratingWords[rating].toLowerCase()}</span>`
}

function card({ day, unit }: PlanBoardView, action: BoardAction, move: RatingMove | null): Html {
  const { ref, summary, leads, nextMilestone } = action
  const was =
    move === null
      ? null
      : html`<p class="app-board__was">${glyph({ name: `rating_${move.from}` })} was ${ratingWords[move.from].toLowerCase()}</p>`
  return html`<li class="app-board__card">
<p class="app-board__action"><a class="govuk-link" href="${actionAddress(ref)}">${ref}</a> ${summary}</p>
${was}
${nextMilestone === null ? null : milestone(nextMilestone, day, ratingOf(action))}
${working(action, unit)}
${leads.length === 0 ? null : html`<p class="app-board__small">${leads.join(', ')}</p>`}
</li>
`
}

/** "Is it working? 5 measures: 1 improving, 4 not really changing", and whether one of them disagrees with the rating. */
function working({ kpis, checks }: BoardAction, unit: PlanBoardView['unit']): Html {
  const carried = carriedMeasures(kpis, unit)
  const disagrees = checks.some((c) => c.kind === 'on_track_but_concerning')
  const isQuiet = !disagrees && !carried.some(isConcerning)
  return html`<p class="app-board__working${isQuiet ? ' app-board__working--quiet' : ''}">Is it working? ${
    carried.length === 0
      ? 'No measure is linked'
      : html`${plural(carried.length, 'measure')}: ${measureChanges(carried)}`
  }${disagrees ? html`. ${glyph({ name: 'warning' })} Its rating and a measure disagree` : null}</p>`
}

function milestone(next: NonNullable<BoardAction['nextMilestone']>, day: string, rating: Rating): Html {
  const overdue = overdueWords(next, day, rating)
  const late = overdue === null ? null : html`: <strong>${overdue}</strong>`
  const moved = next.due === next.originalDue ? '' : `, moved from ${periodName(next.originalDue)}`
  return html`<p class="app-board__small">${stageWords[next.stage]}, due ${periodName(next.due)}${moved}${late}</p>`
}
