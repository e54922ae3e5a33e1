import { html } from 'hono/html'
import type { LastWhole } from '#domain/figures/figure.ts'
import { judgedFigure } from '#domain/figures/wholeness.ts'
import { unseenWords } from '#domain/plan/plan-checks.ts'
import { type Rating, ratings, ratingWords } from '#domain/plan/rating.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { phraseOf } from '#domain/wording/phrase.ts'
import type { Contradiction, PlanStrip } from '#server/reads/plan-strip.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { actionAddress, measureAddress } from '../../addresses.ts'
import type { Html } from '../../html.ts'
import { dataTable } from '../data-table/data-table.ts'
import { deliveryRatingTag } from '../delivery-rating-tag/delivery-rating-tag.ts'
import { glyph } from '../glyph/glyph.ts'
import { missingNames, missingTeamsOf } from '../missing-teams/missing-teams.ts'
import { variationTag } from '../variation-tag/variation-tag.ts'

/** The verdict of the figure beside it: that of the same month. */
function verdict(figure: StoredFigure | LastWhole): Html {
  const { variation, analysis } = figure
  return html`${variationTag({ variation, rising: analysis.rising })} <span class="app-plan-strip__why">${phraseOf(figure)}</span>`
}

/** How many actions have each delivery rating, now and at the meeting before. */
export function planStrip({ counts, before }: Pick<PlanStrip, 'counts' | 'before'>): Html {
  return html`<nav aria-label="Actions by delivery rating"><ul class="app-plan-strip">
${ratings.map(
  (rating) =>
    html`<li class="app-plan-strip__item"><a class="govuk-link app-plan-strip__link" href="/plan?rating=${rating}"><span class="app-plan-strip__count">${glyph(
      { name: `rating_${rating}` },
    )}${counts[rating]}</span> <span class="app-plan-strip__word">${ratingWords[rating]}</span></a>${
      before === null
        ? null
        : html` <span class="app-plan-strip__change">${wasWords(counts[rating], before.counts[rating])}</span>`
    }</li>\n`,
)}</ul></nav>
${before === null ? null : html`<p class="app-chart__note">Beneath each: how many there were at the board of ${dayName(before.date)}.</p>`}`
}

function wasWords(now: number, before: number): string {
  return now === before ? 'as before' : `was ${before}`
}

/** Actions that are rated as delivered while a linked measure is getting worse, both side by side. `unit` names the unit of the
 * figures. */
export function contradictionTable(options: {
  contradictions: readonly Contradiction[]
  unit: { code: string; name: string }
  /** How many further actions may disagree with a measure that is hidden from the reader. */
  unseen?: number
  /** The units that a figure may lack, for their names. */
  parts?: readonly { code: string; name: string }[]
}): Html {
  const { contradictions, unseen = 0, parts = [] } = options
  const more = unseen === 0 ? null : html`<p class="govuk-body">${unseenWords(unseen)}</p>`
  // A measure of several actions is named once.
  const figures = new Map(contradictions.map(({ kpi, figure }) => [kpi.code, { kpi, figure }]))
  const lacking = [...figures.values()].map(({ kpi, figure }) => ({
    ...{ what: kpi.name, figure },
    names: missingNames(figure, parts),
  }))
  return html`${toldContradictions(options)}${missingTeamsOf(lacking)}${more}`
}

function toldContradictions({
  contradictions,
  unit,
}: {
  contradictions: readonly Contradiction[]
  unit: { code: string; name: string }
}): Html {
  if (contradictions.length === 0)
    return html`<p class="govuk-body">No action that is on track or completed has a linked measure that is known to be
concerning for ${unit.name} as a whole.</p>`
  // Each measure is read at its own latest figure that gives a verdict. If their periods differ, each figure names its own.
  const judged = (figure: StoredFigure) => judgedFigure(figure) ?? figure
  const periods = [...new Set(contradictions.map(({ figure }) => judged(figure).period))]
  const [period = ''] = periods
  const isOfOne = periods.length === 1
  return dataTable({
    caption: `Actions on track or completed while a linked measure of ${unit.name} is concerning${isOfOne ? `, ${periodName(period)}` : ''}`,
    captionSize: 'hidden',
    columns: [
      { heading: 'Action' },
      { heading: 'Is it being delivered?', label: 'Delivery' },
      { heading: 'Its measure' },
      { heading: isOfOne ? periodName(period) : 'Latest figure', numeric: true, className: 'app-nowrap' },
      { heading: 'Is it working?', label: 'Working?' },
    ],
    rows: contradictions.map(({ ref, summary, rating, kpi, figure }) => ({
      cells: [
        html`<a class="govuk-link" href="${actionAddress(ref)}">${ref}</a> ${summary}`,
        deliveryRatingTag({ rating: rating satisfies Rating }),
        html`<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, figure.period)}">${kpi.name}</a>`,
        `${formatFigure(kpi, judged(figure))}${isOfOne ? '' : `, ${periodName(judged(figure).period)}`}`,
        verdict(judged(figure)),
      ],
    })),
    dense: true,
    cards: true,
  })
}
