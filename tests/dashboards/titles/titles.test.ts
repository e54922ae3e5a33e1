/** Every title, description and finding of the demonstration’s charts, under every role, beside the points it stands on. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#domain/catalogue/role.ts'
import { chartAddress } from '../../support/data-addresses.ts'
import { isWide, partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'
import { type Asked, allCharts } from './all-charts.ts'
import { altFault, spokenFault } from './alt-sentences.ts'
import { rowsOf } from './chart-sentences.ts'
import { countedCharts, isCountedTrue } from './counted-titles.ts'
import {
  type Cell,
  type Demonstration,
  month,
  openDemonstration,
  readers,
  wordsOf,
} from './demonstration-words.ts'
import { faultOf } from './series-sentences.ts'
import { metOf, type ShownSeries } from './shown-series.ts'

/** `npm test` reads as three roles, of which each sees other figures; CI as all. */
const tried = readers.filter((role) => isWide || ['smt', 'team_manager', 'board'].includes(role))

let demonstration: Demonstration
let services: Set<string>
let charts: Asked[]

beforeAll(async () => {
  demonstration = await openDemonstration()
  services = new Set(demonstration.cells.filter((c) => c.kind !== 'team').map((c) => c.unit))
  charts = await allCharts(demonstration)
  return () => demonstration.app.close()
}, 180_000)

/** What a role reads: a team's manager its own, the board no team, the others everything, of which each tries another share. */
function sharesOf(role: Role): Cell[] {
  const { cells } = demonstration
  if (role === 'team_manager')
    return partOf(
      cells.filter((c) => c.unit === 'HP-S1'),
      12,
    )
  if (role === 'head_of_service')
    return partOf(
      cells.filter((c) => c.unit === 'HPC'),
      12,
    )
  if (role === 'board')
    return partOf(
      cells.filter((c) => services.has(c.unit)),
      24,
    )
  if (role === 'smt') return partOf(cells, 40)
  const place = readers.indexOf(role)
  return partOf(
    cells.filter((_, i) => i % readers.length === place),
    30,
  )
}

describe('every finding about a series', () => {
  test.each(some(tried))(
    'that is read as %s is true of its points',
    async (role) => {
      const faults: string[] = []
      let compared = 0
      for (const cell of some(sharesOf(role))) {
        const series = await demonstration.seriesOf(cell, role)
        if (series === null) continue
        compared++
        const fault = faultOf(series.finding, series)
        if (fault !== null) faults.push(`${cell.unit} ${cell.kpi}: ${fault}`)
      }
      console.info(`findings of series compared as ${role}: ${compared}; false: ${faults.length}`)
      expect(faults).toEqual([])
      expect(compared).toBeGreaterThan(0)
    },
    1_200_000,
  )
})

describe('every chart of a series', () => {
  test.each(some(['smt', 'board'] as const))(
    'that is drawn for %s has the finding for its title, and a true description',
    async (role) => {
      const faults: string[] = []
      let compared = 0
      for (const cell of some(partOf(sharesOf(role), 4, 1))) {
        const series = await demonstration.seriesOf(cell, role)
        const address = `/charts/trend.svg?unit=${cell.unit}&kpi=${cell.kpi}&to=${month}`
        const { status, body } = await demonstration.get(address, role)
        if (series === null || status !== 200) continue
        compared++
        const { title, alt } = wordsOf(body)
        if (`${title}.` !== series.finding)
          faults.push(`${cell.unit} ${cell.kpi}: “${title}” is not “${series.finding}”`)
        const fault = altFault(alt, title, series)
        if (fault !== null) faults.push(`${cell.unit} ${cell.kpi}: ${fault}`)
      }
      console.info(
        `titles and descriptions of series compared as ${role}: ${compared}; false: ${faults.length}`,
      )
      expect(faults).toEqual([])
      expect(compared).toBeGreaterThan(0)
    },
    1_200_000,
  )
})

/** "heatmap" */
function nameOf({ address }: Asked): string {
  return /charts\/([a-z-]+)/.exec(address)?.[1] ?? ''
}

/** The charts that a role looks at: the roles share them; the senior managers read all, and of each kind at least one;
 *  everyone reads how an action was rated. */
function chartsOf(role: Role): Asked[] {
  const place = readers.indexOf(role)
  const ofEachKind = [...Map.groupBy(charts, nameOf).values()].map(([first]) => first as Asked)
  const own =
    role === 'smt'
      ? [...ofEachKind, ...partOf(charts, 480)]
      : partOf(
          charts.filter((_, i) => i % readers.length === place),
          180,
          place,
        )
  return [...new Set([...own, ...ofEachKind.filter((chart) => nameOf(chart) === 'rating-strip')])]
}

describe('every title of another chart', () => {
  test.each(some(tried))(
    'that is read as %s is true of its numbers',
    async (role) => {
      const faults: string[] = []
      const compared = new Map<string, number>()
      for (const chart of some(chartsOf(role))) {
        const { address, kpi, isTrue } = chart
        const picture = await demonstration.get(address, role)
        if (picture.status !== 200) continue
        const numbers = await demonstration.get(address.replace('.svg', '.csv'), role)
        const own = demonstration.history.in(month).find((k) => k.code === kpi)
        const { title, alt, labels } = wordsOf(picture.body)
        const shown = { title, labels, rows: rowsOf(numbers.body), kpi: own ?? anyKpi }
        compared.set(nameOf(chart), (compared.get(nameOf(chart)) ?? 0) + 1)
        if (!(await isTrue(shown, role))) faults.push(`${address}: “${title}” is not true of its numbers`)
        const fault = spokenFault(alt, title, own?.good ?? null)
        if (fault !== null) faults.push(`${address}: ${fault}`)
      }
      const all = [...compared.values()].reduce((total, n) => total + n, 0)
      console.info(
        `titles of other charts compared as ${role}: ${all} (${[...compared].map(([name, n]) => `${n} ${name}`).join(', ')}); false: ${faults.length}`,
      )
      expect(faults).toEqual([])
      expect(all).toBeGreaterThan(0)
    },
    1_200_000,
  )
})

describe.each(some(countedCharts))('the title that the specification of ‘%s’ counts', (name) => {
  test('is true of the rows in its file, for every role that may read it', async () => {
    const address = chartAddress(name)
    const faults: string[] = []
    let compared = 0
    for (const role of some(tried)) {
      const [picture, numbers] = await Promise.all([
        demonstration.get(address('svg'), role),
        demonstration.get(address('csv'), role),
      ])
      if (picture.status !== 200) continue
      compared++
      const { title, alt } = wordsOf(picture.body)
      if (!isCountedTrue(name, title, rowsOf(numbers.body))) faults.push(`${role}: “${title}”`)
      const fault = spokenFault(alt, title, null)
      if (fault !== null) faults.push(fault)
    }
    expect(faults).toEqual([])
    expect(compared).toBeGreaterThan(0)
  })
})

/** For charts of several measures. */
const anyKpi = { good: 'neither', kind: 'count', decimals: 0, unit: 'children_or_items', minimum: null }

/** What was said before of a measure without real change, by what could be expected of it. */
function oldFinding(assurance: string): string {
  if (assurance === 'will_miss')
    return 'The measure is stable and will keep missing target: change the way it is done.'
  if (assurance === 'hit_or_miss') return 'The measure meets target some months by chance.'
  return 'The measure is stable and meeting target.'
}

/** Whether “meets target some months” can be counted: some of the last 13 met it, and some did not. */
function isMetSome(series: ShownSeries): boolean {
  const { met, judged } = metOf(series)
  return met > 0 && met < judged
}

test('the sentences that stood there before do not pass', async () => {
  let said = 0
  let untrue = 0
  for (const cell of partOf(demonstration.cells, 24)) {
    const series = await demonstration.seriesOf(cell, 'smt')
    if (series === null || series.variation !== 'no_real_change') continue
    expect(faultOf(oldFinding(series.assurance), series), cell.kpi).not.toBeNull()
    if (series.assurance !== 'hit_or_miss') continue
    said++
    if (!isMetSome(series)) untrue++
  }
  console.info(`“meets target some months by chance” would be said of ${said} series, untrue of ${untrue}`)
  expect(untrue).toBeGreaterThan(0)
}, 1_200_000)
