/** Every function of the domain, fed what no one should send: it returns a value, and never throws nor hangs. A new
 *  function gets its line in the table below. */
import { readdirSync } from 'node:fs'
import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemCodes } from '#domain/extract-problem.ts'
import { extractStatuses } from '#domain/extract-status.ts'
import { layoutTrier } from '#domain/try-layout.ts'
import {
  action,
  analysis,
  bool,
  cell,
  code,
  counts,
  day,
  figure,
  interval,
  kind,
  kpi,
  layout,
  layoutRules,
  ledger,
  limits,
  linked,
  milestone,
  namedCode,
  number,
  options,
  orNull,
  period,
  points,
  publishedYear,
  pulse,
  received,
  register,
  registeredKpi,
  rows,
  rowText,
  saying,
  signOffState,
  signOffStep,
  spot,
  state,
  sumTree,
  suppression,
  suppressionRules,
  tableRow,
  target,
  text,
  unfit,
  unit,
  units,
  values,
} from './hostile-values.ts'

const decision = fc.record({
  state: fc.constantFrom('open', 'done', 'not_done'),
  saidOn: orNull(day),
  dueOn: orNull(day),
})
const tableRows = fc.array(tableRow, { maxLength: 5 })

/** What each exported function is fed, argument by argument. */
const fed: Record<string, Arbitrary<unknown>[]> = {
  ageOf: [day, day],
  addDays: [day, number],
  addMonths: [period, number],
  addPeriods: [period, number],
  addWorkingDays: [
    day,
    fc.oneof(fc.integer({ min: -9, max: 99 }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY)),
  ],
  amountsOf: [kind, bool, cell],
  analyse: [points, options],
  ancestorsOf: [unit, units],
  asCode: [text],
  assuranceOf: [kpi, cell, analysis, orNull(number)],
  cellOf: [kind, received],
  benchmarkFinding: [
    kpi,
    orNull(fc.record({ period, value: orNull(number) })),
    orNull(fc.record({ words: text, year: number, value: number })),
  ],
  canTake: [signOffStep, signOffState],
  changedParts: [saying, saying],
  changedFinding: [number, number],
  checkFigures: [rowText, registeredKpi, orNull(period), received, fc.constant([])],
  checksOf: [action, day],
  childLevelHeading: [fc.array(text, { maxLength: 4 }), bool],
  compareRefs: [text, text],
  comparatorsIn: [publishedYear],
  comparatorsOf: [fc.array(publishedYear, { maxLength: 3 }), day],
  comparePlaces: [text, text],
  computeFigures: [ledger, period],
  computeRollUps: [ledger, period, fc.constant(null)],
  countsOf: [rows],
  countsPosts: [kpi],
  dayFromNumber: [number],
  dayName: [day],
  dayNumber: [day],
  dayReadOn: [day, orNull(text)],
  daysOverdue: [milestone, day],
  dueDay: [period, fc.integer({ min: -9, max: 99 })],
  decideSuppression: [fc.array(figure, { maxLength: 6 }), suppressionRules],
  definitionFor: [registeredKpi, orNull(period)],
  dueAfter: [day, interval],
  duplicateRow: [
    rowText,
    fc.record({ sheet: orNull(text), row: number }),
    fc.record({ unit: text, kpi: text, period }),
    register,
  ],
  emptyCell: [state, orNull(text)],
  fileProblem: [text, text, orNull(text)],
  findingOf: [kpi, figure],
  firstDay: [period],
  formatBase: [kpi, cell],
  formatCell: [kpi, cell],
  formatFigure: [kpi, cell],
  formatNumber: [number, number],
  formatTarget: [kpi, number],
  formatValue: [kpi, number],
  funnelFinding: [
    fc.array(fc.record({ name: text, standing: fc.constantFrom('above', 'below', 'inside') }), {
      maxLength: 5,
    }),
    period,
  ],
  gapOf: [kpi, orNull(number), orNull(number), orNull(number)],
  goingWell: [rows],
  grainOf: [period],
  headlineOf: [period, counts],
  isShareOfCases: [kpi],
  limitsOfChance: [number, number],
  milestoneFinding: [fc.record({ due: number, overdue: number, moved: number }), day],
  nameInSentence: [text],
  namesInSentence: [fc.array(text, { maxLength: 4 })],
  rangeFinding: [
    kpi,
    fc.array(number, { maxLength: 4 }),
    orNull(fc.record({ name: text, value: orNull(number) })),
    period,
    text,
  ],
  rangeLeftOpen: [number, number],
  ratingFinding: [number, orNull(fc.record({ count: number, date: day }))],
  runOnMedian: [fc.array(orNull(number), { maxLength: 6 })],
  runWords: [kpi, fc.array(orNull(number), { maxLength: 6 }), text],
  sentenceSource: [text, period, orNull(text)],
  sourceLine: [kpi, figure, text, orNull(text)],
  standingOf: [number, fc.record({ outer: fc.record({ low: number, high: number }) })],
  isBelowMinimum: [kpi, orNull(number)],
  isChildIdentifier: [text],
  isDay: [day],
  isLive: [fc.record(pulse), day, bool],
  isOpenIn: [unit, period],
  isRolling: [text],
  isSmall: [number],
  isSymbol: [text],
  intervalWords: [interval],
  isTwoYears: [number],
  isWorkingDay: [day],
  judge: [
    kpi,
    cell,
    orNull(fc.record({ target: number, floor: orNull(number) })),
    orNull(fc.record({ numerator: number, denominator: number })),
  ],
  kpiName: [fc.option(registeredKpi, { nil: undefined }), orNull(period)],
  lastDay: [period],
  lastMonth: [period],
  limitsFor: [values, bool],
  limitsKind: [number],
  londonDay: [fc.oneof(text, fc.constantFrom('2019-06-10T22:59:59.999Z', '2019-06-10T23:00:00.000Z'))],
  mayTake: [signOffStep, fc.array(fc.record({ role: text, unit: code }), { maxLength: 3 }), unit, units],
  medianOf: [fc.array(number)],
  meaningOf: [
    fc.record({ signal: fc.constant('trend'), rising: bool }),
    fc.constantFrom('higher', 'near', 'neither'),
  ],
  milestoneStateOf: [milestone, day],
  momentOf: [fc.oneof(day, text, fc.constantFrom('2019-04-01T00:00:00+24:00', '9999-12-31T23:59:59-23:59'))],
  monthsBetween: [period, period],
  monthsFrom: [fc.oneof(text, fc.constant('2019-04')), fc.oneof(text, fc.constant('2019-12'))],
  movingRanges: [values],
  nearest: [text, fc.array(text, { maxLength: 3 })],
  needsConversation: [rows],
  nextMilestoneOf: [fc.array(milestone, { maxLength: 4 })],
  nextVisitDue: [
    fc.record({ placedOn: day, meantToLast: bool, withParent: bool, reviewed: bool, lastVisit: orNull(day) }),
  ],
  partsOf: [kpi, unit, units, fc.constant(() => undefined), fc.constant(new Set(['A']))],
  answeringRole: [fc.array(fc.record({ role: text, unit: code }), { maxLength: 3 }), unit, units],
  decisionWords: [decision, day],
  writtenFaultWords: [
    fc.constantFrom('empty', 'too_long', 'unreadable'),
    fc.record({ enter: text, label: text, most: fc.nat() }),
  ],
  lengthOf: [text],
  personalDetails: [text],
  decisionStanding: [decision, day],
  writtenText: [fc.oneof(text, fc.anything()), fc.nat({ max: 50 })],
  periodInSentence: [period],
  periodName: [period],
  phraseOf: [figure],
  protect: [fc.array(sumTree, { maxLength: 3 }), fc.array(code).map((codes) => new Set(codes))],
  quarterOf: [period],
  lastQuarter: [period],
  rate: [fc.constantFrom('ratio', 'mean'), number, number],
  readFigures: [rowText, fc.constant([])],
  readFigure: [text],
  placeName: [orNull(text), number, orNull(text)],
  placeOf: [rowText, fc.constantFrom('team_code', 'numerator')],
  problemAt: [
    text,
    fc.record({ sheet: orNull(text), row: number, column: orNull(text) }),
    orNull(text),
    text,
  ],
  readRow: [rowText, register],
  reviewInterval: [number],
  releasedText: [text, fc.constantFrom('inside', 'outside', undefined)],
  returnStateOf: [fc.record({ dueOn: day, expected: number, received: number }), day],
  rollUp: [kpi, fc.array(fc.record({ unit: code, cell }), { maxLength: 6 })],
  rowProblem: [text, number, orNull(text), orNull(text), text, orNull(number)],
  saysSomething: [cell],
  shortMonth: [period],
  shown: [text],
  signalsOf: [values, limits],
  signOffOf: [
    fc.array(fc.record({ step: signOffStep, by: text, at: text, note: orNull(text) }), { maxLength: 5 }),
    fc.array(
      fc.record({ publication: number, at: text, extract: number, reason: orNull(text), figures: number }),
      { maxLength: 5 },
    ),
  ],
  sheetName: [text],
  signOffWords: [fc.record({ state: signOffState, steps: fc.constant([]) })],
  spreadsheetText: [text],
  dueCells: [fc.array(kpi, { maxLength: 4 }), units, period],
  dueWeeks: [fc.array(kpi, { maxLength: 4 }), units, period],
  templateRows: [
    fc.array(fc.record({ team: unit, kpi, period }), { maxLength: 6 }),
    fc.array(text, { maxLength: 3 }),
    fc.constant(() => undefined),
  ],
  stateText: [fc.record({ state, symbol: orNull(text) })],
  sourceRemark: [text],
  statusOf: [kpi, number, orNull(number), orNull(number)],
  sumOverMonths: [fc.array(fc.option(cell, { nil: undefined }), { maxLength: 4 })],
  suppress: [fc.array(figure, { maxLength: 6 }), suppressionRules],
  sumsOf: [kpi, fc.array(figure, { maxLength: 6 }), units],
  targetFor: [
    fc.array(
      fc.record({
        kpi: text,
        from: period,
        to: orNull(period),
        target: number,
        floor: orNull(number),
        source: text,
      }),
      { maxLength: 3 },
    ),
    text,
    period,
  ],
  teamTypesOf: [unit, units, period, period],
  teamsDiffer: [code, period, units, units],
  teamsOf: [unit, units],
  tellingVersions: [fc.array(saying, { maxLength: 5 })],
  todaysRule: [kpi, fc.record({ kpi, target: orNull(target) }), figure],
  todaysRuleWords: [
    kpi,
    figure,
    fc.record({ kpi, target: orNull(target), status: fc.constantFrom('met', null), redefined: bool }),
  ],
  trimSpaces: [text],
  variationOf: [kpi, cell, analysis],
  versionShown: [fc.record({ shownAt: orNull(text), versions: fc.constant([]) })],
  weekday: [day],
  weekOf: [day],
  withCodes: [
    register,
    fc.record({ team_code: fc.dictionary(text, text), kpi_code: fc.dictionary(text, text) }),
  ],
  withhold: [figure, suppression],
  asName: [text],
  isFigurePart: [fc.oneof(text, fc.record({ kpi: text, part: text }))],
  londonInstant: [day, fc.oneof(text, fc.constantFrom('00:59', '01:30', '24:00'))],
  ruleAddress: [text],
  ruleOf: [fc.oneof(text, fc.constantFrom(...problemCodes))],
  cellAddress: [number, fc.oneof(fc.integer({ min: 0, max: 20_000 }))],
  columnLetters: [fc.integer({ min: 0, max: 20_000 })],
  exactCode: [fc.constantFrom('team', 'kpi'), text, register],
  figureGroups: [layoutRules],
  figureReader: [layoutRules],
  headingsAt: [tableRows, fc.record({ row: number, rows: fc.constantFrom(1, 2) })],
  headingsDiffer: [layoutRules, orNull(fc.array(text, { maxLength: 4 }))],
  headingsKey: [fc.array(text, { maxLength: 4 })],
  headingsOf: [fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 2 })],
  holdsHeadings: [tableRows, fc.array(text, { maxLength: 4 }), fc.constantFrom(1, 2)],
  isOpenTo: [fc.constantFrom('publish', 'approve', 'cancel', 'revert'), fc.constantFrom(...extractStatuses)],
  isTakenSheet: [layoutRules, orNull(text), number],
  layoutFaults: [layoutRules, register],
  layoutReader: [layout, register],
  layoutTrier: [layout, register],
  layoutWalk: [layoutRules],
  monthCells: [tableRows, number],
  monthOnly: [text, fc.constantFrom('day_first', 'month_first')],
  monthWithin: [text, fc.constantFrom('day_first', 'month_first')],
  nameListOf: [fc.constantFrom('team', 'kpi'), register],
  nearestCode: [text, fc.array(namedCode, { maxLength: 3 }), fc.array(namedCode, { maxLength: 3 })],
  nearestName: [fc.constantFrom('team', 'kpi'), text, register],
  noLongerFits: [layout, unfit],
  noMonth: [
    fc.oneof(
      fc.record({ is: fc.constant('none') }),
      fc.record({ is: fc.constant('several'), months: fc.array(period, { maxLength: 3 }) }),
    ),
    text,
    spot,
  ],
  problemIn: [text, spot, text, text],
  repairsOf: [
    fc.array(
      fc.record({
        code: fc.oneof(text, fc.constantFrom(...problemCodes)),
        column: orNull(text),
        count: number,
        values: number,
        firstRows: number,
        totals: number,
        rows: fc.array(number, { maxLength: 4 }),
      }),
      { maxLength: 4 },
    ),
  ],
  rollUpShares: [
    fc.record({ kind }),
    fc.array(fc.record({ state, units: number, numerator: number, denominator: number }), { maxLength: 4 }),
  ],
  suggestHeadings: [tableRows],
  suggestSkips: [tableRows, number],
  suggestUse: [text, fc.array(text, { maxLength: 3 }), register],
  timeOf: [text],
  unknownName: [fc.constantFrom('team', 'kpi'), text, spot, layout, orNull(namedCode)],
  usualMeaning: [text],
  yearsKnownOn: [fc.array(publishedYear, { maxLength: 3 }), day],
  worseningWithoutAction: [linked, fc.array(fc.record(pulse), { maxLength: 3 }), day, bool],
}

const folder = new URL('../../server/domain/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))
const functions: [string, string, (...args: unknown[]) => unknown][] = []
for (const file of files.sort()) {
  const exports: Record<string, unknown> = await import(new URL(file, folder).href)
  for (const [name, value] of Object.entries(exports))
    if (typeof value === 'function') functions.push([file, name, value as (...args: unknown[]) => unknown])
}

/** These answer by what they add to a list, or have nothing to find. */
const mayBeSilent = new Set(['checkFigures', 'definitionFor'])

test('every function the domain exports is fed here, and nothing else is', () => {
  expect(functions.length).toBeGreaterThan(70)
  expect(Object.keys(fed).sort()).toEqual(functions.map(([, name]) => name).sort())
})

describe('whatever it is fed', () => {
  test.each(functions)('%s: %s neither throws nor is silent', (_, name, call) => {
    fc.assert(
      fc.property(
        fc.tuple(...(fed[name] ?? [])),
        (args) => call(...args) !== undefined || mayBeSilent.has(name),
      ),
      { numRuns: 60 },
    )
  })
})

test('whatever table a layout is given, it is read to its end', () => {
  fc.assert(
    fc.property(layout, register, orNull(text), tableRows, (rules, known, sheet, table) => {
      const trier = layoutTrier(rules, known)
      trier.sheet(sheet)
      for (const row of table) trier.row(row)
      return trier.end(null, true).counts.rows >= 0
    }),
    { numRuns: 300 },
  )
})
