import { describe, expect, test } from 'vitest'
import { marksInWords } from '#dashboards/charts/points.ts'
import { panelOf } from '#dashboards/charts/small-multiples/panel.ts'
import { exampleFigures, exampleTeam, risingThenFalling } from '#dashboards/pages/kit/example-measure.ts'
import type { StoredFigure } from '#server/record/figures.ts'

const own = exampleFigures(risingThenFalling).filter((f) => f.unit === exampleTeam.code)
const months = own.map((f) => f.period)
const last = own.at(-1) as StoredFigure
const flagged = (periods: readonly string[], since: string | null) => {
  const flags = periods.map((period) => ({
    ...{ period, signal: 'lasting_change' as const, meaning: 'concerning' as const, rising: false },
  }))
  const judged = { ...last, analysis: { ...last.analysis, flags, since } }
  return panelOf(exampleTeam, 'CP04', months, [...own.slice(0, -1), judged])
}
const of = (periods: readonly (string | undefined)[]) => periods.filter((p) => p !== undefined)

describe('a panel among small multiples', () => {
  test('names the signals before the current run as history, and those of the run as news', () => {
    const old = of(months.slice(2, 5))
    const run = of(months.slice(-2))
    const { points } = flagged([...old, ...run], run[0] ?? null)
    expect(months.filter((_, i) => points[i]?.earlier === true)).toEqual(old)
    expect(months.filter((_, i) => points[i]?.meaning === 'concerning')).toEqual([...old, ...run])
  })

  test('has no word for worse in its key if all of that is history', () => {
    const { points } = flagged(of(months.slice(2, 5)), null)
    expect(marksInWords(points)).toContain('Large hollow circle: earlier signal.')
    expect(marksInWords(points)).not.toContain('worse')
  })
})
