/** The measures of one unit by what their line does and whether they can meet their target: how an NHS board pack opens. */
import type { Assurance, Figure, Variation } from '../figures/figure.ts'
import { judgedFigure } from '../figures/wholeness.ts'

/** From better to worse. Recovering and slipping back have a row only if a measure is in it. */
export const matrixVariations = [
  'improving',
  'recovering',
  'no_real_change',
  'slipping_back',
  'concerning',
] as const satisfies Variation[]
export type MatrixVariation = (typeof matrixVariations)[number]

/** From can to cannot. */
export const matrixAssurances = ['will_meet', 'hit_or_miss', 'will_miss'] as const satisfies Assurance[]
export type MatrixAssurance = (typeof matrixAssurances)[number]

export type SummaryMatrix<R> = {
  rows: { variation: MatrixVariation; cells: Record<MatrixAssurance, R[]> }[]
  /** Measures that are in no cell: those without a good direction that are unusual; those whose change is judged, but which have no
   * target to meet or too few months to say; those whose change is not judged. */
  unusual: R[]
  withoutAssurance: R[]
  notJudged: R[]
}

/** Places each measure in one cell or in one of the lists beside it, in the order given. If a figure is not whole, its last whole one
 * is placed. */
export function summaryMatrix<
  R extends { figure: Pick<Figure, 'status' | 'leftOut' | 'variation' | 'assurance'> },
>(measures: readonly R[]): SummaryMatrix<R> {
  const cells = new Map(matrixVariations.map((variation) => [variation, emptyCells<R>()]))
  const matrix: SummaryMatrix<R> = { rows: [], unusual: [], withoutAssurance: [], notJudged: [] }
  for (const measure of measures) {
    const { variation, assurance } = judgedFigure(measure.figure) ?? { variation: 'none', assurance: 'none' }
    const row = cells.get(variation as MatrixVariation)
    const cell = row?.[assurance as MatrixAssurance]
    if (cell !== undefined) cell.push(measure)
    else if (row !== undefined) matrix.withoutAssurance.push(measure)
    else (variation === 'unusual' ? matrix.unusual : matrix.notJudged).push(measure)
  }
  for (const [variation, own] of cells)
    if (!onlyIfAny.has(variation) || matrixAssurances.some((a) => own[a].length > 0))
      matrix.rows.push({ variation, cells: own })
  return matrix
}

const onlyIfAny = new Set<MatrixVariation>(['recovering', 'slipping_back'])

function emptyCells<R>(): Record<MatrixAssurance, R[]> {
  return { will_meet: [], hit_or_miss: [], will_miss: [] }
}
