/** One measure of the scorecard as a row of its table: one phrase and one status mark. */

import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { redefinedWords } from '#domain/figures/definition.ts'
import { notOnTrackFirst } from '#domain/plan/plan.ts'
import type { SortKey } from '#domain/scorecard/scorecard-order.ts'
import { addMonths, periodName, shortMonth } from '#domain/time/period.ts'
import { capital, formatBase, formatCell, formatFigure, formatTarget } from '#domain/wording/format.ts'
import { gapInTable } from '#domain/wording/gap-words.ts'
import { assuranceText } from '#domain/wording/phrase.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { actionAddress } from '../../../addresses.ts'
import { assuranceTag } from '../../../components/assurance-tag/assurance-tag.ts'
import type { Column, Row } from '../../../components/data-table/data-table.ts'
import { figureCell } from '../../../components/figure-cell/figure-cell.ts'
import { type SparkRange, sparkline } from '../../../components/sparkline/sparkline.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../../html.ts'
import type { ScorecardView } from './model.ts'
import { kpiAddress, monthAddress, questionAddress } from './question.ts'
import { rowDetail } from './row-detail.ts'
import { rowSource } from './source.ts'

/** The number of actions that a row names; the others are in the details beneath it. */
const actionsInRow = 3

/** The direction of each sort order. */
const orders: Record<SortKey, 'ascending' | 'descending'> = {
  measure: 'ascending',
  value: 'descending',
  status: 'ascending',
  gap: 'descending',
  variation: 'ascending',
  actions: 'ascending',
}

/** The columns of the table: nine on screen, and one more for the month compared with; eleven on paper. */
export function scorecardColumns({ scorecard, asked, reading }: ScorecardView): Column[] {
  const month = shortMonth(scorecard.period)
  const sort = (key: SortKey): NonNullable<Column['sort']> => ({
    href: `${questionAddress(monthAddress(scorecard), asked, reading, { sort: key })}#measures`,
    order: asked.filter.sort === key ? orders[key] : 'none',
  })
  return [
    { heading: 'Measure', className: 'app-scorecard__measure', sort: sort('measure') },
    { heading: month, numeric: true, sort: sort('value') },
    { heading: 'n of d', numeric: true, label: 'Count', className: 'app-scorecard__count' },
    ...besideMonths(scorecard, asked).map((other) => ({
      heading: shortMonth(other),
      numeric: true,
      className: other === asked.compare ? 'app-scorecard__compared' : 'app-scorecard__before',
    })),
    { heading: 'Target', numeric: true, className: 'app-scorecard__target' },
    { heading: 'Against target', className: 'app-scorecard__status', sort: sort('status') },
    { heading: 'To meet it', label: 'To meet it', className: 'app-scorecard__gap', sort: sort('gap') },
    { heading: '13 months', className: 'app-scorecard__spark', sort: sort('variation') },
    { heading: 'Really changing?', className: 'app-scorecard__variation', printOnly: true },
    { heading: 'Can it meet target?', className: 'app-scorecard__assurance', printOnly: true },
    { heading: 'Plan actions', className: 'app-scorecard__actions', sort: sort('actions') },
  ]
}

/** The months whose values stand in grey beside the month's own, without a difference: the one before it, and the one compared with. */
function besideMonths({ period }: ScorecardView['scorecard'], { compare }: ScorecardView['asked']): string[] {
  const before = addMonths(period, -1)
  return compare === null || compare === before ? [before] : [before, compare]
}

function figureWords(kpi: Kpi, figure: StoredFigure | null): string {
  return figure === null ? '–' : formatFigure(kpi, figure)
}

/** The value alone, with what a sum lacks: "35 from 4 of 7 teams". */
function valueWords(kpi: Kpi, figure: StoredFigure | null): string {
  if (figure === null) return '–'
  const parts = partsWords(figure)
  return parts === null ? formatCell(kpi, figure) : `${formatCell(kpi, figure)} ${parts}`
}

/** A row of the table with its details. Its phrase is what the reader opens, so the phrase says why to open it. */
export function scorecardRow(view: ScorecardView, line: ScorecardLine): Row {
  const { scorecard, asked, reading, detail } = view
  const { kpi, figure } = line
  const own = detail.rows.find((row) => row.kpi === kpi.code) ?? null
  const compared = own?.compared ?? null
  const notes = flags(line)
  return {
    id: `kpi-${kpi.code}`,
    source: rowSource(scorecard, line),
    cells: [
      html`<a class="govuk-link app-scorecard__name" href="${kpiAddress(scorecard.unit.code, kpi.code, line.period, reading)}">${kpi.name}</a>`,
      figureCell({ kpi, cell: figure, base: false }),
      countOf(line),
      ...besideMonths(scorecard, asked).map((month) =>
        month === asked.compare ? figureWords(kpi, compared) : valueWords(kpi, line.previous),
      ),
      figure.target === null ? '–' : formatTarget(kpi, figure.target),
      figure.status === null ? '–' : statusTag({ status: figure.status }),
      gapInTable(kpi, figure) ?? '',
      sparkline({
        points: line.sparkline,
        usual: usualRange(line),
        isPercent: kpi.unit === 'percent',
        variation: figure.variation,
      }),
      variationTag({ variation: figure.variation, rising: figure.analysis.rising }),
      assuranceTag({ assurance: figure.assurance, word: assuranceText(figure) }),
      actionLinks(line),
    ],
    detail: {
      summary: html`${
        line.phrase === '' ? 'Details' : capital(line.phrase)
      }<span class="govuk-visually-hidden">: more about ${kpi.name}</span>${
        notes.length === 0 ? null : html`<span class="app-scorecard__flags"> · ${notes.join(' · ')}</span>`
      }`,
      body: rowDetail(view, line, own),
      ...(asked.all ? { open: true } : {}),
    },
  }
}

/** The month's usual range, beside the points that it was found from; null if there is none. */
function usualRange({ figure, sparkline }: ScorecardLine): SparkRange | null {
  const { lower, upper, points } = figure.analysis
  if (lower === null || upper === null) return null
  const reported = sparkline.flatMap((p, at) => (p.value === null ? [] : at))
  return { from: reported.at(-points) ?? reported[0] ?? 0, lower, upper }
}

function countOf({ kpi, figure }: ScorecardLine): Content {
  const base = formatBase(kpi, figure)
  if (base !== '') return kpi.kind === 'mean' ? html`<span class="app-scorecard__wraps">${base}</span>` : base
  return figure.state === 'without_denominator' ? 'counts not given' : '–'
}

/** What a reader must know before using the figure, in a word or two; the details beneath explain it. */
function flags(line: ScorecardLine): string[] {
  const { figure, period } = line
  return [
    figure.period !== period || period.includes('Q') ? periodName(period) : null,
    line.restated ? 'restated' : null,
    line.notAdded ? 'not included in the service’s total' : null,
    figure.computed === null ? null : 'differs from its teams’ sum',
    line.knownIssue === null ? null : 'known issue',
    line.redefined === null ? null : redefinedWords(line.redefined),
    line.neverComing.length === 0 ? null : 'will not come',
  ].filter((flag) => flag !== null)
}

function actionLinks({ actions }: ScorecardLine): Content {
  if (actions.length === 0) return '–'
  const more = actions.length - actionsInRow
  return html`${notOnTrackFirst(actions).slice(0, actionsInRow).map(actionLink)}${
    more > 0
      ? html`<span class="app-scorecard__more">+${more}<span class="govuk-visually-hidden"> more</span></span>`
      : null
  }`
}

function actionLink({ ref, summary }: ScorecardLine['actions'][number]): Html {
  return html`<a class="govuk-link app-scorecard__action" href="${actionAddress(ref)}">${ref}<span class="govuk-visually-hidden">: ${summary}</span></a> `
}
