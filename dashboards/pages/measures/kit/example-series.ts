/** An example of a series, and of a baseline in it, for the pages that show one. */
import { targetFor } from '#domain/catalogue/kpi.ts'
import { targetRecordOf } from '#domain/figures/target-record.ts'
import { findingOf } from '#domain/wording/finding.ts'
import type { Series } from '#server/reads/series.ts'
import type { Baseline } from '#server/record/annotations.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { exampleKpi, exampleTarget, type exampleTeam } from '../../kit/example-measure.ts'

export const exampleBaseline: Baseline = {
  id: 7,
  from: '2018-09',
  reason: 'Visits are planned each Monday by the team, with a list of who is due.',
  cause: { kind: 'action', ref: 'R6.1', text: 'Scorecards are used to monitor all visits' },
  byName: 'Head of service',
  byId: null,
  byRole: 'Head of service, Help, Protection and Court',
  at: new Date('2019-06-10T11:00:00Z'),
  dated: '2019-06-10',
  withdrawal: null,
}

/** The series of a unit of `exampleFigures`. */
export function exampleSeries(unit: typeof exampleTeam, figures: readonly StoredFigure[]): Series {
  const own = figures.filter((f) => f.unit === unit.code)
  const last = own.at(-1) as StoredFigure
  return {
    unit,
    kpi: exampleKpi,
    grain: 'monthly',
    last,
    variation: last.variation,
    assurance: last.assurance,
    limits: last.analysis.limits,
    finding: findingOf(exampleKpi, last, own),
    targetRecord: targetRecordOf(last, own),
    step: null,
    yearsSoFar: new Map(),
    definedSince: null,
    method: null,
    before: [],
    recast: false,
    baselines: [],
    baselineVersion: 0,
    annotations: [{ id: 1, period: '2018-11', kind: 'annotation', text: 'Scorecards introduced' }],
    points: own.map((f) => {
      const phase = last.analysis.phases.find((p) => p.from <= f.period && f.period <= p.to)
      const flag = last.analysis.flags.find((x) => x.period === f.period)
      return {
        ...f,
        mean: phase?.mean ?? null,
        lower: phase?.lower ?? null,
        upper: phase?.upper ?? null,
        target: targetFor([exampleTarget], f.kpi, f.period)?.target ?? null,
        signal: flag?.signal ?? null,
        meaning: flag?.meaning ?? null,
        earlier: false,
        rebase: false,
      }
    }),
  }
}
