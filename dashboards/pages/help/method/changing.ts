/** The rule that decides what the service says of change, with worked examples and how often it is wrong. */
import { html } from 'hono/html'
import { usualShares } from '#domain/council/share.ts'
import type { Calculation } from '#domain/figures/figure.ts'
import { analyse, phaseBreak, type SeriesPoint } from '#domain/figures/spc/analyse.ts'
import { recoverySteps, steadyPoints } from '#domain/figures/spc/course.ts'
import { fullPoints, trialPoints } from '#domain/figures/spc/limits.ts'
import { operatingCharacteristics } from '#domain/figures/spc/operating-characteristics.ts'
import { expectedOf, expectedPairs } from '#domain/figures/spc/persistence.ts'
import {
  analyseSpoken,
  lastingLimit,
  pointLimit,
  recentPoints,
  weight,
} from '#domain/figures/spc/spoken-analysis.ts'
import { addMonths } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { assuranceWords, signalWords, variationWords } from '#domain/wording/words.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'
import { example, rules, section } from './section.ts'

/** What looks like a change and is none, and how a change is told from it. */
export function changing(): Html {
  return section(
    'changing',
    'Is it really changing?',
    html`<p class="govuk-body">Three things look like a change and are none. The service calls a figure better or worse than usual only
where there is more behind it than these.</p>
${rules([
  html`<strong>Chance in the counts.</strong> Where there are few children, a share moves a long way by chance alone. So each
month is set against the usual level by the exact chance of its own counts. It is binomial for shares and posts, Poisson for counts
and averages. A median is measured by how far its own months lie apart.
No range is ever narrower than chance makes it; where the months lie further apart than that, it is wider.`,
  html`<strong>The same children, counted again.</strong> Those whose cases are open at the end of a month are mostly those of
the month before. So one low month brings others with it. How much a measure repeats itself is worked out for each month
from the months before it, over all teams that carry it. It is fixed with the first figure of that month. While there is little to go on it
is taken to be ${formatNumber(expectedOf.snapshot, 1)} for what is counted at a month’s end, and ${expectedOf.other} otherwise. That
weighs as much as ${expectedPairs} pairs of months. The more it repeats itself, the more a change has to show.`,
  html`<strong>One case more or fewer.</strong> Nothing is said that one child would undo. That is one more or fewer above
the line, 1.0 full-time post, or one place in the order of a median.`,
])}
<p class="govuk-body">What is left is found in two ways.</p>
${rules([
  html`<strong>One month</strong> that lies more than <strong>${pointLimit}</strong> standard deviations of chance from the usual level:
${signalWords.outside_limits}. That is the range which charts draw, and it is as wide as each month’s own number of cases makes it.`,
  html`<strong>Several months together</strong>: a running average of the distances, in which each month has <strong>${weight}</strong>
of the weight and all before it the rest, lies more than <strong>${lastingLimit}</strong> of its own standard deviations from the level:
${signalWords.lasting_change}. A month without a figure lets it fade.`,
  html`The usual level is that of all months except the last <strong>${recentPoints}</strong>, so that a new change stands out.
That a level from few cases is uncertain itself widens both.`,
  html`Under <strong>${trialPoints}</strong> months nothing is said, and only the values are shown.
From ${trialPoints} to ${fullPoints - 1} the level is a first estimate.`,
  html`Level and rules restart where a person sets a new baseline and says why, where a definition changes, and after
<strong>${phaseBreak}</strong> or more months without a value.`,
  'For each month the calculation uses the months up to it, and is stored with it. A later month never changes an earlier ' +
    'one’s scorecard, and “since” never moves later while the verdict stays the same.',
  'Windows of three or twelve months overlap from month to month, so change is not judged. The difference of two months is no signal. ' +
    'Percentages are drawn between 0 and 100; the rules work on the limits as computed.',
])}
${example(oneMonth())}
${example(oneChild())}`,
  )
}

const [usualCases, lowCases] = [40, 25] as const
/** A team that is at about 80% of 40 children for 17 months. */
const usualMonths = Array.from({ length: 17 }, (_, i) => [33, 31, 32, 34, 32, 30][i % 6] ?? 0)

/** One low month of events that are new each month, and three of them. */
function oneMonth(): Html {
  const once = spoken([...usualMonths, lowCases], usualCases, expectedOf.other)
  const thrice = spoken([...usualMonths, lowCases, lowCases, lowCases], usualCases, expectedOf.other)
  const open = spoken([...usualMonths, lowCases, lowCases, lowCases], usualCases, expectedOf.snapshot)
  const package_ = byPackage([...usualMonths, lowCases], usualCases)
  return html`A team has about ${formatNumber(once.mean ?? 0)}% of ${usualCases} new cases in time each month. Its usual range is
${formatNumber(once.lower ?? 0)}% to ${formatNumber(once.upper ?? 0)}%. One month of ${lowCases} of ${usualCases}
is ${said(once)}, though the NHS package calls it ${said(package_)}; three such months running are ${said(thrice)}.
If the cases were open ones, of which most are counted again, three such months would be ${said(open)}.`
}

/** A team at 100% in which one month's figure was one child short. */
function oneChild(): Html {
  const months = [...Array.from({ length: 23 }, () => 13), 12, 13]
  const own = spoken(months, 13, expectedOf.snapshot)
  return html`A team had 13 of 13 in 23 months, then 12 of 13, and now 13 of 13 again. The NHS package’s range is
then of no width, and it calls the latest 13 of 13 ${said(byPackage(months, 13))}. Here it is ${said(own)}.`
}

/** The verdict of a calculation in the words of the pages. */
function said({ meaning }: Calculation): string {
  if (meaning === null) return 'no real change'
  return meaning === 'improving' ? 'better than usual' : 'worse than usual'
}

function pointsOf(numerators: readonly number[], cases: number): SeriesPoint[] {
  return numerators.map((numerator, i) => ({
    period: addMonths('2017-03', i),
    value: (100 * numerator) / cases,
    ...{ numerator, denominator: cases },
  }))
}

function spoken(numerators: readonly number[], cases: number, persistence: number): Calculation {
  const options = { good: 'higher', chance: 'share', scale: 100, restarts: [] } as const
  return analyseSpoken(pointsOf(numerators, cases), { ...options, persistence })
}

function byPackage(numerators: readonly number[], cases: number): Calculation {
  return analyse(pointsOf(numerators, cases), { good: 'higher', screen: true, restarts: [] })
}

/** Where a line is going, beside where it is. */
export function course(): Html {
  return section(
    'course',
    'Where the line is going',
    html`<p class="govuk-body">Better and worse say where a line is. “Improving” and “getting worse” are said only of a line that
still moves that way; otherwise the words follow it.</p>
${rules([
  html`<strong>${variationWords.recovering}</strong>: it was called worse than usual, its last ${recoverySteps} steps or more all went
the good way, and its last month is back inside the usual range. It counts apart, and not among what is worse.`,
  html`<strong>${variationWords.slipping_back}</strong>: the same from better than usual, the bad way.`,
  html`<strong>And steady</strong>: it has been at its new level for ${steadyPoints} months or more, and still counts as better or worse.
Its page then says since when it runs at a new level, with both averages. A head of service, the senior management team or the data
team may set a new baseline there. The service does not do it by itself.`,
])}`,
  )
}

/** How often the rule is wrong, and how much it finds: the figures that the tests hold. */
export function errors(): Html {
  const { rows, falseRows, falls } = operatingCharacteristics
  const found: [string, number][] = [
    ['By 20 points, with 10 to 60 cases that are new each month', falls.twentyPoints],
    ['By 10 points, with 60 to 200 cases that are new each month', falls.tenPoints],
    [
      'By 30 points, with 30 to 90 open cases, of which 6 in 10 are the same as the month before',
      falls.thirtyPointsCarried,
    ],
  ]
  return section(
    'errors',
    'How often that is wrong, and what it finds',
    html`<p class="govuk-body">Some changes will be called that are none, and some that are real will be missed. How many was measured on
invented councils whose true state is known. The tests of each version of the service measure it again and hold it to these figures.</p>
${dataTable({
  caption: `Measures wrongly called worse than usual in a month, of ${rows} judged, in a council in which nothing changes`,
  captionSize: 's',
  columns: [
    { heading: 'Cases that are the same as the month before' },
    { heading: 'Wrongly called worse', numeric: true },
  ],
  rows: falseRows.map(({ carried, worse }) => ({
    cells: [carried === 0 ? 'None' : `${carried * 10} in 10`, formatNumber(worse, 1)],
  })),
  dense: true,
})}
${dataTable({
  caption: 'Real falls that last three months, found by the third',
  captionSize: 's',
  columns: [{ heading: 'Fall' }, { heading: 'Found, of 100', numeric: true }],
  rows: found.map(([words, of]) => ({ cells: [words, String(of)] })),
  dense: true,
})}
${rules([
  'So a fall that is not called yet may still be real: the figure and its target are on the page all the same.',
  'A page that lists changes orders them by the strength of their evidence, and leaves out the weakest, so that about ' +
    `${usualShares.false_discovery_limit} in 100 of those it lists are chance, unless the council sets another share. It says how many ` +
    'are worse and how many of so many would be by chance.',
])}`,
  )
}

/** What can be concluded from signals and limits. */
export function verdicts(): Html {
  return section(
    'verdicts',
    'Variation and assurance',
    html`${rules([
      html`<strong>Variation</strong> is the last month’s signal read through what is good:
“${variationWords.improving}”, “${variationWords.concerning}”; “${variationWords.unusual}” where neither direction is
good; “${variationWords.no_real_change}” where there is no signal.`,
      html`<strong>Assurance</strong> sets the range of <a class="govuk-link" href="#nhs">the NHS package</a> beside the target in force:
“${assuranceWords.will_meet}” when the whole range is on the right side of it. It is “${assuranceWords.will_miss}”
when the whole range is on the wrong side. It is “${assuranceWords.hit_or_miss}” when the target is inside the range or on a limit.`,
      `The best value there is may be the target: 100% of a share, or 0 where low is good. Then no range can lie
beyond the target. Nor is a range of no width any use, where nothing varies. There the last ${fullPoints} months are counted:
met in every one, “${assuranceWords.will_meet}”, said as “met in every month”; else “met in 11 of ${fullPoints}”. A month without a figure
is not met; one without cases is passed over.`,
      `The title of a chart counts: how many of the last ${fullPoints} months met the target then in force, one by one. A month
without a figure or a target, with too few cases, or judged on three months counts neither way. The title then says how many were judged.`,
      `Under ${trialPoints} months variation is “${variationWords.too_early}”; under ${fullPoints} assurance is.`,
      'Neither is given for a small number, for a month without a figure, or for a window of several months. ' +
        'Assurance also needs a target and a good direction.',
    ])}`,
  )
}
