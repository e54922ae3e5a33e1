/** Rules of practice: what is counted, what is chosen, days, the plan. */
import { html } from 'hono/html'
import {
  ownIntervals,
  reviewIntervals,
  twoYearsDays,
  visitIntervals,
} from '#domain/catalogue/statutory-intervals.ts'
import { type Cadence, cadenceDays, cadenceWords, liveDays, updateDays } from '#domain/plan/plan.ts'
import { type MatterReason, mattersShown } from '#domain/scorecard/scorecard.ts'
import { addWorkingDays, bankHolidays, dueDay } from '#domain/time/calendar.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { capital } from '#domain/wording/format.ts'
import { intervalWords } from '#domain/wording/interval-words.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'
import { example, rules, section } from './section.ts'

/** Where a figure comes from, and that history is kept. */
export function counting(): Html {
  return section(
    'counting',
    'What is counted, and when it is known',
    rules([
      html`What each measure counts, out of what, and from which source, stands with <a class="govuk-link" href="/help/kpis">its definition</a>.`,
      'A percentage is kept as two counts, never as a percentage.',
      'Every value has versions. A later file adds one and changes none, so a page can be read as it was on an earlier day.',
      'A file with any problem changes nothing: all of its rows are taken, or none.',
      'A month is signed off when the team manager has submitted it and the head of service has agreed it. ' +
        'Its scorecard then stays as it was agreed. A later file that makes it say something else needs a reason ' +
        'and makes a new version, marked as restated; every version can be read.',
      'Targets, definitions, names and the organisation have months from which they apply. ' +
        'A past month is read with its own. A service’s past months add the teams it then had; recast on today’s teams, they are labelled so and never stored.',
      'A past month keeps the status judged by the target then in force. Where today’s rule would judge it otherwise, the measure’s page says so beside it.',
      html`A month without a figure says which <a class="govuk-link" href="/help#nothing">kind of nothing</a> it is. Zero is a number.`,
    ]),
  )
}

const reasons: Record<MatterReason, string> = {
  each_one_counts:
    'someone missed on a measure where a single miss matters, however few the children: “1 of 3 without approval”',
  past_floor_and_concerning: 'past its floor (or its target, where it has no floor), and worse than usual',
  concerning: 'worse than usual',
  will_miss_without_action: 'unlikely to meet its target, and no live plan action is linked',
  missed_three_months: 'missed three months running',
  due_and_not_received: 'due and not received',
  each_one_counts_beneath:
    'someone missed in one of its teams on a measure where a single miss matters: “1 of 11 without approval, in 1 team”',
  improving_and_met: 'better than usual, and met',
  improving: 'better than usual',
  will_meet: 'can meet its target',
}

const conversation: readonly MatterReason[] = [
  'each_one_counts',
  'past_floor_and_concerning',
  'concerning',
  'will_miss_without_action',
  'missed_three_months',
  'due_and_not_received',
]
const well: readonly MatterReason[] = ['improving_and_met', 'improving', 'will_meet']

/** Which measures are at the top of a scorecard. */
export function headlineChoice(): Html {
  const list = (of: readonly MatterReason[]) =>
    html`<ol class="govuk-list govuk-list--number">${of.map((r) => html`<li>${reasons[r]}</li>\n`)}</ol>`
  return section(
    'chosen',
    'Going well, and needs a conversation',
    html`<p class="govuk-body">At most ${mattersShown} of each, taken in this order.
Measures that stand alike are ordered by how many children are on the wrong side, then as in the catalogue.</p>
<h3 class="govuk-heading-s">Needs a conversation</h3>
${list(conversation)}
<p class="govuk-body">After these a service or the council lists, however many there are, ${reasons.each_one_counts_beneath}.
Its own status of such a measure is the ordinary one.</p>
<h3 class="govuk-heading-s">Going well</h3>
${list(well)}
<p class="govuk-body">A measure that needs a conversation is never also going well.</p>`,
  )
}

/** The working-day convention, with its examples. */
export function days(): Html {
  const years = [...bankHolidays].sort()
  const [first, last] = [years[0]?.slice(0, 4), years.at(-1)?.slice(0, 4)]
  return section(
    'days',
    'Working days and due days',
    html`${rules([
      'The day a clock starts is day 0. Saturdays, Sundays and bank holidays in England are not working days. On the limit is in time.',
      `Bank holidays are kept from ${first} to ${last}.`,
      'The sector’s own code disagrees with itself: some counts the start as day 1, some ignores bank holidays.',
      'A return for a month is due on a working day of the next month, and late from the day after. ' +
        'Months before the first scorecard are history and are never late.',
      'Months, and the day on which anything is late, are those of London.',
      `A plan lasts two years or more when it lasts more than ${twoYearsDays} days.`,
      `Reviews of children in care: within ${intervalWords(reviewIntervals[0])}, ` +
        `then ${intervalWords(reviewIntervals[1])}, then every ${intervalWords(reviewIntervals[2])}.`,
      visitWords(),
      `No national interval is set for ${ownIntervals[0]}, ${ownIntervals[1]} and ${ownIntervals[2]}: each council has its own.`,
    ])}
${example(
  html`45 working days from Monday 1 April 2019 end on ${dayName(addWorkingDays('2019-04-01', 45))};
15 from Friday 12 April 2019 end on ${dayName(addWorkingDays('2019-04-12', 15))}.
The sixth working day after ${periodName('2019-05')} is ${dayName(dueDay('2019-05', 6))}.`,
)}`,
  )
}

/** How often children in care are visited. */
function visitWords(): string {
  const { first, first_year, later, later_meant_to_last } = visitIntervals
  const { with_parent_before_first_review: beforeReview, with_parent_later } = visitIntervals
  return [
    `Visits to children in care: within ${intervalWords(first)} of being placed,`,
    `every ${intervalWords(first_year)} in the first year,`,
    `then every ${intervalWords(later)},`,
    `or ${intervalWords(later_meant_to_last)} where the placement is meant to last to 18.`,
    `With a parent under an interim order, every ${intervalWords(beforeReview).replace(/^1 /, '')}`,
    `until the first review, then every ${intervalWords(with_parent_later)}.`,
  ].join(' ')
}

/** What counts as live, late and overdue in the plan. */
export function plan(): Html {
  return section(
    'plan',
    'The improvement plan',
    html`${rules([
      'A rating is about the delivery of an action and never about a measure. A person sets it, with a reason ' +
        'and a day; every one is kept. The service sets none.',
      html`An action is <strong>live</strong> for a measure when it is linked to it,
is not completed, and was rated or updated within <strong>${liveDays}</strong> days; or when the team has an open agreed action about that measure.`,
      html`An action that is not completed is asked for an update if it was not rated or updated for more than <strong>${updateDays}</strong> days.`,
      'A milestone falls due on the last day of its month. A date that moves keeps the first one and the reason.',
      'An action rated on track, or completed, while a linked measure is concerning is listed as a question, not a verdict.',
    ])}
${dataTable({
  caption: 'A review is missed when the last one is longer ago than this: the interval and a week',
  captionSize: 's',
  columns: [{ heading: 'Reviewed' }, { heading: 'Days', numeric: true }],
  rows: (Object.keys(cadenceDays) as Cadence[]).map((c) => ({
    cells: [capital(cadenceWords[c]), String(cadenceDays[c])],
  })),
  dense: true,
})}`,
  )
}
