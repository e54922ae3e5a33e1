import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pooledPersistence } from '#domain/figures/spc/persistence.ts'
import { addPeriods } from '#domain/time/period.ts'
import type { JudgeOptions, SeriesVerdict } from '#server/commands/judge/judge-series.ts'
import { judgeFile, verdictRecords } from '#server/commands/judge.ts'
import { aKpi } from '../../domain/examples.ts'
import { referenceLimits, referenceSignals } from '../../domain/figures/spc/reference.ts'
import { diceOf, shareMonths, spokenOf } from '../../support/simulated-council.ts'
import { some } from '../../support/some.ts'

const folder = mkdtempSync(join(tmpdir(), 'judge-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HEADER =
  'series,period,numerator,denominator,value,kind,basis,good,target,floor,minimum,each_one_counts,group'

function written(rows: readonly string[], header = HEADER): string {
  const path = join(folder, 'series.csv')
  writeFileSync(path, [header, ...rows, ''].join('\n'))
  return path
}

/** Rows of a series from a month on. Each figure is `numerator,denominator,value`. */
function rowsOf(name: string, figures: readonly string[], settings: string, from = '2018-01'): string[] {
  return figures.map((figure, i) => `${name},${addPeriods(from, i)},${figure},${settings}`)
}

const usual: JudgeOptions = { method: null, all: false }

async function judged(
  rows: readonly string[],
  options: Partial<JudgeOptions> = {},
  header = HEADER,
): Promise<SeriesVerdict[]> {
  const { problems, verdicts } = await judgeFile(written(rows, header), { ...usual, ...options })
  expect(problems).toEqual([])
  return [...verdicts]
}

/** The records of the CSV, without its headings and line ends. */
async function recordsOf(rows: readonly string[], options: Partial<JudgeOptions> = {}): Promise<string[]> {
  const { problems, verdicts } = await judgeFile(written(rows), { ...usual, ...options })
  expect(problems).toEqual([])
  return [...verdictRecords(verdicts)].slice(1).map((record) => record.trimEnd())
}

async function problemsOf(rows: readonly string[], header = HEADER): Promise<string[]> {
  const { problems, verdicts } = await judgeFile(written(rows, header), usual)
  expect([...verdicts]).toEqual([])
  return problems.map(({ message }) => message)
}

/** Two figures in turns. */
const turns = (one: string, other: string, times: number) =>
  Array.from({ length: times }, (_, i) => (i % 2 === 0 ? one : other))

const repeated = (text: string, times: number) => Array.from({ length: times }, () => text)

describe('series of an analyst', () => {
  test('are answered in the columns that scripts rely on, a line for each series in the order of the file', async () => {
    const { verdicts } = await judgeFile(
      written([
        ...rowsOf('South', repeated('45,50,', 3), 'ratio,snapshot,higher,90,80,10,,'),
        ...rowsOf('North', repeated('12,,', 2), 'count,flow,lower,,,,,'),
      ]),
      usual,
    )
    expect([...verdictRecords(verdicts)]).toEqual([
      'series,period,state,value,status,mean,lower,upper,signal,variation,assurance,phrase\r\n',
      'South,2018-03,reported,90,met,,,,,too_early,too_early,too early to tell: 3 of 13 needed\r\n',
      'North,2018-02,reported,12,no_target,,,,,too_early,none,too early to tell: 2 of 13 needed\r\n',
    ])
  })

  test('of each kind are judged by its own figures', async () => {
    const records = await recordsOf([
      ...rowsOf('ratio', [...turns('44,50,', '46,50,', 14), '25,50,'], 'ratio,flow,higher,90,80,10,,'),
      ...rowsOf('count', [...turns('3,,', '6,,', 14), '20,,'], 'count,flow,lower,5,,,,'),
      ...rowsOf('stock', turns('7,,', '9,,', 13), 'stock,,neither,,,,,'),
      ...rowsOf('mean', [...turns('165,10,', '172,10,', 14), '340,10,'], 'mean,snapshot,lower,17,20,3,,'),
      ...rowsOf('median', [...turns(',20,30', ',20,33', 14), ',20,34'], 'median,flow,lower,26,30,5,,'),
      ...rowsOf('rolling', turns('44,50,', '46,50,', 14), 'ratio,rolling_3_months,higher,90,80,10,,'),
    ])
    expect(records.map((record) => record.replace(/(\d\.\d{3})\d+/g, '$1'))).toMatchInlineSnapshot(`
      [
        "ratio,2019-03,reported,50,missed,90,74.434,100,outside_limits,concerning,hit_or_miss,worse than usual in March 2019",
        "count,2019-03,reported,20,missed,4.5,0,14.772,outside_limits,concerning,hit_or_miss,worse than usual in March 2019",
        "stock,2019-01,reported,7,no_target,8,0.409,19.131,,no_real_change,none,no real change",
        "mean,2019-03,reported,34,missed,16.85,12.768,21.263,outside_limits,concerning,hit_or_miss,worse than usual in March 2019",
        "median,2019-03,reported,34,missed,31.5,23.195,39.804,,no_real_change,hit_or_miss,no real change",
        "rolling,2019-02,reported,92,met,,,,,none,none,",
      ]
    `)
  })

  test('may give the value of a count in either column', async () => {
    const settings = 'count,flow,lower,5,,,,'
    const figures = ['3', '6', '4', '5', '3', '2', '6', '4', '3', '9']
    const [numerators] = await judged(
      rowsOf(
        'a',
        figures.map((n) => `${n},,`),
        settings,
      ),
    )
    const [values] = await judged(
      rowsOf(
        'a',
        figures.map((n) => `,,${n}`),
        settings,
      ),
    )
    expect(numerators).toMatchObject({ state: 'reported', value: 9 })
    expect(values).toEqual(numerators)
  })

  test('have months without a figure, which are named by what is known of them', async () => {
    const settings = 'ratio,flow,higher,90,80,10,,'
    const rows = [
      `a,2018-01,45,50,,${settings}`,
      `a,2018-03,0,0,,${settings}`,
      `a,2018-04,c,c,,${settings}`,
      `a,2018-05,z,z,,${settings}`,
      `a,2018-06,,,91.5,${settings}`,
      `a,2018-07,4,5,,${settings}`,
      `a,2018-08,,,,${settings}`,
    ]
    const found = await judged(rows, { all: true })
    expect(found.map(({ period, state, value, status }) => [period, state, value, status])).toEqual([
      ['2018-01', 'reported', 90, 'met'],
      ['2018-02', 'not_reported', null, 'no_data'],
      ['2018-03', 'no_cases', null, null],
      ['2018-04', 'suppressed', null, null],
      ['2018-05', 'not_applicable', null, null],
      ['2018-06', 'without_denominator', 91.5, null],
      ['2018-07', 'reported', 80, 'small_number'],
      ['2018-08', 'not_reported', null, 'no_data'],
    ])
  })

  test('in which each one counts are missed by a single shortfall, whatever the base', async () => {
    const rows = (eachOne: string) => [
      `short,2019-04,2,3,,ratio,flow,higher,100,,10,${eachOne},`,
      `whole,2019-04,3,3,,ratio,flow,higher,100,,10,${eachOne},`,
      `none,2019-04,0,,,count,flow,lower,0,,,${eachOne},`,
      `one,2019-04,1,,,count,flow,lower,0,,,${eachOne},`,
    ]
    const told = (found: SeriesVerdict[]) =>
      found.map(({ series, status, phrase }) => [series, status, phrase])
    expect(told(await judged(rows('yes')))).toEqual([
      ['short', 'missed', '1 of 3 fell short'],
      ['whole', 'met', ''],
      ['none', 'met', 'too early to tell: 1 of 13 needed'],
      ['one', 'missed', '1 fell short; too early to tell: 1 of 13 needed'],
    ])
    const ordinary = await judged(rows('no'))
    expect(ordinary.map(({ status }) => status)).toEqual(['small_number', 'small_number', 'met', 'missed'])
  })

  test('end with their own last row, whatever others of their group have', async () => {
    const settings = 'ratio,flow,higher,90,80,10,,CP04'
    const rows = [
      ...rowsOf('a', turns('44,50,', '46,50,', 14), settings),
      ...rowsOf('b', turns('44,50,', '46,50,', 9), settings, '2018-03'),
    ]
    const found = await judged(rows)
    expect(found.map(({ series, period }) => [series, period])).toEqual([
      ['a', '2019-02'],
      ['b', '2018-11'],
    ])
  })

  test('are judged from 7 figures on, and on their target from 13', async () => {
    const settings = 'ratio,flow,higher,75,,10,,'
    const found = await judged(rowsOf('a', turns('44,50,', '46,50,', 13), settings), { all: true })
    expect(found.map(({ variation, assurance }) => `${variation} ${assurance}`)).toEqual([
      ...repeated('too_early too_early', 6),
      ...repeated('no_real_change too_early', 6),
      'no_real_change will_meet',
    ])
  })

  test('may be of weeks or quarters, and need nothing but series, period, kind, good and a figure', async () => {
    const header = 'good,kind,Numerator,series,period'
    const found = await judged(
      ['lower,count,4,weeks,2019-W01', 'lower,count,5,weeks,2018-W52', 'lower,count,9,quarters,2019-Q1'],
      { all: true },
      header,
    )
    expect(found.map(({ series, period, value }) => [series, period, value])).toEqual([
      ['weeks', '2018-W52', 5],
      ['weeks', '2019-W01', 4],
      ['quarters', '2019-Q1', 9],
    ])
  })

  test('say in each period what a file that ends there says', async () => {
    const dice = diceOf(14)
    const share = (i: number) => (i < 15 ? 0.9 : 0.6)
    const cells = shareMonths(dice, { months: 24, base: () => 40, carried: 0.5, share })
    const figures = cells.map(({ numerator, denominator }) => `${numerator},${denominator},`)
    const rows = rowsOf('a', figures, 'ratio,snapshot,higher,90,80,10,,')
    const all = await judged(rows, { all: true })
    const each: SeriesVerdict[] = []
    for (const end of rows.keys())
      each.push(...(await judgeFile(written(rows.slice(0, end + 1)), usual)).verdicts)
    expect(all).toEqual(each)
    expect(new Set(all.map(({ variation }) => variation))).toContain('concerning')
  })

  test('of a group share how much they repeat themselves, which is estimated before the period', async () => {
    const dice = diceOf(20)
    const kpi = aKpi({ basis: 'snapshot', kind: 'ratio', good: 'higher', minimum: 10 })
    const series = Array.from({ length: 12 }, (_, i) =>
      shareMonths(dice, {
        months: 20,
        base: () => 30 + i,
        carried: 0.8,
        share: (m) => (m < 17 || i % 3 ? 0.85 : 0.4),
      }),
    )
    const rows = series.flatMap((cells, i) =>
      rowsOf(
        `team ${i}`,
        cells.map(({ numerator, denominator }) => `${numerator},${denominator},`),
        'ratio,snapshot,higher,,,10,,CP04',
        '2017-03',
      ),
    )
    const persistence = pooledPersistence(
      kpi,
      series.map((cells) => cells.slice(0, -1)),
    )
    const found = await judged(rows)
    const expected = series.map((cells) => spokenOf(kpi, cells, persistence))
    expect(found.map(({ mean, lower, upper, signal }) => ({ mean, lower, upper, signal }))).toEqual(
      expected.map(({ mean, lower, upper, signal }) => ({ mean, lower, upper, signal })),
    )
    const alone = await judged(rows.map((row) => row.replace(/CP04$/, '')))
    expect(alone.map(({ upper }) => upper)).not.toEqual(found.map(({ upper }) => upper))
    expect(new Set(found.map(({ signal }) => signal)).size).toBeGreaterThan(1)
  })
})

describe('the method of the NHS package', () => {
  test('gives the limits of its published example', async () => {
    const figures = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1].map((n) => `${n},,`)
    const rows = rowsOf('oracle', figures, 'count,flow,neither,,,,,')
    const [found] = await judged(rows, { method: 'nhs' })
    const rounded = [found?.mean, found?.lower, found?.upper].map((limit) => limit?.toFixed(3))
    expect(rounded).toEqual(['1.944', '-0.716', '4.604'])
    const [own] = await judged(rows)
    expect(own?.lower).toBe(0)
  })

  test('says of every period what a second implementation of its rules says', async () => {
    const dice = diceOf(7)
    const series = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 24 }, (_, month) =>
        i % 10 === 0 && month > 15 ? month - 14 : Math.floor(dice() * 12 + (i % 2) * (month > 14 ? 7 : 0)),
      ),
    )
    const rows = series.flatMap((values, i) =>
      rowsOf(
        `s${i}`,
        values.map((n) => `${n},,`),
        'count,flow,lower,,,,,',
      ),
    )
    const found = await judged(rows, { method: 'nhs', all: true })
    const judgedFrom = 7
    const expected = series.flatMap((values) =>
      values.flatMap((_, last) => {
        if (last + 1 < judgedFrom) return []
        const until = values.slice(0, last + 1)
        const limits = referenceLimits(until, true)
        const signal = referenceSignals(until, limits).at(-1)
        const meaning = signal === null ? 'no_real_change' : signal?.rising ? 'concerning' : 'improving'
        return [{ ...limits, signal: signal?.signal ?? null, variation: meaning }]
      }),
    )
    const said = found.filter(({ variation }) => variation !== 'too_early')
    expect(said.length).toBe(40 * 18)
    expect(said.map(({ signal, variation }) => ({ signal, variation }))).toEqual(
      expected.map(({ signal, variation }) => ({ signal, variation })),
    )
    const ranges = said.map(({ mean, lower, upper }) => [mean, lower, upper])
    for (const [i, { mean, lpl, upl }] of some(expected.entries())) {
      expect(ranges[i]?.[0]).toBeCloseTo(mean, 9)
      expect(ranges[i]?.[1]).toBeCloseTo(lpl, 9)
      expect(ranges[i]?.[2]).toBeCloseTo(upl, 9)
    }
    expect(new Set(said.map(({ signal }) => signal)).size).toBe(5)
  })
})

describe('a file of series that is wrong', () => {
  const settings = 'ratio,flow,higher,90,80,10,,'

  test('is answered with the line and the cell of each fault, and judged not at all', async () => {
    expect(
      await problemsOf([
        `a,2018-01,45,50,,${settings}`,
        `a,2018-02,92%,50,,${settings}`,
        `a,2018-03,51,50,,${settings}`,
        `a,2018-04,45,,,${settings}`,
        `,2018-05,45,50,,${settings}`,
        `a,Apr-18,45,50,,${settings}`,
        `a,2018-06,45,50,,share,flow,higher,90,80,10,,`,
        `a,2018-07,45,50,,ratio,,,90,80,10,,`,
        `a,2018-08,45,50,,ratio,monthly,higher,ninety,80,10,,`,
        `a,2018-09,45,50`,
      ]),
    ).toMatchInlineSnapshot(`
      [
        "Row 3, numerator: Numerator must be a number. It is ‘92%’: give the numerator and the denominator, without a % sign",
        "Row 4, numerator: Numerator (51) must be the same as or less than denominator (50)",
        "Row 5, denominator: ‘a’ needs both a numerator and a denominator. Fill it in, or leave the figures blank if there is no data",
        "Row 6, series: Name the series",
        "Row 7, period: ‘Apr-18’ is not a period. Write a month like 2019-04, a week like 2019-W21 or a quarter like 2019-Q1",
        "Row 8, kind: ‘share’ is not a kind. Write ratio, count, stock, mean or median",
        "Row 9, good: It is blank. Write higher, lower, near or neither",
        "Row 10, basis: ‘monthly’ is not a basis. Write flow, snapshot, rolling_3_months, rolling_12_months or cohort",
        "Row 10, target: It must be a number or blank. It is ‘ninety’: use digits with at most one full stop, or leave it blank if there is no data",
        "Row 11: The row has 4 cells and the headings are 13. Check for a missing or an extra comma",
      ]
    `)
  })

  test('repeats a row, mixes kinds of period, or says another thing of a series than before', async () => {
    expect(
      await problemsOf([
        `a,2018-01,45,50,,${settings}`,
        `a,2018-01,45,50,,${settings}`,
        `a,2018-Q2,45,50,,${settings}`,
        `a,2018-02,45,50,,ratio,flow,higher,95,80,10,,`,
        `a,2018-03,45,50,,ratio,snapshot,higher,90,80,,,`,
      ]),
    ).toMatchInlineSnapshot(`
      [
        "Row 3, period: Rows 2 and 3 are both ‘a’, January 2018. Keep one",
        "Row 4, period: ‘2018-Q2’ is not monthly, as row 2 of ‘a’ is. Give a series periods of one kind",
        "Row 5, target: It is ‘95’ here and ‘90’ in row 2. Say the same in each row of ‘a’",
        "Row 6, basis: It is ‘snapshot’ here and ‘flow’ in row 2. Say the same in each row of ‘a’",
        "Row 6, minimum: It is blank here and ‘10’ in row 2. Say the same in each row of ‘a’",
      ]
    `)
  })

  test('has targets that cannot be', async () => {
    expect(
      await problemsOf([
        'a,2018-01,45,50,,ratio,flow,higher,120,80,10,,',
        'b,2018-01,45,50,,ratio,flow,higher,80,90,10,,',
        'c,2018-01,45,50,,ratio,flow,lower,80,70,10,,',
        'd,2018-01,45,50,,ratio,flow,higher,,70,10,,',
        'e,2018-01,4,,5,count,flow,lower,,,,,',
        'f,2018-01,4,5,,mean,flow,lower,,,,yes,',
        'g,2018-01,4,5,,ratio,flow,lower,,,,perhaps,',
        'h,2018-01,4,5,,ratio,flow,lower,,,,yes,',
        'h,2018-02,4,5,,ratio,flow,lower,,,,,',
        'i,2018-01,4,5,,ratio,flow,higher,0.9,,,,',
      ]),
    ).toMatchInlineSnapshot(`
      [
        "Row 2, target: A percentage cannot be more than 100. It is ‘120’",
        "Row 3, floor: The floor (90) is above the target (80), although higher is good. See which of the two is wrong",
        "Row 4, floor: The floor (70) is below the target (80), although lower is good. See which of the two is wrong",
        "Row 5, target: A floor needs a target. Give both",
        "Row 6, value: The value of a count is its numerator, and they differ (5 and 4). See which of the two is wrong",
        "Row 7, each_one_counts: Each one can only count where it is good to have fewer, or in a ratio that is good when higher. Leave it blank",
        "Row 8, each_one_counts: ‘perhaps’ is neither yes nor no. Write yes, or leave it blank",
        "Row 10, each_one_counts: It is blank here and ‘yes’ in row 9. Say the same in each row of ‘h’",
        "Row 11, target: ‘0.9’ is less than 1%. Write 90 for 90%",
      ]
    `)
  })

  test('pools what is not of one measure, or spans more time than there is', async () => {
    expect(
      await problemsOf([
        'a,2018-01,45,50,,ratio,flow,higher,90,80,10,,CP04',
        'b,2018-01,45,50,,ratio,snapshot,higher,90,80,10,,CP04',
        'c,2018-Q1,45,50,,ratio,flow,higher,90,80,10,,CP04',
        'd,0018-01,45,,,count,flow,lower,,,,,',
        'd,2018-01,45,,,count,flow,lower,,,,,',
      ]),
    ).toMatchInlineSnapshot(`
      [
        "Row 3, basis: ‘b’ is ‘snapshot’, and its group begins in row 2 with ‘flow’. Pool only series of one measure",
        "Row 4, group: ‘c’ is quarterly, and its group begins in row 2 with monthly periods. Pool only series of one kind of period",
        "Row 5, period: ‘d’ spans 24001 periods from first to last, and 600 is the most. See whether a year is wrong, or give the latest alone",
      ]
    `)
  })

  test('lacks a column, has one twice or one that is unknown', async () => {
    expect(
      await problemsOf(['a,2018-01,4,5,3'], 'series,periode,numerator,numerator,kind'),
    ).toMatchInlineSnapshot(`
      [
        "Row 1, periode: ‘periode’ is not a column we know. The closest is ‘period’: rename it or remove it",
        "Row 1, numerator: The column ‘numerator’ is there twice. Keep one",
        "Row 1, period: The file needs a column called ‘period’. Add it or rename the one that holds it",
        "Row 1, good: The file needs a column called ‘good’. Add it or rename the one that holds it",
      ]
    `)
  })

  test.each([
    ['is empty', '', /holds no series/],
    ['has headings alone', HEADER, /holds no series/],
    ['is no table', '%PDF-1.4', /a PDF/],
    ['opens a quote', `${HEADER}\na,2018-01,"45,50,,ratio,flow,higher,,,,,`, /Row 2: A double quote opens/],
  ])('%s', async (_what, content, message) => {
    const path = join(folder, 'other.csv')
    writeFileSync(path, content)
    const { problems, verdicts } = await judgeFile(path, usual)
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)])
    expect([...verdicts]).toEqual([])
  })
})
