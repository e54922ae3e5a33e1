/** What the plan does about a team's measures; those that need a conversation come first. */
import { html } from 'hono/html'
import { compareRefs, milestoneWords, notOnTrackFirst } from '#domain/plan/plan.ts'
import type { Rating } from '#domain/plan/rating.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { actionAddress, measureAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { details } from '../../../components/details/details.ts'
import type { Content, Html } from '../../../html.ts'
import type { LinkedMilestones, UnitView } from './model.ts'
import type { UnitCard } from './team-card.ts'

export function planSection({ cards, milestones, frame }: UnitView): Html | null {
  const [card] = cards
  if (card === undefined) return null
  const { needsConversation } = card.lastKnown ?? card.scorecard
  const pressing = new Set(needsConversation.map((m) => m.kpi))
  const all = actionsOf(card, pressing)
  const first = all.filter((a) => a.measures.some((m) => m.isPressing))
  const rest = all.filter((a) => !first.includes(a))
  return html`<section aria-labelledby="plan"><h2 class="govuk-heading-m" id="plan">What the plan does about it</h2>
${
  first.length === 0
    ? html`<p class="govuk-body">${
        needsConversation.length === 0
          ? 'No measure needs a conversation this month.'
          : 'No action of the plan is linked to a measure that needs a conversation.'
      }</p>`
    : table('Actions linked to what needs a conversation', first, card, milestones, frame.today)
}
${
  rest.length === 0
    ? null
    : details({
        summary: `${rest.length} more ${wordFor(rest.length, 'action is', 'actions are')} linked to its other measures`,
        body: table('Actions linked to its other measures', rest, card, milestones, frame.today),
      })
}</section>`
}

type ActionOfTeam = UnitCard['scorecard']['lines'][number]['actions'][number] & {
  /** Pressing: it needs a conversation this month. */
  measures: { code: string; name: string; period: string; isPressing: boolean }[]
}

/** Each linked action once, with the measures it is linked to here; what is not on track comes first. */
function actionsOf({ scorecard }: UnitCard, pressing: ReadonlySet<string>): ActionOfTeam[] {
  const links = scorecard.lines.flatMap((line) => line.actions.map((action) => ({ action, line })))
  const actions = [...Map.groupBy(links, ({ action }) => action.ref).values()]
    .flatMap((group) => {
      const [one] = group
      if (one === undefined) return []
      const measures = group.map(({ line }) => ({
        code: line.kpi.code,
        name: line.kpi.name,
        period: line.period,
        isPressing: pressing.has(line.kpi.code),
      }))
      return [{ ...one.action, measures }]
    })
    .sort((a, b) => compareRefs(a.ref, b.ref))
  return notOnTrackFirst(actions)
}

function table(
  caption: string,
  actions: readonly ActionOfTeam[],
  { scorecard }: UnitCard,
  milestones: LinkedMilestones,
  today: string,
): Html {
  return dataTable({
    caption,
    captionSize: 's',
    columns: [
      { heading: 'Action' },
      { heading: 'What it says' },
      { heading: 'Linked here to' },
      { heading: 'Delivery' },
      { heading: 'Next milestone' },
    ],
    rows: actions.map((a) => ({
      cells: [
        html`<a class="govuk-link" href="${actionAddress(a.ref)}">${a.ref}</a>`,
        a.summary,
        linkedTo(a, scorecard.unit.code),
        deliveryRatingTag({ rating: a.rating }),
        nextWords(milestones.get(a.ref) ?? null, today, a.rating),
      ],
    })),
    dense: true,
    cards: true,
  })
}

/** The measures that an action is linked to; only the pressing ones if there are any. */
function linkedTo({ measures }: ActionOfTeam, unit: string): Content {
  const pressing = measures.filter((m) => m.isPressing)
  const named = pressing.length > 0 ? pressing : measures
  const rest = measures.length - named.length
  return html`${named.map(
    (m, i) =>
      html`${i > 0 ? ', ' : ''}<a class="govuk-link" href="${measureAddress(unit, m.code, m.period)}">${m.name}</a>`,
  )}${rest === 0 ? null : ` and ${plural(rest, 'other')}`}`
}

function nextWords(next: ReturnType<LinkedMilestones['get']> | null, today: string, rating: Rating): Content {
  if (next == null) return 'None to come'
  return milestoneWords(next, today, rating)
}
