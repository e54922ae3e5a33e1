/** A KPI is one file in `seeds/kpis/`: the catalogue loads with it, and the demonstration council has ordinary figures of it. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { lastMonth } from '#domain/time/period.ts'
import { registerOf } from '#server/commands/validate.ts'
import { readExtractBatches } from '#server/extracts/reading/read-extract.ts'
import { catalogueFaults, readCatalogue } from '../../seeds/catalogue.ts'
import { demoExtracts } from '../../seeds/demo/extracts.ts'
import { loadCatalogue } from '../../seeds/load.ts'
import type { Catalogue, KpiSeed } from '../../seeds/schemas.ts'
import { bearer, testApp } from '../support/app.ts'
import { catalogue } from '../support/catalogue.ts'
import { testDatabase } from '../support/database.ts'
import { textOf } from '../support/page-text.ts'
import { publishRows } from '../support/publish-rows.ts'
import { isWide } from '../support/run-size.ts'
import { figuresOf, rowsOf } from './demo-figures.ts'

const code = 'ZZ99'
/** A position in the middle that no other KPI has. */
const position = freePosition(85)
const ratio: KpiSeed = {
  code,
  name: 'Family time that took place as planned',
  kind: 'ratio',
  basis: 'flow',
  unit: 'percent',
  good: 'higher',
  dimension: 'quality',
  numerator: 'family time sessions in month that took place as planned',
  denominator: 'family time sessions planned in month',
  sharesBase: null,
  clock: null,
  minimum: 10,
  mayExceed: false,
  eachOneCounts: null,
  decimals: 1,
  grains: ['monthly'],
  teamTypes: ['H&P', 'CIC', 'IRO'],
  countedBy: ['H&P', 'CIC'],
  return: 'children_in_care',
  subject: 'stability',
  core: true,
  position,
  benchmark: null,
  source: 'family time log',
  note: '',
  targets: [{ from: '2015-04', to: null, target: 90, floor: 80, source: 'the plan' }],
  noTargetBecause: null,
  actions: ['R6.1'],
}
const withoutTarget = { targets: [], noTargetBecause: 'nobody has agreed one' }
const count = { ...withoutTarget, denominator: null, minimum: null, unit: 'children_or_items' } as const

/** One KPI of every possible kind, each with the fields in which it differs. */
const kinds: readonly (readonly [string, Partial<KpiSeed>])[] = [
  ['a percentage that three types of team carry', {}],
  ['a percentage that should be low, without a target', { ...withoutTarget, good: 'lower' }],
  [
    'a percentage whose target is all of them',
    { targets: [{ ...ratio.targets[0], target: 100, floor: 100 }] as KpiSeed['targets'] },
  ],
  ['a count', { ...count, kind: 'count' }],
  ['a stock', { ...count, kind: 'stock', basis: 'snapshot' }],
  ['a mean', { ...withoutTarget, kind: 'mean', unit: 'children_per_fte', minimum: 3 }],
  [
    'a median that another team looks at',
    { ...withoutTarget, kind: 'median', unit: 'working_days', minimum: 5 },
  ],
  ['a figure over twelve months', { basis: 'rolling_12_months' }],
  ['a KPI of quarters', { grains: ['quarterly'] }],
  ['a KPI of weeks', { grains: ['weekly'] }],
  ['a KPI of months and weeks', { grains: ['monthly', 'weekly'] }],
  ['a KPI of months and quarters', { grains: ['monthly', 'quarterly'] }],
  ['a percentage that services supply', { teamTypes: ['SVC'], countedBy: [] }],
  ['a count that services supply', { ...count, kind: 'count', teamTypes: ['SVC'], countedBy: [] }],
  ['a KPI that every type of team carries', everyTeam()],
]

function everyTeam(): Partial<KpiSeed> {
  const types = [...new Set(catalogue.units.map((unit) => unit.team_type).filter((type) => type !== ''))]
  return { teamTypes: types, countedBy: types }
}

const folder = mkdtempSync(join(tmpdir(), 'golden-thread-kpi-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The catalogue as read from its files, with this one more KPI. */
function catalogueWith(kpi: KpiSeed): Catalogue {
  cpSync(new URL('../../seeds/', import.meta.url), folder, { recursive: true })
  writeFileSync(join(folder, 'kpis', `${kpi.code}.json`), JSON.stringify(kpi))
  return readCatalogue(pathToFileURL(`${folder}/`))
}

function freePosition(from: number): number {
  const taken = catalogue.kpis.map((kpi) => kpi.position)
  return Array.from({ length: 1_000 }, (_, i) => from + i).find((each) => !taken.includes(each)) ?? from
}

const isOfCode = (line: string) => line.split(',')[1] === code

describe('a catalogue with one more KPI file', () => {
  const more = catalogueWith(ratio)

  test('holds it at its position, and contradicts itself nowhere', () => {
    expect(more.kpis).toHaveLength(catalogue.kpis.length + 1)
    expect(more.kpis.findIndex((kpi) => kpi.code === code)).toBe(
      more.kpis.filter((kpi) => kpi.position < ratio.position).length,
    )
    expect(catalogueFaults(more)).toEqual([])
  })

  test.runIf(isWide)('leaves every figure of the others as it is, to the byte', () => {
    const before = demoExtracts()
    const after = demoExtracts(more)
    const withoutIt = after.map((extract) => ({
      ...extract,
      content: extract.content
        .split('\n')
        .filter((line) => !isOfCode(line))
        .join('\n'),
    }))
    expect(withoutIt).toEqual(before)
    expect(after.flatMap(({ content }) => content.split('\n').filter(isOfCode)).length).toBeGreaterThan(200)
  })

  test('loads into an empty database, and into a council that has the others', async () => {
    const { db } = await testDatabase('empty')
    await loadCatalogue(db, new Date('2018-11-01T09:00:00Z'), more)
    const kpis = await db.selectFrom('kpi').select('code').execute()
    expect(kpis).toHaveLength(more.kpis.length)
  })

  test('is shown by the demonstration council with an ordinary figure, on the scorecard, its own page and its definition', async () => {
    const { db } = await testDatabase('demo')
    await loadCatalogue(db, new Date('2018-11-01T09:00:00Z'), more)
    const lines = demoExtracts({ ...more, kpis: [ratio] }).flatMap(({ content }) =>
      content.split('\n').filter(isOfCode),
    )
    await publishRows(
      db,
      lines.map((line) => line.split(',').slice(0, 5).join(',')),
    )
    const app = await testApp(db)
    const headers = await bearer(db, 'smt')
    const page = async (url: string) => {
      const answer = await app.inject({ url, headers })
      expect(answer.statusCode, url).toBe(200)
      return textOf(answer.body)
    }
    const [, numerator, denominator] =
      lines.map((line) => /^HP-S1,ZZ99,2019-04,(\d+),(\d+),/.exec(line)).find((found) => found !== null) ?? []
    expect(Number(denominator)).toBeGreaterThan(20)
    const figure = `(${numerator} of ${denominator})`
    const card = (await app.inject({ url: '/api/v1/scorecards/HP-S1/2019-04', headers })).json()
    const row = card.rows.find((each: { kpi: string }) => each.kpi === code)
    expect(row).toMatchObject({
      name: ratio.name,
      numerator: Number(numerator),
      state: 'reported',
      status: expect.stringMatching(/^(met|close)$/),
      variation: 'no_real_change',
      actions: [{ ref: 'R6.1' }],
    })
    expect(await page('/units/HP-S1/scorecards/2019-04')).toContain(ratio.name)
    expect(await page(`/units/HP-S1/kpis/${code}?to=2019-04`)).toContain(figure)
    expect((await page(`/help/kpis/${code}`)).toLowerCase()).toContain(ratio.numerator)
    expect(await page('/plan/actions/R6.1')).toContain(ratio.name)
  })
})

describe.each(kinds)('%s', (_, own) => {
  const kpi: KpiSeed = { ...ratio, ...own }
  const alone: Catalogue = { ...catalogue, kpis: [kpi] }
  const extracts = demoExtracts(alone)
  const rows = extracts.flatMap(rowsOf).filter((row) => row.kpi_code === code)

  test('is sound beside the others', () => {
    expect(catalogueFaults({ ...catalogue, kpis: [...catalogue.kpis, kpi] })).toEqual([])
  })

  test('has a row for every unit that supplies it, in every period of the demonstration', () => {
    const supplies = catalogue.units.filter((unit) =>
      unit.kind === 'team'
        ? kpi.teamTypes.includes(unit.team_type)
        : unit.kind === 'service' && kpi.countedBy.length === 0,
    )
    const open = supplies.filter((unit) => unit.closed === '' && unit.opened < '2018-12')
    expect(open.length).toBeGreaterThan(2)
    const periods = new Set(rows.map((row) => row.period))
    expect(periods.size).toBeGreaterThan(kpi.grains[0] === 'quarterly' ? 7 : 20)
    const latest = [...periods].sort().filter((period) => lastMonth(period) > '2018-11')
    expect(latest.length).toBeGreaterThan(0)
    const keys = new Set(rows.map((row) => `${row.team_code} ${row.period}`))
    expect(
      latest
        .flatMap((period) => open.map(({ code: unit }) => `${unit} ${period}`))
        .filter((key) => !keys.has(key)),
    ).toEqual([])
  })

  test('is the same each time, and no row of it has a problem', async () => {
    expect(demoExtracts(alone)).toEqual(extracts)
    const register = registerOf(null, '2019-06-10', { ...catalogue, kpis: [...catalogue.kpis, kpi] })
    let accepted = 0
    const problems = []
    for (const { content } of extracts) {
      for await (const batch of readExtractBatches(bytesOf(content), register)) {
        for (const found of batch) {
          if (found.is === 'accepted') accepted++
          if (found.is === 'problem' && found.problem.code !== 'empty') problems.push(found.problem.message)
        }
      }
    }
    expect(problems).toEqual([])
    expect(accepted).toBeGreaterThanOrEqual(rows.length)
  })

  test('is mostly ordinary: under one figure in eight is out of the usual', () => {
    const grain = kpi.grains.includes('monthly') ? 'monthly' : (kpi.grains[0] ?? 'monthly')
    const judged = figuresOf(null, grain, alone).filter(
      (figure) => figure.kpi === code && figure.variation !== 'none',
    )
    const unusual = judged.filter((figure) => !['no_real_change', 'too_early'].includes(figure.variation))
    expect(unusual.length).toBeLessThanOrEqual(judged.length / 8)
  })
})

async function* bytesOf(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content)
}
