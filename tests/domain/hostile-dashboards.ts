/** Hostile input for the rules behind the dashboards: agreed actions, movements, ratings, returns and rows of a scorecard. */
import fc, { type Arbitrary } from 'fast-check'
import { aCoverage } from './examples.ts'
import {
  bool,
  cell,
  day,
  figure,
  kind,
  kpi,
  leftOut,
  number,
  orNull,
  period,
  saying,
  state,
  target,
  text,
  unit,
} from './hostile-values.ts'

const list = <T>(of: Arbitrary<T>) => fc.array(of, { maxLength: 4 })
const status = fc.constantFrom('met', 'close', 'missed', 'no_target', 'small_number', 'no_data')
const variation = fc.constantFrom('improving', 'concerning', 'unusual', 'no_real_change', 'too_early', 'none')
const linkedVerdict = fc.record({
  figure: orNull(fc.record({ variation, status: orNull(status), leftOut: orNull(leftOut) })),
})
const signal = fc.constantFrom('outside_limits', 'trend', 'two_of_three', 'shift')
const meaning = fc.constantFrom('improving', 'concerning', 'unusual')
const rating = fc.constantFrom('completed', 'on_track', 'too_early', 'not_on_track', 'not_rated')
const returnState = fc.constantFrom('in', 'part', 'late', 'due', 'not_due')

export const decision = fc.record({
  state: fc.constantFrom('open', 'done', 'not_done'),
  saidOn: orNull(day),
  dueOn: orNull(day),
})
const made = fc
  .tuple(decision, fc.record({ id: number, decidedOn: day }))
  .map(([standing, rest]) => ({ ...standing, ...rest }))

const scorecardRow = fc.record({
  kpi: fc.record({
    code: text,
    name: text,
    order: number,
    dimension: fc.constantFrom('delivery', 'quality', 'difference', 'context'),
    subject: text,
    unit: fc.constantFrom('percent', 'children_or_items', 'working_days', 'children_per_fte'),
  }),
  figure: fc.record({
    state: fc.constantFrom('reported', 'no_cases', 'suppressed'),
    value: orNull(number),
    status: orNull(status),
    variation,
    gap: orNull(number),
    target: orNull(number),
  }),
  actions: list(fc.record({ ref: text, live: bool })),
})
const filter = fc.record({
  dimension: orNull(fc.constantFrom('delivery', 'quality', 'difference', 'context')),
  status: orNull(status),
  variation: orNull(variation),
  sort: orNull(fc.constantFrom('measure', 'value', 'status', 'gap', 'variation', 'actions')),
})
const pair = fc.record({ before: orNull(variation), now: variation })
const newsKind = fc.constantFrom('new', 'grown', 'restated', 'taken_back', 'judged')
const newsVersion = fc
  .tuple(saying, bool, fc.constantFrom(null, aCoverage()))
  .map(([said, isRevert, coverage]) => ({ ...said, isRevert, coverage }))
const thresholds = fc.record({ target: number, floor: orNull(number) })
const moved = fc.record({
  evidence: orNull(number),
  kpi: fc.record({ order: number }),
  unit: fc.record({ position: number }),
})
const freshness = {
  dueOn: day,
  completeOn: orNull(day),
  state: returnState,
  daysLate: number,
  isHistory: bool,
}
const completeness = list(
  fc.record({
    code: text,
    name: text,
    dueOn: day,
    expected: number,
    received: number,
    state: returnState,
    daysLate: number,
    isHistory: bool,
    missing: list(fc.record({ unit: text, kpi: text, came: fc.constantFrom('nothing', 'blank') })),
    never: list(fc.record({ unit: text, kpi: text, why: text, by: orNull(text), on: orNull(day) })),
    teams: list(fc.record({ unit: text, expected: number, missing: number })),
    firstOn: orNull(day),
    lastOn: orNull(day),
    completeOn: orNull(day),
  }),
)
const weekly = {
  last: period,
  missed: fc.array(period, { maxLength: 3 }),
  dueOn: day,
}
const stops = list(
  fc.record({
    ...weekly,
    unit: fc.record({ code: text, name: text, isTeam: bool }),
    kpi: fc.record({ code: text, name: text }),
    from: fc.record({ code: text, name: text, ownerRole: text }),
  }),
)
const dueFigure = fc.record({
  unit: text,
  kpi: text,
  came: fc.constantFrom('in', 'nothing', 'blank'),
  on: orNull(day),
  never: orNull(fc.record({ why: text, by: orNull(text), on: orNull(day) })),
})
const ratings = fc
  .tuple(day, fc.array(fc.tuple(text, rating), { maxLength: 4 }))
  .map(([date, of]) => ({ date, of: new Map(of), counts: {} }))
const team = fc.record({
  name: text,
  eachOne: list(text),
  concerning: number,
  missed: list(text),
  decisions: list(decision),
  unsaid: number,
  silentFor: orNull(text),
  isSilent: bool,
})
const silentMonths = list(
  fc.record({ period, returns: list(fc.record({ owner: text, dueOn: day, figures: number })) }),
)
const arrival = fc.record({
  period,
  firstDueOn: orNull(day),
  expected: number,
  received: number,
  neverComing: number,
})
const comparator = fc.constantFrom('service', 'council', 'neighbours', 'region', 'england')

export const fedOfDashboards: Record<string, Arbitrary<unknown>[]> = {
  arrivalWords: [arrival],
  isOpenedOn: [arrival, day, number],
  awaitedPeriod: [
    kpi,
    unit,
    fc.record({ grain: fc.constantFrom('monthly', 'weekly', 'quarterly'), last: period, latest: period }),
  ],
  awaitedWords: [
    fc.record({ period, last: period }),
    orNull(fc.record({ name: text, ownerRole: text, dueWorkingDay: fc.integer({ min: -9, max: 99 }) })),
    day,
  ],
  latestMonthOf: [list(arrival), day, fc.func(number)],
  monthChoice: [period, list(arrival)],
  besideFinding: [
    kpi,
    fc.record({ period, value: orNull(number) }),
    list(fc.record({ words: text, value: number, year: orNull(number) })),
  ],
  byNeed: [team, team, day],
  byEvidence: [moved, moved],
  chanceOfEvidence: [number],
  listedFrom: [fc.array(number, { maxLength: 5 }), number, number],
  rowsByChance: [number],
  chosenRows: [list(scorecardRow), filter],
  comparatorsFor: [
    fc.record({ kind }),
    fc.constant(new Set(['service', '__proto__'])),
    fc.constant(new Set(['', 'England'])),
  ],
  absenceSentences: [list(fc.record({ unit: orNull(text), why: text, by: orNull(text), on: orNull(day) }))],
  completenessCounts: [completeness],
  completenessFinding: [completeness, period],
  completenessOf: [
    fc.record({ code: text, name: text, dueOn: day }),
    list(dueFigure),
    fc.record({ day, began: orNull(day) }),
  ],
  completenessSentences: [completeness, period],
  owedWeekDueOn: [period, period, fc.func(bool)],
  periodFinding: [completeness, stops, period],
  stoppedFinding: [stops],
  stoppedOfMeasure: [stops],
  stoppedSentence: [stops],
  stoppedSince: [stops],
  stoppedTitle: [stops],
  stoppedTogether: [stops],
  stoppedUnits: [stops],
  stoppedWeeks: [period, fc.func(bool), fc.record({ day, began: orNull(day) })],
  weekFinding: [completeness, stops, period],
  notInYetSentence: [
    fc.record({
      name: text,
      period,
      dueOn: day,
      teams: list(text),
      missing: list(fc.record({ unit: text, kpi: text, came: fc.constantFrom('nothing', 'blank') })),
    }),
  ],
  isOverdue: [fc.record({ missing: list(text), daysLate: number })],
  lackingTeams: [completeness],
  lackingWords: [completeness],
  neverWords: [fc.record({ why: text, by: orNull(text), on: orNull(day) })],
  countedNoun: [fc.record({ numerator: text })],
  daysFromDue: [fc.record(freshness)],
  definedSince: [list(period), period],
  filterOf: [fc.record({ status: fc.anything(), variation: fc.anything(), sort: fc.anything() })],
  firstLine: [text, number],
  freshnessWords: [fc.record(freshness)],
  gapBrief: [kpi, figure],
  gapInTable: [kpi, figure],
  gapExplained: [kpi, figure],
  gapInWords: [kpi, figure],
  gapSentence: [kpi, figure],
  hasSettled: [pair],
  lastVariation: [list(orNull(variation))],
  isChanging: [variation],
  isCountedAlike: [period, orNull(period)],
  isLate: [fc.record(freshness)],
  isPublished: [comparator],
  isUnkept: [decision, day],
  lastDecisions: [list(made), day],
  latestDay: [list(made)],
  needWords: [fc.constantFrom('team', 'service')],
  decisionsInSight: [list(decision), day, number],
  leansOnService: [kpi, fc.record({ status: orNull(status), denominator: orNull(number) })],
  movementOf: [pair, pair],
  newsKind: [orNull(newsVersion), list(newsVersion)],
  cellNews: [fc.record({ before: orNull(state), after: state, isRevert: bool })],
  newsWords: [list(fc.record({ period, kind: newsKind, figures: number }))],
  newlyWords: [figure],
  mostToTalkAbout: [list(text), list(fc.record({ kpi: text, variation, status: orNull(status) }))],
  opensOnWords: [
    orNull(fc.record({ kpi: text, concerning: number, short: number })),
    fc.constantFrom('team', 'service'),
  ],
  steppedWords: [text, text],
  movesBetween: [ratings, ratings],
  openSum: [kpi, list(fc.record({ unit: text, name: orNull(text), cell }))],
  decisionsTally: [list(decision), day],
  ratingHistory: [list(fc.record({ action: text, rating, ratedOn: day })), list(text), day],
  ratingRunFinding: [list(fc.record({ date: day, rating }))],
  heatmapFinding: [
    list(fc.record({ name: text, statuses: list(orNull(status)) })),
    list(period),
    fc.constantFrom('team', 'service'),
  ],
  longestShortRun: [list(orNull(status)), fc.integer({ min: -1, max: 9 })],
  redefinedWords: [period],
  resultWords: [list(scorecardRow), list(scorecardRow), filter],
  signalRunWords: [fc.record({ from: period, to: period, signal, meaning, rising: bool })],
  signalRuns: [list(fc.record({ period, signal, meaning, rising: bool })), period],
  statusesAlike: [list(orNull(status)), period, orNull(period)],
  subjectGaps: [list(scorecardRow)],
  isTelling: [linkedVerdict],
  isTroubling: [linkedVerdict],
  tellingFirst: [list(linkedVerdict)],
  supportFinding: [fc.record({ variation, since: orNull(period) }), fc.record({ from: period, words: text })],
  supportWords: [fc.record({ variation, since: orNull(period) }), fc.record({ from: period, words: text })],
  targetFinding: [list(orNull(status)), period],
  targetMove: [list(target), fc.record({ kpi: text, period, target: orNull(number), floor: orNull(number) })],
  targetMoveWords: [kpi, fc.record({ from: period, now: orNull(thresholds), before: orNull(thresholds) })],
  usualComparators: [list(comparator)],
  asksForCommentary: [fc.record({ reason: text })],
  overdueMonths: [silentMonths, day],
  isSilentIn: [silentMonths, period],
  missingFigures: [silentMonths],
  monthsInWords: [silentMonths],
  nothingCameWords: [silentMonths, day, text],
  whereToBegin: [list(team), day, fc.constantFrom('team', 'service')],
  whereToTalk: [list(team), day, fc.constantFrom('team', 'service')],
  yearEndingMarch: [period],
}
