import { describe, expect, it } from 'vitest'
import example from '#dashboards/charts/shortfall/example.json' with { type: 'json' }
import { type Shortfall, titledShortfall } from '#dashboards/charts/shortfall/shortfall.ts'
import { some } from '../support/some.ts'

// TypeScript types the words in JSON as any string; the states are those of figures.
const shortfall = example as Shortfall
const ofShares = (good: Shortfall['kpi']['good'], ...shorts: number[]) =>
  titledShortfall({
    ...shortfall,
    kpi: { ...shortfall.kpi, good },
    shares: some(shortfall.shares)
      .slice(0, shorts.length)
      .map((share, i) => ({ ...share, short: shorts[i] ?? 0 })),
    together: shorts.reduce((sum, short) => sum + short, 0),
  })

describe('the numbers of who accounts for a shortfall', () => {
  it('say in words on which side of the target each team is, so that no sign has to be read', () => {
    const { columns, rows } = ofShares('higher', 12.2, -2.1, 0)
    expect(columns.map(({ heading }) => heading)).toEqual(['Team', 'Against target', 'Figure'])
    expect(rows.map((cells) => cells[1])).toEqual([
      '12.2 short of target',
      '2.1 better than target',
      'on target',
      '10.1 short of target',
    ])
  })

  it('say over target where lower is good', () => {
    expect(ofShares('lower', 4, -1).rows.map((cells) => cells[1])).toEqual([
      '4.0 over target',
      '1.0 better than target',
      '3.0 over target',
    ])
  })
})
