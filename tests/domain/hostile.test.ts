/** Sends to every function of the domain what no one should send: it must return a value, and never throw or hang. A new
 * function gets a line in the table below. */
import { readdirSync } from 'node:fs'
import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roles } from '#domain/catalogue/role.ts'
import { termsInCare } from '#domain/council/council-look.ts'
import { layoutTrier } from '#domain/extracts/layouts/try-layout.ts'
import { problemCodes } from '#domain/extracts/problem.ts'
import { extractStatuses } from '#domain/extracts/status.ts'
import { textKinds } from '#domain/suppression/released-text.ts'
import { some } from '../support/some.ts'
import { aCoverage } from './examples.ts'
import { decision, fedOfDashboards } from './hostile-dashboards.ts'
import { fedOfSettings } from './hostile-settings.ts'
import { fedOfSignOffs } from './hostile-sign-offs.ts'
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
  leftOut,
  limits,
  linked,
  milestone,
  namedCode,
  number,
  options,
  origin,
  orNull,
  period,
  periodVerdicts,
  placedColumns,
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

const readTable = fc.record({
  sheet: orNull(text),
  told: orNull(text),
  width: number,
  columns: placedColumns,
})
const monthReading = fc.oneof(
  fc.constant({ is: 'none' }),
  fc.record({ is: fc.constant('month'), month: period }),
  fc.record({ is: fc.constant('several'), months: fc.array(text, { maxLength: 2 }) }),
)
const tableRows = fc.array(tableRow, { maxLength: 5 })

/** The values sent to each exported function, argument by argument. */
const textKind = fc.constantFrom(...textKinds)
const audience = fc.constantFrom('inside', 'outside', undefined)
const released = fc.record({ by: text, at: text })

const fed: Record<string, Arbitrary<unknown>[]> = {
  ...fedOfDashboards,
  ...fedOfSettings,
  ...fedOfSignOffs,
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
  closedToActionsWords: [unit, units, day],
  teamsHandedTo: [code, units],
  heirsOf: [unit, units, day],
  isClosedOn: [unit, day],
  isManagedBy: [fc.array(fc.record({ role: text, unit: code }), { maxLength: 3 }), unit],
  successionFault: [unit, units, fc.record({ to: code, from: text }), day],
  successorsOf: [unit, units],
  predecessorsOf: [unit, units],
  asCode: [text],
  analyseWithStart: [points, fc.func(options), fc.constant(new Map())],
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
  changingWords: [figure],
  sinceWords: [figure],
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
  nextUpdate: [orNull(period), fc.array(fc.integer({ min: -9, max: 99 }), { maxLength: 3 }), day],
  readColour: [text],
  contrastWithWhite: [text],
  darkenedTo: [text, fc.constantFrom(1, 4.5, 21, 99, Number.NaN)],
  readCouncilLook: [
    fc.record({
      name: text,
      shortName: text,
      brandColour: text,
      termInCare: text,
      contactName: text,
      contactEmail: text,
    }),
  ],
  inTermOf: [text, fc.constantFrom(...Object.keys(termsInCare))],
  searchWords: [text],
  matchRank: [fc.array(text, { maxLength: 3 }), fc.record({ code: text, name: text, other: text })],
  matchesOf: [
    fc.array(text, { maxLength: 3 }),
    fc.array(text, { maxLength: 3 }),
    fc.constant((name: unknown) => ({ code: String(name), name: String(name) })),
  ],
  searchTargetOf: [text],
  correctedWords: [fc.array(text, { maxLength: 3 }), fc.array(text, { maxLength: 3 })],
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
  formatFigure: [kpi, figure],
  formatRemark: [kpi, figure],
  formatComputed: [kpi, figure],
  formatNumber: [number, number],
  floorName: [kpi],
  formatTarget: [kpi, number],
  missedWords: [kpi, orNull(number)],
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
  mayDisagreeUnseen: [action],
  milestoneWords: [milestone, day],
  milestoneFinding: [fc.record({ due: number, overdue: number, moved: number }), day],
  nameInSentence: [text],
  nameList: [fc.array(text, { maxLength: 4 }), fc.constantFrom('and', 'or')],
  rangeFinding: [
    kpi,
    fc.array(number, { maxLength: 4 }),
    orNull(
      fc.record({
        name: text,
        value: orNull(number),
        standing: fc.constantFrom(
          'above' as const,
          'below' as const,
          'inside' as const,
          'too_few' as const,
          null,
        ),
      }),
    ),
    period,
    text,
  ],
  rangeLeftOpen: [number, number],
  ratingFinding: [number, orNull(fc.record({ count: number, date: day }))],
  runOnMedian: [fc.array(orNull(number), { maxLength: 6 })],
  runWords: [kpi, fc.array(orNull(number), { maxLength: 6 }), text],
  sentenceSource: [text, period, orNull(text)],
  sourceLine: [kpi, figure, text, orNull(text)],
  positionAmong: [kpi, cell, fc.array(cell, { maxLength: 5 })],
  positionOf: [number, fc.record({ outer: fc.record({ low: number, high: number }) })],
  isBelowMinimum: [kpi, orNull(number)],
  isChildIdentifier: [text],
  isDay: [day],
  isLive: [fc.record(pulse), day, bool],
  isOpenIn: [unit, period],
  isReceived: [ledger, period],
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
  isCollectedIn: [fc.option(registeredKpi, { nil: undefined }), period],
  lastMonthOf: [registeredKpi],
  kpiName: [fc.option(registeredKpi, { nil: undefined }), orNull(period)],
  lastBefore: [fc.oneof(day, text, fc.constantFrom('2019-06-09T23:00:00.000Z', '1900-01-01T00:00:00.000Z'))],
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
  momentOf: [
    fc.oneof(day, text, fc.constantFrom('2019-04-01T00:00:00+24:00', '9999-12-31T23:59:59-23:59')),
    fc.constantFrom('beginning', 'end'),
  ],
  monthOf: [day],
  monthsBetween: [period, period],
  monthsFrom: [fc.oneof(text, fc.constant('2019-04')), fc.oneof(text, fc.constant('2019-12'))],
  movingRanges: [values],
  nearestText: [text, fc.array(text, { maxLength: 3 })],
  needsConversation: [rows],
  nextMilestoneOf: [fc.array(milestone, { maxLength: 4 })],
  nextVisitDue: [
    fc.record({ placedOn: day, meantToLast: bool, withParent: bool, reviewed: bool, lastVisit: orNull(day) }),
  ],
  openUnits: [units, period],
  teamsBeneath: [units, unit],
  rollUpOf: [ledger, kpi, unit, units, period, fc.constant(new Set(['A']))],
  partsOf: [kpi, unit, units, fc.constant(() => undefined), fc.constant(new Set(['A'])), period],
  partsWords: [origin],
  shortPartsWords: [origin],
  computedPartsWords: [origin.map((o) => o.coverage)],
  addedWords: [fc.record({ added: number, expected: number }), fc.constantFrom('team', 'service')],
  addedParts: [origin],
  leftOutWords: [origin, fc.array(text, { maxLength: 3 })],
  lastWholeWhen: [figure],
  isNotWhole: [figure],
  judgedFigure: [figure],
  spokenVariation: [figure],
  wholeValue: [figure],
  isLeftOut: [cell],
  isExpected: [kpi, unit, period],
  leftOutOf: [
    kpi,
    fc.record({ cell, coverage: origin.map((o) => o.coverage ?? aCoverage()) }),
    fc.array(fc.record({ unit: text, before: fc.array(cell, { maxLength: 3 }) }), { maxLength: 3 }),
  ],
  latestOfEnough: [fc.array(figure, { maxLength: 3 })],
  isTooMuch: [kpi, orNull(leftOut), number],
  lastWholeOf: [figure],
  unjudged: [fc.constantFrom(null, { target: 90, floor: null })],
  capital: [text],
  plural: [number, text],
  wordFor: [number, text],
  signature: [fc.record({ byName: text, byRole: text })],
  isRole: [text],
  roleName: [fc.constantFrom(...roles)],
  isTextKind: [text],
  unreleasedWords: [textKind],
  wordsFor: [audience, fc.record({ kind: textKind, released: orNull(released) }), text],
  ownerFor: [
    audience,
    fc.record({ released: orNull(released) }),
    text,
    fc.array(text).map((all) => new Set(all)),
  ],
  smallNumbersIn: [text],
  smallNumberAdvice: [text],
  answeringRole: [fc.array(fc.record({ role: text, unit: code }), { maxLength: 3 }), unit, units],
  decisionWords: [decision, day],
  writtenFaultWords: [
    fc.constantFrom('empty', 'too_long', 'unreadable'),
    fc.record({ enter: text, label: text, most: fc.nat() }),
  ],
  lengthOf: [text],
  personalDetails: [text],
  decisionConditionOf: [decision, day],
  writtenText: [fc.oneof(text, fc.anything()), fc.nat({ max: 50 })],
  periodInSentence: [period],
  periodName: [period],
  phraseOf: [figure],
  protect: [fc.array(sumTree, { maxLength: 3 }), fc.array(code).map((codes) => new Set(codes))],
  quarterOf: [period],
  lastQuarter: [period],
  rationedNearest: [number],
  rate: [fc.constantFrom('ratio', 'mean'), number, number],
  readFigures: [rowText, fc.constant([]), fc.constant([])],
  readKpi: [rowText, register, fc.constant([]), fc.constant([])],
  readUnit: [rowText, register, fc.constant([]), fc.constant([])],
  rowInWords: [rowText],
  isTotals: [text],
  mergedWords: [text],
  unseenName: [text],
  unendedSourceOf: [
    fc.record({
      channel: fc.constantFrom('api', 'inbox'),
      receivedBy: text,
      layout: orNull(text),
      headings: text,
    }),
  ],
  unendedSourceWords: [
    fc.record({ kind: fc.constantFrom('layout', 'inbox', 'sender'), name: text, headings: text }),
  ],
  withoutUnseen: [text],
  withPlainDashes: [text],
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
  releasingRole: [
    fc.array(fc.record({ role: text, unit: code }), { maxLength: 3 }),
    fc.record({ kind: textKind, unit: orNull(code), byRole: text }),
    units,
  ],
  returnStateOf: [fc.record({ dueOn: day, expected: number, received: number, neverComing: number }), day],
  rollUp: [kpi, fc.array(fc.record({ unit: code, cell }), { maxLength: 6 })],
  rowProblem: [text, number, orNull(text), orNull(text), text, orNull(number)],
  saysSomething: [cell],
  shortMonth: [period],
  shortened: [text],
  signalsOf: [values, limits],
  sheetName: [text],
  spreadsheetText: [text],
  csvRecord: [fc.array(fc.oneof(text, number, fc.constant(null)))],
  quoted: [text],
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
  isCarriedBy: [kpi, unit],
  isCountedBy: [kpi, unit],
  isCollected: [fc.record({ lastMonth: orNull(text) }), period],
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
  newVersions: [fc.array(saying, { maxLength: 5 })],
  verdictStart: [analysis, periodVerdicts],
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
  fractionIn: [
    rowText,
    registeredKpi,
    fc.record({ state, value: orNull(number), unit: text, kpi: text, period }),
  ],
  fractionFault: [
    fc.record({
      sheet: orNull(text),
      row: number,
      column: text,
      unit: text,
      kpi: text,
      period,
      value: number,
      typed: text,
    }),
    fc.record({ figures: fc.array(number), target: orNull(number) }),
  ],
  ruleOf: [fc.oneof(text, fc.constantFrom(...problemCodes))],
  cellAddress: [number, fc.oneof(fc.integer({ min: 0, max: 20_000 }))],
  columnLetters: [fc.integer({ min: 0, max: 20_000 })],
  exactCode: [fc.constantFrom('team', 'kpi'), text, register],
  figureGroups: [placedColumns],
  figureReader: [layoutRules],
  groupReader: [layout, register],
  isFraction: [text],
  isLikeFigure: [text],
  fillDown: [placedColumns],
  columnMatcher: [layoutRules],
  crosstabReader: [layoutRules],
  layoutKey: [layoutRules],
  teamsInHeadings: [fc.array(text, { maxLength: 4 }), fc.constant((name: string) => name.length > 3)],
  monthKind: [text, fc.constantFrom('day_first', 'month_first')],
  headingPeriod: [text, fc.constantFrom('day_first', 'month_first')],
  isAmbiguousDate: [text],
  suggestUses: [
    fc.array(fc.record({ heading: text, cells: fc.array(text, { maxLength: 3 }) }), { maxLength: 4 }),
    register,
  ],
  headingAt: [placedColumns, number],
  spotOf: [tableRow, number, orNull(text), placedColumns],
  formFaults: [tableRow, readTable],
  swallowedRows: [tableRow, readTable],
  unseenCharacters: [tableRow, readTable],
  codeFinder: [layout, register],
  cellPeriod: [text, fc.constantFrom('day_first', 'month_first'), spot],
  monthFound: [monthReading, text, spot],
  missingOf: [fc.constant([])],
  nameGivenBack: [
    text,
    fc.record({
      what: fc.constantFrom('problems', 'rejected', 'summary'),
      ending: fc.constant('csv'),
      instead: text,
    }),
  ],
  baseName: [text],
  beginningOf: [text, number],
  attachment: [text],
  headingsAt: [tableRows, fc.record({ row: number, rows: fc.constantFrom(1, 2) })],
  headingsDiffer: [layoutRules, orNull(fc.array(text, { maxLength: 4 }))],
  headingsKey: [fc.array(text, { maxLength: 4 })],
  headingsOf: [fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 2 })],
  holdsHeadings: [tableRows, fc.array(text, { maxLength: 4 }), fc.constantFrom(1, 2)],
  isOpenTo: [fc.constantFrom('publish', 'approve', 'cancel', 'revert'), fc.constantFrom(...extractStatuses)],
  isPastItsTime: [fc.constantFrom(...extractStatuses), orNull(text), text],
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
  unseenWords: [number],
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

/** These answer by adding to a list, or have nothing to find. */
const mayBeSilent = new Set(['checkFigures', 'definitionFor'])

test('every function the domain exports is fed here, and nothing else is', () => {
  expect(functions.length).toBeGreaterThan(70)
  const names = new Set(functions.map(([, name]) => name))
  const faults = [
    ...functions
      .filter(([, name]) => !(name in fed))
      .map(
        ([file, name]) =>
          `${name} of server/domain/${file} is not fed: give it a line in ‘fed’ of tests/domain/hostile.test.ts`,
      ),
    ...Object.keys(fed)
      .filter((name) => !names.has(name))
      .map((name) => `‘${name}’ is fed, and the domain exports no such function: take out its line`),
    ...functions
      .filter(([, name], i) => functions.findIndex(([, other]) => other === name) !== i)
      .map(
        ([file, name]) =>
          `${name} of server/domain/${file} has the name of another function: one line cannot feed both`,
      ),
  ]
  expect(faults).toEqual([])
})

describe('whatever it is fed', () => {
  test.each(some(functions))('%s: %s neither throws nor is silent', (_, name, call) => {
    fc.assert(
      fc.property(fc.tuple(...(fed[name] ?? [])), (args) => {
        expect(call(...args) !== undefined || mayBeSilent.has(name)).toBe(true)
      }),
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
      expect(trier.end(null, true).counts.rows).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 300 },
  )
})
