/** Rules of statistical process control, with the published worked example. */
import { html } from 'hono/html'
import type { Signal } from '#domain/figures/figure.ts'
import { phaseBreak } from '#domain/figures/spc/analyse.ts'
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
import { assuranceWords, signalWords, variationWords } from '#domain/wording/words.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'
import { example, rules, section } from './section.ts'

/** The series with which this calculation was compared with the reference package. */
const series = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]

/** How the usual range is found. */
export function limits(): Html {
  const screened = limitsFor(series, true)
  const unscreened = limitsFor(series, false)
  return section(
    'limits',
    'The usual range',
    html`<p class="govuk-body">The usual range is that of an XmR chart, as the R package NHSRplotthedots 0.2.2 computes it.</p>
${rules([
  html`The mean of the values, plus and minus <strong>${limitFactor}</strong> times the mean moving range.
A moving range is the difference of two successive months, whichever way; none is taken across a month without a value.`,
  html`Near limits stand at two thirds of that: <strong>${formatNumber(nearLimitFactor, 3)}</strong> times.`,
  html`A moving range of <strong>${screenFactor}</strong> times the mean or more is left out once, and the rest
averaged again, so that one odd month does not widen the range. A measure can be set not to do this (the NHS Excel tool does not).`,
  html`Under <strong>${trialPoints}</strong> months there is no range, only the values.
From ${trialPoints} to ${fullPoints - 1} the limits are on trial: change is judged, the target is not. From <strong>${fullPoints}</strong> both are.`,
  html`Limits and rules restart where a person sets a new baseline and says why, where a definition changes, and after
<strong>${phaseBreak}</strong> or more months without a value.`,
  'For each month the calculation uses the months up to it, and is stored with it. A later month never changes an earlier one’s scorecard.',
  'Windows of three or twelve months overlap from month to month, so they have no range and change is not judged.',
  'Percentages are drawn between 0 and 100; the rules work on the limits as computed.',
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
)}`,
  )
}

const signalRules: Record<Exclude<Signal, 'lasting_change'>, string> = {
  outside_limits: 'The figure lies beyond a limit. On the limit is inside.',
  trend: `${runLength} figures in a row, each higher than the one before, or each lower. Two equal figures break it.`,
  two_of_three:
    'Two of three successive figures lie between the near limit and the limit, and all three on that side of the mean.',
  shift: `${runLength} figures in a row on one side of the mean. A figure on the mean breaks it.`,
}

/** The four signals, in the order in which they are tested. */
export function signals(): Html {
  const found = limitsFor(series, true)
  const flagged = found === null ? [] : signalsOf(series, found)
  const points = series.flatMap((value, i) => {
    const signal = flagged[i]
    return signal ? [`point ${i + 1} (${value}): ${signalWords[signal.signal]}`] : []
  })
  return section(
    'signals',
    'When a change is real',
    html`<p class="govuk-body">One of four things has to happen. The first that fits names it, and every month of a run is marked, not only its last.</p>
${dataTable({
  caption: 'The four signals, in order',
  captionSize: 'hidden',
  columns: [{ heading: 'Signal' }, { heading: 'Rule' }],
  rows: (Object.keys(signalRules) as (keyof typeof signalRules)[]).map((s) => ({
    cells: [capital(signalWords[s]), signalRules[s]],
  })),
  dense: true,
})}
<p class="govuk-body">A month without a figure breaks every run. It never joins one and never makes one. The difference of two months is no signal.</p>
${example(html`in the series above ${wordFor(points.length, 'there is one signal', `there are ${points.length} signals`)}, at ${points.join('; ')}.`)}`,
  )
}

/** What can be concluded from the signals and limits. */
export function verdicts(): Html {
  return section(
    'verdicts',
    'Variation and assurance',
    html`${rules([
      html`<strong>Variation</strong> is the last month’s signal read through what is good:
“${variationWords.improving}”, “${variationWords.concerning}”; “${variationWords.unusual}” where neither direction is
good; “${variationWords.no_real_change}” where there is no signal. A trend means what its direction means.`,
      html`<strong>Assurance</strong> sets the range beside the target in force:
“${assuranceWords.will_meet}” when the whole range is on the right side of it, “${assuranceWords.will_miss}”
when the whole range is on the wrong side, “${assuranceWords.hit_or_miss}” when the target is inside the range or on a limit.`,
      `At the best value there is (100% of a share, or 0 where low is good) with the target there too, no range can lie
beyond the target. Nor is a range of no width any use, where nothing varies. There the last ${fullPoints} months are counted:
met in every one, “${assuranceWords.will_meet}”, said as “met in every month”; else “met in 11 of ${fullPoints}”. A month without a figure
is not met; one without cases is passed over.`,
      `Under ${trialPoints} months variation is “${variationWords.too_early}”; under ${fullPoints} assurance is.`,
      'Neither is given for a small number, for a month without a figure, or for a window of several months. ' +
        'Assurance also needs a target and a good direction.',
    ])}`,
  )
}
