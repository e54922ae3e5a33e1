import { html } from 'hono/html'
import type { Assurance, Status, Variation } from '#domain/figures/figure.ts'
import type { State } from '#domain/figures/measurement.ts'
import { fullPoints, trialPoints } from '#domain/figures/spc/limits.ts'
import { ratings } from '#domain/plan/rating.ts'
import { assuranceTag } from '../../../components/assurance-tag/assurance-tag.ts'
import { dataTable, type RowGroup } from '../../../components/data-table/data-table.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import type { GlyphName } from '../../../components/glyph/glyph.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import { phoneFoldedPart } from '../../../components/phone-fold/phone-fold.ts'
import { stateMark } from '../../../components/state-mark/state-mark.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Html } from '../../../html.ts'

const statusMeanings: Record<Status, string> = {
  met: 'At its target or past it.',
  close: 'Short of its target, but not past its floor: the least that is acceptable.',
  missed: 'Past its floor; or short of its target where it has no floor.',
  no_target: 'No target has been set for this month.',
  small_number: 'Too few cases to judge. The figure is shown as it is.',
  no_data: 'Nothing was received.',
  not_whole:
    'Added up without all the teams that were expected. The figure says from how many; the last whole one stands beside it.',
}

const variationMeanings: Record<Variation, string> = {
  improving: 'Better than usual: more than chance explains. The number went up.',
  concerning: 'Worse than usual: more than chance explains. The number went up.',
  recovering:
    'It was worse than usual, and its last three steps or more all went the good way, back into its usual range.',
  slipping_back:
    'It was better than usual, and its last three steps or more all went the bad way, back into its usual range.',
  unusual: 'Higher than usual, where neither direction is good in itself.',
  no_real_change: 'It moves as it usually does: there is nothing in this month to explain.',
  too_early: `Fewer than ${trialPoints} months to compare with.`,
  none: 'Nothing is said: there is no figure, too few cases, or a window of several months that overlaps from month to month.',
}

const assuranceMeanings: Record<Assurance, string> = {
  will_meet: 'As things stand, its usual range lies wholly on the right side of the target.',
  hit_or_miss: 'The target lies inside its usual range: some months may meet it, and others not.',
  will_miss: 'As things stand, its usual range lies wholly on the wrong side of the target.',
  too_early: `Fewer than ${fullPoints} months to compare with.`,
  none: 'There is no target, or neither direction is good.',
}

const ratingMeanings: Record<(typeof ratings)[number], string> = {
  completed: 'The action is completed.',
  on_track: 'On track to be completed within its timescale.',
  too_early: 'In progress, but too early to demonstrate impact.',
  not_on_track: 'Not on track as required, or at risk in some way.',
  not_rated: 'Nobody has rated it.',
}

/** Marks that have words of their own beside them. */
const otherMarks: readonly [GlyphName, string, string][] = [
  [
    'restated',
    'Restated',
    'A later file changed this figure. What it said before is kept, and why it changed.',
  ],
  ['clock', 'Due', 'Still to come: a return, a milestone or an agreed action.'],
  ['warning', 'Look here', 'Overdue, or two things that contradict each other.'],
  ['tick', 'Done', 'An agreed action that was done, or a step that is done.'],
]

const chartMarks: readonly [GlyphName, string, string][] = [
  ['key_band', 'Usual range', 'Where the figure lies as long as nothing really changes, and its average.'],
  ['key_improving', 'Better than usual', 'On a chart: a month that tells of a real change for the better.'],
  ['key_concerning', 'Worse than usual', 'On a chart: a month that tells of a real change for the worse.'],
  ['key_unusual', 'Unusual', 'On a chart: a real change of a measure without a good direction.'],
  ['key_earlier', 'Earlier signal', 'On a chart: a real change that is over, or lies more than a year back.'],
  ['key_small', 'Small number', 'On a chart: a month with too few cases to judge.'],
]

/** Every mark with its word and its meaning, drawn by the components that show it on other pages. */
export function marks(): Html {
  const groups: RowGroup[] = [
    {
      heading: 'A measure against its target',
      rows: entries(statusMeanings).map(([status, meaning]) => ({ cells: [statusTag({ status }), meaning] })),
    },
    {
      heading: 'Is it really changing?',
      rows: entries(variationMeanings).flatMap(([variation, meaning]) => [
        { cells: [variationTag({ variation, rising: true }), meaning] },
        ...(downwards[variation] === undefined
          ? []
          : [{ cells: [variationTag({ variation, rising: false }), downwards[variation]] }]),
      ]),
    },
    {
      heading: 'Can it meet target?',
      rows: entries(assuranceMeanings).map(([assurance, meaning]) => ({
        cells: [assuranceTag({ assurance }), meaning],
      })),
    },
    {
      heading: 'The plan’s own rating of how an action is delivered',
      rows: ratings.map((rating) => ({ cells: [deliveryRatingTag({ rating }), ratingMeanings[rating]] })),
    },
    { heading: 'On a chart', rows: chartMarks.map(marked) },
    { heading: 'Beside other words', rows: otherMarks.map(marked) },
  ]
  return html`<section class="app-help__marks" aria-labelledby="marks">
<h2 class="govuk-heading-m" id="marks">What the shapes and colours mean</h2>
${phoneFoldedPart(
  'What the shapes and colours mean',
  html`<p class="govuk-body">Every mark is a shape with a word beside it, so nothing depends on colour. Measures are blue,
grey or orange. Red, amber and green belong to the plan’s delivery ratings alone: a red action is not a red team.</p>
${dataTable({
  caption: 'Marks and their meanings',
  captionSize: 'hidden',
  columns: [{ heading: 'Mark', className: 'app-help__mark' }, { heading: 'Meaning' }],
  groups,
  dense: true,
})}`,
)}</section>`
}

/** What the same variation means if the number went down. */
const downwards: Partial<Record<Variation, string>> = {
  improving: 'Better than usual, and the number went down: here lower is better.',
  concerning: 'Worse than usual, and the number went down: here higher is better.',
  unusual: 'Lower than usual, where neither direction is good in itself.',
}

function marked([mark, word, meaning]: readonly [GlyphName, string, string]) {
  return { cells: [markedWord({ mark, word }), meaning] }
}

const stateMeanings: Record<Exclude<State, 'reported' | 'without_denominator'>, string> = {
  not_reported: 'Nothing was received, or the file said there is no figure (x).',
  no_cases: 'The figure was received and there was nobody to count: 0 of 0. It is never 0% and never 100%.',
  suppressed: 'There is a figure, and it is withheld because the number is small (c, low or k in the file).',
  not_applicable:
    'The measure does not apply here (z in the file); or it is a median of several teams, which cannot be combined.',
}

/** What a cell without a number shows. */
export function nothing(): Html {
  return html`<section aria-labelledby="nothing">
<h2 class="govuk-heading-m" id="nothing">Four kinds of nothing</h2>
<p class="govuk-body">A cell without a number says why. Zero is a number: 0 means that somebody counted and found none.</p>
${dataTable({
  caption: 'Cells without a number',
  captionSize: 'hidden',
  columns: [{ heading: 'Mark', className: 'app-help__mark' }, { heading: 'Meaning' }],
  rows: entries(stateMeanings).map(([state, meaning]) => ({ cells: [stateMark({ state }), meaning] })),
  dense: true,
})}
<p class="govuk-body">${stateMark({
    state: 'without_denominator',
  })}: a percentage came without its counts. It is shown for its team, left out of every total, and said to be left out.</p></section>`
}

function entries<Key extends string>(meanings: Record<Key, string>): [Key, string][] {
  return Object.entries(meanings) as [Key, string][]
}
