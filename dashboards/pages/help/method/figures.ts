/** Rules of figures: adding up, targets, small numbers. */
import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { cellOf } from '#domain/figures/measurement.ts'
import { rollUp } from '#domain/figures/rollup.ts'
import { gapOf, statusOf } from '#domain/figures/status.ts'
import { largestSmall } from '#domain/suppression/amounts.ts'
import { formatBase, formatNumber, formatValue } from '#domain/wording/format.ts'
import { statusWords } from '#domain/wording/words.ts'
import type { Html } from '../../../html.ts'
import { example, rules, section } from './section.ts'

const percent: Kpi = {
  code: 'AS01',
  name: 'Assessments in time',
  kind: 'ratio',
  basis: 'flow',
  unit: 'percent',
  good: 'higher',
  dimension: 'delivery',
  numerator: '',
  denominator: '',
  clock: null,
  minimum: 10,
  mayExceed: false,
  decimals: 1,
  grains: ['monthly'],
  teamTypes: [],
  countedBy: [],
  core: true,
  subject: 'assessments',
  returnCode: '',
  order: 0,
  benchmark: null,
  source: '',
  note: '',
  sharesBase: null,
  eachOneCounts: null,
  screenLimits: true,
  lastMonth: null,
}

const figures = (numerator: number, denominator: number) =>
  cellOf('ratio', { numerator, denominator, value: null, symbol: null })

/** Sums over sums, and what is left out. */
export function rollingUp(): Html {
  const [north, south] = [figures(9, 10), figures(30, 60)]
  const both = rollUp(percent, [
    { unit: 'north', cell: north },
    { unit: 'south', cell: south },
  ]).cell
  const average = ((north.value ?? 0) + (south.value ?? 0)) / 2
  return section(
    'rolling-up',
    'How teams are added up',
    html`${rules([
      'A percentage of a service or the council is all who count over all who could, in every team together. Percentages are never averaged.',
      'A count is a sum. A count on the last day of the month is a sum over teams, and never a sum over months.',
      'An average is the whole sum over the whole base.',
      'A median of several medians does not exist, so there is none: “cannot be combined”.',
      'No child is counted twice: each measure names the types of team whose children are added. Other teams that carry it see it, marked as not added.',
      'A total says how many teams it leaves out and why: not reported, suppressed, without a denominator. It is not reported when no team reported.',
      'A figure supplied for a service or the council stands as given. Where it differs from the sum of the teams, both are shown.',
      'The teams of a month are the teams there were in that month, under the services they then belonged to.',
    ])}
${example(
  html`one team has ${formatBase(percent, north)} (${formatValue(
    percent,
    north.value ?? 0,
  )}), another ${formatBase(percent, south)} (${formatValue(
    percent,
    south.value ?? 0,
  )}). Together they have ${formatBase(percent, both)}, which is ${formatValue(
    percent,
    both.value ?? 0,
  )}, and not ${formatValue(percent, average)}.`,
)}`,
  )
}

/** Met, close, missed, and the gap in children. */
export function statuses(): Html {
  const [target, floor] = [90, 80]
  const judged = [90, 80, 79.9].map((value) => ({
    value,
    word: statusWords[statusOf(percent, value, target, floor)].toLowerCase(),
  }))
  const few = figures(63, 81)
  const gap = gapOf(percent, few.numerator, few.denominator, target) ?? 0
  return section(
    'statuses',
    'Against target',
    html`${rules([
      html`<strong>Met</strong>: at the target or past it.`,
      html`<strong>Close</strong>: between target and floor, the floor included.`,
      html`<strong>Missed</strong>: past the floor; or short of the target, where there is no floor.`,
      'Where near is good, a figure within half the distance from target to floor is met, and within the whole of it close.',
      'Targets have months from which they apply. A past month keeps the status judged with the target of that month.',
      'The gap says how many more children would have met the target. It is the target’s share of all, rounded up to whole children, less those who did.',
      'Every measure with a target has a status, and “n of m judged measures met target” counts all that are met, close or missed.',
    ])}
${example(
  html`against a target of ${formatValue(percent, target)} and a floor of ${formatValue(percent, floor)}, ${judged.map(
    (j, i) =>
      html`${i === 0 ? '' : i === judged.length - 1 ? ' and ' : ', '}${formatValue(percent, j.value)} is ${j.word}`,
  )}. ${formatBase(percent, few)} is ${formatValue(
    percent,
    few.value ?? 0,
  )}: ${formatNumber(gap)} more would have met it.`,
)}`,
  )
}

/** The smallest base of each kind, from the catalogue. */
export function smallNumbers(kpis: readonly Kpi[]): Html {
  const kinds: [string, (kpi: Kpi) => boolean][] = [
    ['percentages', (k) => k.kind === 'ratio'],
    ['averages over full-time workers', (k) => k.kind === 'mean' && k.unit === 'children_per_fte'],
    ['medians', (k) => k.kind === 'median'],
  ]
  const said = kinds.flatMap(([words, fits]) => {
    const minimums = [...new Set(kpis.filter(fits).flatMap((k) => k.minimum ?? []))].sort((a, b) => a - b)
    return minimums.length === 0 ? [] : [`${minimums.join(' or ')} for ${words}`]
  })
  return section(
    'small',
    'Small numbers',
    rules([
      `The smallest base judged is ${
        said.length === 0 ? 'set for each measure' : said.join(', ')
      }; counts have none. Each measure’s own stands with its definition.`,
      'Under it the figure is shown, marked “small number”, and has no status, no variation and no assurance.',
      'A percentage of what happened in a month, when under its smallest base, is judged on the last three ' +
        'months together if they reach it, and says so. The figure shown stays the month’s own.',
      'A small figure of how things stood at month end has its service’s figure beside it.',
      html`Inside the service true counts are shown. To an audience outside it, the improvement board among them,
no count from 1 to <strong>${largestSmall}</strong> is given:
not above the line, not below it, and not as the difference of the two, since 24 of 25 says 1. The percentage goes with them; the cell says c. Zero is shown.`,
      `Where a sum would tell such a count to a reader who takes the rest away, one more cell is suppressed: ` +
        `another team, and its service where that is needed. It is enough when every count from 1 to ${largestSmall} stays possible.`,
      html`So that good work does not vanish, a <strong>band</strong> is often given instead: “95% or more”, “5 or fewer”, “60% to 75%”.
The figure lies in it. It is as narrow as it can be without telling a small number. Where even a band would tell one, the cell says c.`,
      'What was worked out from a suppressed figure goes with it: status, gap, limits and verdicts of the months ' +
        'it stands among, and a verdict on three months of which it is one.',
      'Where periods overlap or add up, as those of a rolling measure do, or weeks beside months, one suppressed ' +
        'cell of a team suppresses that whole series of it.',
      'A value that came without its counts is suppressed too, since it cannot be known to be safe. ' +
        'An outside audience reads figures as they now stand, on the tree of their month, and never the files behind them.',
    ]),
  )
}
