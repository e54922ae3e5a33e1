/** What no one should send to the domain: numbers that are not numbers, absurd text, trees that contain themselves. */
import fc, { type Arbitrary } from 'fast-check'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import type { Analysis } from '#domain/figures/figure.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { lastWholeOf } from '#domain/figures/wholeness.ts'
import type { SumNode } from '#domain/suppression/ranges.ts'
import { addPeriods, grainOf } from '#domain/time/period.ts'
import { anyText } from '../support/any-text.ts'
import { aFigure, aKpi, anAnalysis, aRow, aTeam } from './examples.ts'

export const number = fc.oneof(
  fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
    -0,
    -1,
    0.1 + 0.2,
    1e21,
    -1e308,
    5e-324,
    2 ** 53,
  ),
  fc.double(),
)
export const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '__proto__',
    'constructor',
    'NaN',
    'Infinity',
    '1e99-01',
    '9999-99-99',
    '0000-00',
    '2019-W99',
    '2019-Q9',
    '-2019-04',
    '２０１９-０４',
    '🧒'.repeat(50),
    '\u202e',
    '<script>',
    '=1+1',
    'x'.repeat(5000),
  ),
  anyText(20),
)
export const period = fc.oneof(
  text,
  fc.constantFrom('2019-04', '2019-W21', '2020-W53', '2019-Q1', '0000-01', '9999-12'),
)
export const day = fc.oneof(text, fc.constantFrom('2019-04-30', '2020-02-29', '9999-12-31', '0001-01-01'))
export const orNull = <T>(of: Arbitrary<T>) => fc.option(of, { nil: null })
export const bool = fc.boolean()

export const kind = fc.constantFrom(
  'ratio' as const,
  'count' as const,
  'stock' as const,
  'mean' as const,
  'median' as const,
)
export const state = fc.constantFrom(
  'reported' as const,
  'no_cases' as const,
  'not_reported' as const,
  'suppressed' as const,
  'not_applicable' as const,
  'without_denominator' as const,
)
export const kpi: Arbitrary<Kpi> = fc
  .record({
    kind,
    basis: fc.constantFrom(
      'flow' as const,
      'snapshot' as const,
      'rolling_3_months' as const,
      'cohort' as const,
    ),
    good: fc.constantFrom('higher' as const, 'lower' as const, 'near' as const, 'neither' as const),
    unit: fc.constantFrom('percent' as const, 'children_or_items' as const),
    minimum: orNull(number),
    decimals: number,
    name: text,
    code: text,
    order: number,
    countedBy: fc.array(fc.constantFrom('H&P', '', 'X')),
    teamTypes: fc.array(fc.constantFrom('H&P', '', 'X')),
    eachOneCounts: orNull(text),
    sharesBase: orNull(
      fc.record({
        part: fc.constantFrom('numerator' as const, 'rest' as const, 'denominator' as const),
        base: text,
      }),
    ),
  })
  .map(aKpi)
export const cell: Arbitrary<Cell> = fc.record({
  state,
  numerator: orNull(number),
  denominator: orNull(number),
  value: orNull(number),
  symbol: orNull(text),
})
export const course = fc.record({
  is: fc.constantFrom('recovering' as const, 'slipping_back' as const, 'further' as const, 'steady' as const),
  from: period,
  value: number,
})
export const analysis: Arbitrary<Analysis> = fc
  .record({
    limits: fc.constantFrom('none' as const, 'trial' as const, 'full' as const),
    lower: orNull(number),
    upper: orNull(number),
    points: number,
    since: orNull(period),
    rising: orNull(bool),
    course: orNull(course),
  })
  .map(anAnalysis)
export const variation = fc.constantFrom(
  'improving' as const,
  'concerning' as const,
  'recovering' as const,
  'slipping_back' as const,
  'unusual' as const,
  'none' as const,
)
const coverage = fc.record({
  expected: number,
  added: number,
  noCases: number,
  notReported: number,
  suppressed: number,
  withoutDenominator: number,
  notApplicable: number,
})
const whole = fc
  .record({ period, analysis, variation })
  .map((over) => lastWholeOf(aFigure({ ...over, origin: 'computed' })))
export const leftOut = fc.record({
  of: fc.constantFrom('team' as const, 'service' as const, 'mixed' as const),
  units: fc.array(text, { maxLength: 3 }),
  share: orNull(number),
  lastWhole: orNull(whole),
})
export const origin = fc.record({
  origin: fc.constantFrom('team' as const, 'supplied' as const, 'computed' as const),
  coverage: orNull(coverage),
  leftOut: orNull(leftOut),
})
export const figure = fc
  .tuple(
    cell,
    origin,
    fc.record({
      period,
      analysis,
      variation,
      affected: number,
      assurance: fc.constantFrom('will_meet' as const, 'will_miss' as const, 'none' as const),
      status: fc.constantFrom('met' as const, 'missed' as const, 'not_whole' as const, null),
    }),
  )
  .map(([c, from, over]) => aFigure({ ...c, ...from, ...over }))
export const ratedActions = fc.record({ date: day, notOnTrack: number, rated: number })
export const judgedMonths = fc.array(figure, { maxLength: 20 })
export const rows = fc.array(
  fc.tuple(kpi, figure, bool, bool).map(([k, f, due, hasLiveAction]) => ({
    ...aRow({ due, hasLiveAction, statuses: [f.status, f.status, f.status] }),
    kpi: k,
    figure: f,
  })),
  { maxLength: 5 },
)
export const code = fc.constantFrom('A', 'B', 'C', '')
export const unit: Arbitrary<Unit> = fc
  .record({
    code,
    parent: orNull(code),
    kind: fc.constantFrom('council' as const, 'service' as const, 'team' as const),
    teamType: orNull(fc.constantFrom('H&P', '')),
    opened: day,
    closed: orNull(day),
  })
  .map((over) => aTeam(over.code, over))
export const units = fc.array(unit, { maxLength: 5 })
export const values = fc.array(orNull(number), { maxLength: 20 })
export const points = fc.array(
  fc.record(
    { period, value: orNull(number), numerator: orNull(number), denominator: orNull(number) },
    { requiredKeys: ['period', 'value'] },
  ),
  { maxLength: 20 },
)
export const level = fc.record({ rate: number, spread: number, cases: number })
export const spokenOptions = fc.record({
  good: fc.constantFrom('higher' as const, 'lower' as const, 'neither' as const),
  chance: fc.constantFrom('share' as const, 'events' as const, 'rank' as const),
  scale: number,
  persistence: number,
  restarts: fc.array(period, { maxLength: 3 }),
})
export const options = fc.record({
  good: fc.constantFrom('higher' as const, 'near' as const, 'neither' as const),
  screen: bool,
  restarts: fc.array(period, { maxLength: 3 }),
})
const said = fc.record({
  meaning: fc.constantFrom('improving' as const, 'concerning' as const),
  rising: bool,
  since: period,
})
export const earlierVerdict = fc.record({
  period,
  meaning: fc.constantFrom('improving' as const, 'concerning' as const, 'unusual' as const),
  since: period,
})
export const periodVerdicts = fc.array(
  fc.record({
    period,
    says: fc.oneof(said, fc.constantFrom('otherwise' as const, 'nothing' as const, 'part' as const)),
  }),
  { maxLength: 5 },
)
export const limits = fc.record({
  mean: number,
  lower: number,
  upper: number,
  nearLower: number,
  nearUpper: number,
})
export const milestone = fc.record({
  id: text,
  stage: fc.constantFrom('output' as const, 'team_impact' as const, 'outcome' as const),
  meaning: text,
  due: period,
  originalDue: period,
  movedBecause: orNull(text),
  metOn: orNull(day),
})
export const pulse = {
  ref: text,
  rating: fc.constantFrom(
    'completed' as const,
    'on_track' as const,
    'too_early' as const,
    'not_rated' as const,
  ),
  lastRatedOn: orNull(day),
  lastUpdatedOn: orNull(day),
}
export const linked = fc.record({
  kpi: text,
  name: text,
  dimension: fc.constantFrom('delivery' as const, 'difference' as const),
  unit: text,
  status: fc.constant(null),
  variation,
  since: orNull(period),
  period,
  lastWhole: orNull(period),
  withheld: bool,
})
export const action = fc.record({
  ...pulse,
  cadence: orNull(fc.constantFrom('weekly' as const, 'quarterly' as const)),
  milestones: fc.array(milestone, { maxLength: 3 }),
  evidenceDimensions: fc.array(text, { maxLength: 3 }),
  kpis: fc.array(linked, { maxLength: 3 }),
})
export const counts = fc.record({
  measures: number,
  judged: number,
  met: number,
  close: number,
  missed: number,
  smallNumber: number,
  noData: number,
  notWhole: number,
  noTarget: number,
  nothingToJudge: number,
  improving: number,
  concerning: number,
  recovering: number,
  slippingBack: number,
  unusual: number,
  noRealChange: number,
  notJudged: number,
  tooEarly: number,
  withheld: number,
})
export const ledger = fc
  .record({
    k: kpi,
    tree: units,
    first: fc.constantFrom('2019-04', '2019-W21', '2019-Q1', 'x'),
    cells: fc.array(cell),
  })
  .map(({ k, tree, first, cells }) => ({
    kpiAt: () => k,
    targetAt: () => ({
      kpi: k.code,
      from: '',
      to: null,
      target: Number.NaN,
      floor: Number.POSITIVE_INFINITY,
      source: '',
    }),
    unitsAt: () => tree,
    periods: grainOf(first) === null ? [first] : cells.map((_, i) => addPeriods(first, i)),
    cell: (u: string, p: string) => cells[(u.length + p.length) % Math.max(1, cells.length)],
    restarts: () => [first],
  }))
export const rowText = fc.record({
  sheet: orNull(text),
  row: number,
  headings: fc.constantFrom(undefined, {}, { numerator: 'AS01_n', period: '' }),
  isPlace: bool,
  team_code: text,
  kpi_code: text,
  period,
  numerator: text,
  denominator: text,
  value: text,
  as_at: day,
  note: text,
})
export const registeredKpi = fc.record({
  code: text,
  kind,
  grains: fc.constant(['monthly' as const]),
  teamTypes: fc.array(text, { maxLength: 2 }),
  returnCode: text,
  definitions: fc.array(fc.record({ from: period, to: orNull(period), name: text, mayExceed: bool }), {
    maxLength: 2,
  }),
})
export const register = fc
  .record({ t: text, k: registeredKpi, u: unit, today: day })
  .map(({ t, k, u, today }) => ({ units: new Map([[t, u]]), kpis: new Map([[t, k]]), today }))

export const received = fc.record({
  numerator: orNull(number),
  denominator: orNull(number),
  value: orNull(number),
  symbol: orNull(fc.constantFrom('c' as const, 'z' as const, 'x' as const, 'low' as const, 'k' as const)),
})

export const comparators = fc.array(
  fc.record({
    geography: fc.constantFrom('England', 'Median of statistical neighbours'),
    year: number,
    value: number,
  }),
)
export const publishedYear = fc.record({
  year: number,
  places: fc.array(fc.record({ geography: fc.oneof(text, fc.constant('England')), value: orNull(number) }), {
    maxLength: 4,
  }),
})

export const target = fc.record({
  kpi: text,
  from: period,
  to: orNull(period),
  target: number,
  floor: orNull(number),
  source: text,
})

/** One version of a cell, in the form that restatement compares. */
export const saying = fc.record({
  kpi: text,
  period,
  state,
  numerator: orNull(number),
  denominator: orNull(number),
  value: orNull(number),
  status: fc.constantFrom('met', 'missed', null),
  variation: fc.constantFrom('improving', 'none'),
  assurance: fc.constantFrom('will_meet', 'none'),
  publication: number,
  at: text,
})
export const signOffStep = fc.constantFrom('submitted', 'agreed', 'reopened')
export const signOffState = fc.constantFrom('provisional', 'submitted', 'final', 'restated')

export const spot = fc.record({ sheet: orNull(text), row: orNull(number), heading: orNull(text) })
export const namedCode = fc.record({ name: text, code: text })
export const tableRow = fc.record({
  row: fc.oneof(number, fc.integer({ min: 1, max: 9 })),
  cells: fc.array(text, { maxLength: 5 }),
})
const columnUse = fc.oneof(
  fc.constantFrom(
    ...(['ignored', 'team', 'kpi', 'period', 'note', 'numerator', 'denominator', 'value'] as const),
  ),
  fc.record({
    kpi: text,
    part: fc.constantFrom('numerator' as const, 'denominator' as const, 'value' as const),
  }),
)
export const layoutRules: Arbitrary<LayoutRules> = fc.record({
  sheets: fc.oneof(
    fc.record({ take: fc.constant('first' as const) }),
    fc.record({ take: fc.constant('named' as const), name: text }),
    fc.record({ take: fc.constant('every' as const), except: fc.array(text, { maxLength: 2 }) }),
  ),
  headingRows: fc.constantFrom(1 as const, 2 as const),
  columns: fc.array(
    fc.record(
      {
        heading: fc.oneof(text, fc.constantFrom('Apr 2019', '2019-05 %', 'HP-N1 {}')),
        use: columnUse,
        across: fc.constantFrom('period' as const, 'team' as const, undefined),
        name: text,
        fillDown: bool,
      },
      { requiredKeys: ['heading', 'use'] },
    ),
    { maxLength: 5 },
  ),
  skip: fc.record({ is: fc.array(text, { maxLength: 2 }), begins: fc.array(text, { maxLength: 2 }) }),
  ends: fc.array(text, { maxLength: 2 }),
  team: fc.oneof(
    fc.record({ from: fc.constantFrom('column' as const, 'sheet' as const, 'heading' as const) }),
    fc.record({ from: fc.constant('constant' as const), code: text }),
  ),
  period: fc.oneof(
    fc.record({ from: fc.constantFrom('column' as const, 'sheet' as const, 'heading' as const) }),
    fc.record({ from: fc.constant('cell' as const), row: number, column: number }),
  ),
  measure: fc.option(
    fc.oneof(
      fc.record({ from: fc.constant('sheet' as const) }),
      fc.record({ from: fc.constant('constant' as const), code: text }),
    ),
    { nil: undefined },
  ),
  dates: fc.constantFrom('day_first' as const, 'month_first' as const),
  teams: fc.array(namedCode, { maxLength: 3 }),
  kpis: fc.array(namedCode, { maxLength: 3 }),
  words: fc.array(
    fc.record({ word: text, means: fc.constantFrom('' as const, 'c' as const, 'x' as const) }),
    {
      maxLength: 3,
    },
  ),
  percent: bool,
  thousands: bool,
  fractions: bool,
})
export const placedColumns = fc.array(
  fc.record({ heading: text, use: columnUse, fillDown: bool, period: orNull(period), team: orNull(text) }),
  { maxLength: 5 },
)
export const layout = fc.record({ name: text, rules: layoutRules })
export const unfit = fc.record({
  sheet: orNull(text),
  nearest: orNull(fc.record({ row: number, headings: fc.array(text, { maxLength: 4 }) })),
})

export const interval = fc.record({
  count: fc.oneof(
    fc.integer({ min: -9, max: 99 }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0.5),
  ),
  of: fc.constantFrom('working_days' as const, 'weeks' as const, 'months' as const),
})

export const suppressionRules = fc
  .record({ k: kpi, tree: units })
  .map(({ k, tree }) => ({ kpiAt: () => k, unitsAt: () => tree }))
export const suppression = fc.record({
  hidden: fc.constant(
    new Map([
      [
        'HP-S1',
        new Map([
          ['2019-04', { from: Number.NaN, to: -1, numerator: null, denominator: 0 }],
          ['__proto__', null],
          ['', null],
        ]),
      ],
    ]),
  ),
  hiddenBeneath: fc.constant(new Map([['HP-S1', '']])),
})
export const guard = fc.record({ of: fc.array(number, { maxLength: 3 }), low: number, high: number })
export const range = fc.record({ low: number, high: number })
/** A whole and its parts, with amounts that no count can have. */
export const sumTree: Arbitrary<SumNode> = fc
  .record({
    amounts: fc.array(number, { maxLength: 2 }),
    limits: fc.array(range, { maxLength: 2 }),
    guards: fc.array(guard, { maxLength: 2 }),
    parts: fc.array(
      fc.record({
        unit: code,
        amounts: fc.array(number, { maxLength: 2 }),
        limits: fc.array(range, { maxLength: 2 }),
        guards: fc.array(guard, { maxLength: 2 }),
        mayHide: bool,
      }),
      { maxLength: 3 },
    ),
    unit: code,
    mayHide: bool,
  })
  .map(({ parts, ...over }) => {
    const whole: SumNode = { ...over, isApart: false, parent: null, parts: [] }
    whole.parts = parts.map((part) => ({ ...part, isApart: true, parent: whole, parts: [] }))
    return whole
  })
const sumState = fc
  .array(sumTree, { maxLength: 2 })
  .map((trees) => ({ nodes: new Map(trees.map((node) => [node.unit, node])), isHidden: () => true }))
export const sumStates = fc.array(sumState, { maxLength: 3 })
export const questions = fc.array(
  fc.record({
    slots: fc.constantFrom(['a'], ['a', 'b'], []),
    isSilent: fc.constant(() => false),
    roots: fc.array(sumTree, { maxLength: 3 }),
    past: sumStates,
  }),
  { maxLength: 2 },
)
export const band = fc.record({
  from: number,
  to: number,
  numerator: orNull(number),
  denominator: orNull(number),
})
export const publishedPeriods = fc.array(
  fc.record({
    kpi: code,
    period,
    states: fc.array(fc.record({ publication: number, cells: fc.array(figure, { maxLength: 4 }) }), {
      maxLength: 3,
    }),
    isTouched: bool,
  }),
  { maxLength: 3 },
)
export const withheldCells = fc.array(
  fc.record({ kpi: code, unit: code, period, publication: number, band: orNull(band) }),
  {
    maxLength: 3,
  },
)
