/** The calculation of the NHS package, with its published worked example. */
import { html } from 'hono/html'
import type { Signal } from '#domain/figures/figure.ts'
import {
  fullPoints,
  limitFactor,
  limitsFor,
  nearLimitFactor,
  screenFactor,
  trialPoints,
} from '#domain/figures/spc/limits.ts'
import { runLength, signalsOf } from '#domain/figures/spc/signals.ts'
import { capital, formatNumber } from '#domain/wording/format.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { signalWords } from '#domain/wording/words.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'
import { example, rules, section } from './section.ts'

/** The series with which this calculation was compared with the reference package. */
const series = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]

/** What the NHS package does, and how to ask for it. */
export function nhsPackage(): Html {
  return section(
    'nhs',
    'The NHS package, and how to ask for it',
    html`<p class="govuk-body">The NHS draws its charts (XmR) with the R package NHSRplotthedots 0.2.2. The service works out exactly the
same for every figure and stores it beside its own words. It suits measures with many cases that are new each month. Of few cases, or
of open cases counted again, it calls many changes that are none.</p>
${rules([
  'On a measure’s page, follow the link “As the NHS package judges it” beneath the chart. The page, its files and ' +
    'its chart then show its limits, signals and words.',
  html`In an address of that page, of its files, of its chart and of the series in the programming interface, add <code>method=nhs</code>.`,
  html`For series of your own: <code>npm run scorecard -- judge FILE.csv --method nhs</code>.`,
])}
${limits()}
${signals()}`,
  )
}

/** How the package finds its range. */
function limits(): Html {
  const screened = limitsFor(series, true)
  const unscreened = limitsFor(series, false)
  return html`<h3 class="govuk-heading-s" id="limits">Its usual range</h3>
${rules([
  html`The mean of the values, plus and minus <strong>${limitFactor}</strong> times the mean moving range.
A moving range is how far two months in a row lie apart, whichever way. None is taken across a month without a value.`,
  html`Near limits stand at two thirds of that: <strong>${formatNumber(nearLimitFactor, 3)}</strong> times.`,
  html`A moving range of <strong>${screenFactor}</strong> times the mean or more is left out once, and the rest
averaged again, so that one odd month does not widen the range. A measure can be set not to do this (the NHS Excel tool does not).`,
  html`Under <strong>${trialPoints}</strong> months there is no range, only the values.
From ${trialPoints} to ${fullPoints - 1} the limits are on trial: change is judged, the target is not. From <strong>${fullPoints}</strong> both are.`,
])}
${example(
  html`of ${series.join(', ')} the mean is ${formatNumber(
    screened?.mean ?? 0,
    3,
  )} and the usual range ${formatNumber(screened?.lower ?? 0, 2)} to ${formatNumber(
    screened?.upper ?? 0,
    2,
  )}; without leaving out the extreme moving ranges it would be ${formatNumber(
    unscreened?.lower ?? 0,
    2,
  )} to ${formatNumber(unscreened?.upper ?? 0, 2)}.`,
)}`
}

const signalRules: Record<Exclude<Signal, 'lasting_change'>, string> = {
  outside_limits: 'The figure lies beyond a limit. On the limit is inside.',
  trend: `${runLength} figures in a row, each higher than the one before, or each lower. Two equal figures break it.`,
  two_of_three:
    'Two of three successive figures lie between the near limit and the limit, and all three on that side of the mean.',
  shift: `${runLength} figures in a row on one side of the mean. A figure on the mean breaks it.`,
}

/** The four signals, in the order in which they are tested. */
function signals(): Html {
  const found = limitsFor(series, true)
  const flagged = found === null ? [] : signalsOf(series, found)
  const points = series.flatMap((value, i) => {
    const signal = flagged[i]
    return signal ? [`point ${i + 1} (${value}): ${signalWords[signal.signal]}`] : []
  })
  return html`<h3 class="govuk-heading-s" id="signals">Its four signals</h3>
<p class="govuk-body">The first that fits names the change, and every month of a run is marked, not only its last.</p>
${dataTable({
  caption: 'The four signals, in order',
  captionSize: 'hidden',
  columns: [{ heading: 'Signal' }, { heading: 'Rule' }],
  rows: (Object.keys(signalRules) as (keyof typeof signalRules)[]).map((s) => ({
    cells: [capital(signalWords[s]), signalRules[s]],
  })),
  dense: true,
})}
<p class="govuk-body">A month without a figure breaks every run. It never joins one and never makes one.</p>
${example(html`in the series above ${wordFor(points.length, 'there is one signal', `there are ${points.length} signals`)}, at ${points.join('; ')}.`)}`
}
