import { html } from 'hono/html'
import type { Assurance, Status, Variation } from '#domain/figure.ts'
import type { State } from '#domain/measurement.ts'
import { mattersShown } from '#domain/scorecard.ts'
import { fullPoints, trialPoints } from '#domain/spc/limits.ts'
import { ratings } from '#domain/words.ts'
import type { DataReturn } from '#server/reads/returns.ts'
import { assuranceTag } from '../../components/assurance-tag/assurance-tag.ts'
import { dataTable, type RowGroup } from '../../components/data-table/data-table.ts'
import { deliveryRatingTag } from '../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { stateMark } from '../../components/state-mark/state-mark.ts'
import { statusTag } from '../../components/status-tag/status-tag.ts'
import { variationTag } from '../../components/variation-tag/variation-tag.ts'
import type { Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import type { PageFrame } from '../page.ts'

export type HelpView = {
  frame: PageFrame
  returns: readonly DataReturn[]
  /** How many measures the catalogue holds. */
  kpis: number
}

/** How to read a scorecard in two minutes, what each mark means, and who to ask. */
export function helpView({ frame, returns, kpis }: HelpView): Html {
  return page({
    ...frame,
    title: 'Help',
    section: '/help',
    body: html`<h1 class="govuk-heading-l">Help</h1>
<ul class="govuk-list">
<li><a class="govuk-link" href="#reading">How to read a scorecard</a></li>
<li><a class="govuk-link" href="#marks">What the shapes and colours mean</a></li>
<li><a class="govuk-link" href="#nothing">Four kinds of nothing</a></li>
<li><a class="govuk-link" href="#asking">Who to ask</a></li>
<li><a class="govuk-link" href="/help/kpis">All ${kpis} measures: what each counts</a></li>
<li><a class="govuk-link" href="/help/method">How figures are judged: every rule</a></li>
<li><a class="govuk-link" href="/help/extracts">How an extract is checked: every rule</a></li>
</ul>
${reading()}
${marks()}
${nothing()}
${asking(returns)}`,
  })
}

function reading(): Html {
  return html`<section aria-labelledby="reading">
<h2 class="govuk-heading-m" id="reading">How to read a scorecard</h2>
<ol class="govuk-list govuk-list--number">
<li><strong>Start at the top.</strong> “Going well” and “Needs a conversation” hold at most ${mattersShown} measures each. One rule chooses them for every team, and each says why it is there.</li>
<li><strong>Read the figure with what it is made of.</strong> 82% may be 369 of 450 children; 75% may be 3 of 4, which is little to go on. Small numbers are marked and not judged.</li>
<li><strong>Ask two questions, not one.</strong> “Against target” says where the figure stands this month. “Is it really changing” says whether it has moved more than it usually does. A figure can miss its target and be improving, or meet it and be getting worse.</li>
<li><strong>Leave last month’s difference alone.</strong> Figures go up and down by chance. Nothing here is ordered, coloured or named by the difference of two months.</li>
<li><strong>Follow the links.</strong> Every measure leads to its trend, to the plan actions it is evidence for, and back to the file and row it came from.</li>
</ol>
<p class="govuk-body">A measure needs ${trialPoints} months before anything is said about change, and ${fullPoints} before it is said whether the target can be relied on. Until then it says how many there are.</p>
</section>`
}

const statusMeanings: Record<Status, string> = {
  met: 'At its target or past it.',
  close: 'Short of its target, but not past its floor: the least that is acceptable.',
  missed: 'Past its floor; or short of its target where it has no floor.',
  no_target: 'No target has been set for this month.',
  small_number: 'Too few cases to judge. The figure is shown as it is.',
  no_data: 'Nothing was received.',
}

const variationMeanings: Record<Variation, string> = {
  improving:
    'Better than usual: more than month-to-month chance explains. The arrow says which way the number moved.',
  concerning:
    'Worse than usual: more than month-to-month chance explains. The arrow says which way the number moved.',
  unusual: 'Higher or lower than usual, where neither direction is good in itself.',
  no_real_change: 'It moves as it usually does, so look for what would change the whole, not at this month.',
  too_early: `Fewer than ${trialPoints} months to compare with.`,
  none: 'Nothing is said: there is no figure, too few cases, or a window of several months that overlaps from month to month.',
}

const assuranceMeanings: Record<Assurance, string> = {
  will_meet: 'As things stand, its usual range lies wholly on the right side of the target.',
  hit_or_miss: 'The target lies inside the usual range: some months meet it by chance.',
  will_miss:
    'As things stand, the target lies outside the usual range: it will be met only if something changes.',
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

function marks(): Html {
  const groups: RowGroup[] = [
    {
      heading: 'A measure against its target',
      rows: entries(statusMeanings).map(([status, meaning]) => ({
        cells: [statusTag({ status }), meaning],
      })),
    },
    {
      heading: 'Is it really changing?',
      rows: entries(variationMeanings).map(([variation, meaning]) => ({
        cells: [variationTag({ variation, rising: variation !== 'concerning' }), meaning],
      })),
    },
    {
      heading: 'Can it be relied on to meet its target?',
      rows: entries(assuranceMeanings).map(([assurance, meaning]) => ({
        cells: [assuranceTag({ assurance }), meaning],
      })),
    },
    {
      heading: 'The plan’s own rating of how an action is delivered',
      rows: ratings.map((rating) => ({ cells: [deliveryRatingTag({ rating }), ratingMeanings[rating]] })),
    },
  ]
  return html`<section aria-labelledby="marks">
<h2 class="govuk-heading-m" id="marks">What the shapes and colours mean</h2>
<p class="govuk-body">Every mark is a shape with a word beside it, so nothing depends on colour. Measures are blue, grey or orange. Red, amber and green belong to the plan’s delivery ratings alone: a red action is not a red team.</p>
${dataTable({
  caption: 'Marks and their meanings',
  captionSize: 'hidden',
  columns: [{ heading: 'Mark', className: 'app-help__mark' }, { heading: 'Meaning' }],
  groups,
  dense: true,
})}</section>`
}

const stateMeanings: Record<Exclude<State, 'reported' | 'without_denominator'>, string> = {
  not_reported: 'Nothing was received, or the file said there is no figure (x).',
  no_cases: 'The figure was received and there was nobody to count: 0 of 0. It is never 0% and never 100%.',
  suppressed: 'There is a figure, and it is withheld because the number is small (c, low or k in the file).',
  not_applicable:
    'The measure does not apply here (z in the file); or it is a median of several teams, which cannot be combined.',
}

function nothing(): Html {
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
<p class="govuk-body">${stateMark({ state: 'without_denominator' })}: a percentage came without its counts. It is shown for its team, left out of every total, and said to be left out.</p></section>`
}

function asking(returns: readonly DataReturn[]): Html {
  const owners = Map.groupBy(returns, (r) => r.ownerRole)
  return html`<section aria-labelledby="asking">
<h2 class="govuk-heading-m" id="asking">Who to ask</h2>
<ul class="govuk-list govuk-list--bullet">
<li>A figure looks wrong: follow it to its file and row, then tell who reports that return, below.</li>
<li>You cannot see something you need: the data team can say who gives access.</li>
<li>An action’s rating or date: the improvement programme lead.</li>
</ul>
${
  owners.size === 0
    ? null
    : dataTable({
        caption: 'Who reports what',
        captionSize: 's',
        columns: [{ heading: 'Asked of' }, { heading: 'Returns' }],
        rows: [...owners].map(([owner, own]) => ({ cells: [owner, own.map((r) => r.name).join(', ')] })),
        dense: true,
      })
}</section>`
}

function entries<Key extends string>(meanings: Record<Key, string>): [Key, string][] {
  return Object.entries(meanings) as [Key, string][]
}
