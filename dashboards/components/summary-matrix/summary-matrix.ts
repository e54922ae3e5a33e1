import { html } from 'hono/html'
import {
  type MatrixVariation,
  matrixAssurances,
  type SummaryMatrix,
} from '#domain/scorecard/summary-matrix.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { assuranceWords } from '#domain/wording/words.ts'
import type { Html } from '../../html.ts'
import { dataTable } from '../data-table/data-table.ts'
import { details } from '../details/details.ts'
import { variationTag } from '../variation-tag/variation-tag.ts'

/** A measure in a cell: its name, its figure in words, and its page; and what other places published of it. */
export type MatrixMeasure = {
  name: string
  figure: string
  href: string
  rising?: boolean | null
  elsewhere?: string | null
  /** How it is changing, in a word, where the place in the table does not say it: "concerning". */
  change?: string | null
}

/** From so many measures on, a cell says how many it names. */
const fewest = 4

/** A unit's measures by change and by whether they can meet target, named in the cells; beneath, those that are in none. */
export function summaryMatrix(options: { caption: string; matrix: SummaryMatrix<MatrixMeasure> }): Html {
  const { caption, matrix } = options
  const left = [
    ['unusual, where neither direction is good', matrix.unusual],
    ['without a target, or with too few months to say whether they can meet it', matrix.withoutAssurance],
    ['not tested for change', matrix.notJudged],
  ] as const
  return html`<div class="app-matrix">${dataTable({
    caption,
    captionSize: 'hidden',
    dense: true,
    cards: true,
    columns: [
      { heading: 'Is it really changing?' },
      ...matrixAssurances.map((assurance) => ({ heading: assuranceWords[assurance] })),
    ],
    rows: matrix.rows.map(({ variation, cells }) => ({
      cells: [
        variationTag({
          variation,
          rising: risingIn(
            variation,
            matrixAssurances.flatMap((a) => cells[a]),
          ),
        }),
        ...matrixAssurances.map((assurance) => counted(cells[assurance])),
      ],
    })),
  })}
${left.map(([which, measures]) => (measures.length === 0 ? null : rest(which, measures)))}</div>`
}

/** The arrow of a row: the way all of its measures moved, and up if they moved both ways. */
function risingIn(variation: MatrixVariation, measures: readonly MatrixMeasure[]): boolean | null {
  if (variation === 'no_real_change') return null
  return measures.length === 0 || measures.some(({ rising }) => rising !== false)
}

function counted(measures: readonly MatrixMeasure[]): Html {
  return html`${
    measures.length < fewest
      ? null
      : html`<p class="app-matrix__count">${plural(measures.length, 'measure')}</p>`
  }${named(measures)}`
}

function named(measures: readonly MatrixMeasure[]): Html {
  if (measures.length === 0) return html`–`
  return html`<ul class="govuk-list app-matrix__measures">${measures.map(
    ({ name, figure, href, elsewhere = null, change = null }) =>
      html`<li><a class="govuk-link" href="${href}">${name}</a> <span class="app-matrix__figure">${figure}${
        elsewhere === null ? null : html`; ${elsewhere}`
      }${change === null ? null : html`, <strong>${change}</strong>`}</span></li>`,
  )}</ul>`
}

/** "10 measures without a target; 1 of these is concerning": what changes is counted, so that it adds up with the rows above. */
function rest(which: string, measures: readonly MatrixMeasure[]): Html {
  const changing = [...Map.groupBy(measures, ({ change = null }) => change)].flatMap(([change, own]) =>
    change === null ? [] : [`; ${own.length} of these ${wordFor(own.length, 'is', 'are')} ${change}`],
  )
  return details({
    summary: `${plural(measures.length, 'measure')} ${which}${changing.join('')}`,
    body: named(measures),
    countsOnPaper: true,
  })
}
