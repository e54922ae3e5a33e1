import { notAdded } from '#domain/figures/wholeness.ts'
import type { Picture } from '../picture.ts'
import { type DotPlot, type DotTeam, titledDotPlot } from './dot-plot.ts'
import example from './example.json' with { type: 'json' }

/** One team among others, the others unnamed, a measure that is no share, and nothing reported. */
export function examples(): Record<string, Picture> {
  const plot = example as DotPlot
  const each = (change: (team: DotTeam) => Partial<DotTeam>) => ({
    ...plot,
    teams: plot.teams.map((team) => ({ ...team, ...change(team) })),
  })
  const { picture, narrow = picture } = titledDotPlot(plot)
  const nothing = {
    state: 'not_reported',
    value: null,
    numerator: null,
    denominator: null,
    symbol: null,
    ...notAdded,
  } as const
  return {
    wide: picture,
    narrow,
    'others unnamed': titledDotPlot(each((t) => (t.own ? {} : { code: null }))).picture,
    'no share of cases': titledDotPlot({
      ...plot,
      kpi: { ...plot.kpi, kind: 'mean', unit: 'children_per_fte' },
      target: null,
    }).picture,
    'nothing reported': titledDotPlot({
      ...each(() => ({ cell: nothing, status: null })),
      target: null,
      together: null,
    }).picture,
  }
}
