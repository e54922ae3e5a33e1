/** A made-up measure of a made-up team, with its figures as the domain computes them, for the examples of pages. */

import type { Kpi, Target } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import { type Cell, cellOf } from '#domain/figures/measurement.ts'
import { addMonths, monthsFrom } from '#domain/time/period.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { rememberedDrawing } from '../../charts/drawing-memory.ts'
import type { PageFrame } from './page.ts'

export const exampleFrame: PageFrame = {
  council: { name: 'Ridgeshire County Council (demonstration)' },
  nav: [
    { text: 'Overview', href: '/overview' },
    { text: 'Plan', href: '/plan' },
  ],
  actor: { name: 'Team manager', role: 'Help and Protection South 1', csrfToken: 'secret' },
  demonstrationDay: 'Monday 10 June 2019',
  person: null,
  today: '2019-06-10',
  draw: rememberedDrawing,
}

const unit = (code: string, name: string, kind: Unit['kind'], parent: string | null): Unit => ({
  code,
  name,
  kind,
  parent,
  teamType: kind === 'team' ? 'H&P' : null,
  opened: '2015-04-01',
  closed: null,
  predecessors: [],
  position: 1,
})

export const exampleService = unit('HPC', 'Help, Protection and Court', 'service', null)
export const exampleTeam = unit('HP-S1', 'Help and Protection South 1', 'team', 'HPC')
const otherTeam = unit('HP-S2', 'Help and Protection South 2', 'team', 'HPC')

export const exampleKpi: Kpi = {
  code: 'CP04',
  name: 'CP visits in timescale',
  kind: 'ratio',
  basis: 'snapshot',
  unit: 'percent',
  good: 'higher',
  dimension: 'delivery',
  numerator: 'children on a plan seen within the local interval',
  denominator: 'children on a plan at month end',
  clock: 'last visit to month end',
  minimum: 10,
  mayExceed: false,
  decimals: 1,
  grains: ['monthly'],
  teamTypes: ['H&P'],
  countedBy: ['H&P'],
  core: true,
  subject: 'protection',
  returnCode: 'protection_and_need',
  order: 180,
  benchmark: null,
  source: 'Annex A list 7',
  note: '',
  sharesBase: null,
  eachOneCounts: null,
  screenLimits: true,
  lastMonth: null,
}

export const exampleTarget: Target = {
  kpi: 'CP04',
  from: '2015-04',
  to: null,
  target: 90,
  floor: 80,
  source: 'agreed by the improvement board',
}

/** Monthly figures to April 2019 of two teams and their service; null is a month with nothing received. */
export function exampleFigures(
  numerators: readonly (number | null)[],
  kpi: Kpi = exampleKpi,
): StoredFigure[] {
  const last = '2019-04'
  const periods = monthsFrom(addMonths(last, 1 - numerators.length), last)
  const cells = new Map<string, Cell>()
  periods.forEach((period, i) => {
    const numerator = numerators[i] ?? null
    if (numerator !== null)
      cells.set(
        `HP-S1 ${period}`,
        cellOf(kpi.kind, { numerator, denominator: 40, value: null, symbol: null }),
      )
    cells.set(
      `HP-S2 ${period}`,
      cellOf(kpi.kind, { numerator: 31 + (i % 3), denominator: 36, value: null, symbol: null }),
    )
  })
  const figures = computeFigures(
    {
      kpiAt: () => kpi,
      targetAt: () => exampleTarget,
      unitsAt: () => [exampleService, exampleTeam, otherTeam],
      periods,
      cell: (code, period) => cells.get(`${code} ${period}`),
      restarts: () => [],
    },
    periods[0] ?? last,
  )
  return figures.map((figure) => ({
    ...figure,
    publicationId: 1,
    publishedAt: new Date('2019-05-10T08:32:00Z'),
    restated: false,
  }))
}

/** A year and a half in which the figure improves, then falls. */
export const risingThenFalling = [34, 33, 35, 34, 33, 35, 34, 34, 33, 35, 34, 33, 35, 37, 38, 38, 30, 29]
