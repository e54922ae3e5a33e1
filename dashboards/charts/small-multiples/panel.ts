import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { earlierSignals } from '#domain/figures/spc/earlier-signals.ts'
import { wholeValue } from '#domain/figures/wholeness.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { measureAddress } from '../../addresses.ts'
import type { Panel, PanelPoint } from './small-multiples.ts'

/** A unit's panel: its stored figures, one for each month, and the finding on the last. `href` is the address of the measure's
 * own page for that month. */
export function panelOf(
  unit: Unit,
  kpi: string,
  months: readonly string[],
  figures: readonly (StoredFigure | null)[],
): Panel {
  const last = figures.at(-1) ?? null
  const values = months.map((period, i) => ({ period, value: wholeValue(figures[i] ?? { value: null }) }))
  const earlier = last === null ? new Set<string>() : earlierSignals(values, last.analysis)
  return {
    name: unit.name,
    code: unit.code,
    href: measureAddress(unit.code, kpi, months.at(-1)),
    variation: last?.variation ?? 'none',
    rising: last?.analysis.rising ?? null,
    points: months.map((month, i) => ({
      ...pointOf(unit, month, figures[i] ?? null, last),
      earlier: earlier.has(month),
    })),
  }
}

function pointOf(
  unit: Unit,
  month: string,
  figure: StoredFigure | null,
  last: StoredFigure | null,
): PanelPoint {
  const missing = isOpenIn(unit, month) ? 'not_reported' : 'not_applicable'
  return {
    state: figure?.state ?? missing,
    value: figure?.value ?? null,
    numerator: figure?.numerator ?? null,
    denominator: figure?.denominator ?? null,
    target: figure?.target ?? null,
    // One calculation: the flags stored with the month shown, as on the measure's own page. A month with too
    // few cases has none.
    meaning:
      figure === null || figure.variation === 'none'
        ? null
        : (last?.analysis.flags.find((f) => f.period === month)?.meaning ?? null),
    status: figure?.status ?? null,
    ...(figure === null ? {} : { origin: figure.origin, coverage: figure.coverage, leftOut: figure.leftOut }),
  }
}
