import { describe, expect, it } from 'vitest'
import { exampleFigure, exampleMeasure, exampleUnit } from '#dashboards/components/example-figure.ts'
import { type Comparison, groupsOf } from '#dashboards/pages/measures/compare/comparison.ts'
import { comparisonRecords, comparisonTable } from '#dashboards/pages/measures/compare/table.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { cellsOf } from '../support/page-text.ts'

const team = (code: string, figure: Partial<StoredFigure> | null) => ({
  unit: { ...exampleUnit, code, name: `Team ${code}` },
  counted: true,
  figures: [figure === null ? null : { ...exampleFigure, unit: code, ...figure }],
})
const of = (numerator: number, denominator: number): Partial<StoredFigure> => ({
  numerator,
  denominator,
  value: (100 * numerator) / denominator,
  status: denominator < 10 ? 'small_number' : 'missed',
  variation: denominator < 10 ? 'none' : 'no_real_change',
})

const compared = (...members: ReturnType<typeof team>[]): Comparison => ({
  kpi: exampleMeasure,
  period: '2019-04',
  months: ['2019-04'],
  groups: groupsOf(members),
  uncounted: [],
  without: [],
  whole: null,
  redefined: false,
})
const rowsOf = async (given: Comparison) => {
  const [group] = given.groups
  if (group === undefined) throw new Error('There is no group')
  const html = String(await comparisonTable(given, group))
  return [...html.matchAll(/<tr.*?<\/tr>/gs)].slice(1).map(([row]) => cellsOf(row))
}

const large = [team('A', of(360, 400)), team('B', of(352, 400)), team('C', of(200, 400))]

describe('the table of teams side by side', () => {
  it('says which differ by more than chance explains, and which do not', async () => {
    const rows = await rowsOf(compared(...large, team('D', of(32, 40))))
    expect(rows.map((r) => r.at(-1))).toEqual([
      'Above, beyond chance',
      'Above, beyond chance',
      'Below, beyond chance',
      'Within chance',
    ])
  })

  it('judges no team under the measure’s minimum, however far it lies from the others', async () => {
    const rows = await rowsOf(compared(...large, team('D', of(0, 9))))
    expect(rows.at(-1)).toEqual([
      'Team D',
      '0%',
      '0 of 9',
      '0% to 30%',
      'Small number',
      'Change not judged',
      'Not judged',
    ])
  })

  it('keeps the organisation’s order, whatever the figures', async () => {
    const rows = await rowsOf(compared(...large.toReversed()))
    expect(rows.map((r) => r[0])).toEqual(['Team C', 'Team B', 'Team A'])
  })

  it('says not reported of a team of which nothing came, and gives it no range', async () => {
    const rows = await rowsOf(compared(...large, team('D', null)))
    expect(rows.at(-1)).toEqual(['Team D', 'Not reported', '–', '–', '–', '–', 'Not judged'])
  })

  it('is the same in a file, which holds every month and says chance only of the last', () => {
    const given = compared(...large)
    const months = ['2019-03', '2019-04']
    const twice = {
      ...given,
      months,
      groups: groupsOf(large.map((m) => ({ ...m, figures: [null, ...m.figures] }))),
    }
    const records = comparisonRecords(twice)
    expect(records).toHaveLength(6)
    expect(records.map((r) => r.chance)).toEqual([null, 'above', null, 'above', null, 'below'])
    expect(records[0]).toMatchObject({ unit: 'A', period: '2019-03', state: 'not_reported', value: null })
    expect(records[1]).toMatchObject({ numerator: 360, denominator: 400, value: 90 })
  })
})
