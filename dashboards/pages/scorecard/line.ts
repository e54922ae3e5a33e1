/** One measure of the scorecard: its row, and what opens beneath it. */
import { html } from 'hono/html'
import { formatBase, formatCell, formatFigure, formatTarget, formatValue } from '#domain/format.ts'
import { dayName, firstDay, periodName, shortMonth } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import { assuranceTag } from '../../components/assurance-tag/assurance-tag.ts'
import type { Column, Row } from '../../components/data-table/data-table.ts'
import { figureCell } from '../../components/figure-cell/figure-cell.ts'
import { sparkline } from '../../components/sparkline/sparkline.ts'
import { statusTag } from '../../components/status-tag/status-tag.ts'
import { summaryList } from '../../components/summary-list/summary-list.ts'
import { variationTag } from '../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../layout/html.ts'
import { type Reading, sameReading } from '../reading.ts'

/** The columns of the scorecard's table, for the month in its heading. */
export function scorecardColumns(month: string): Column[] {
  return [
    { heading: 'Measure', className: 'app-scorecard__measure' },
    { heading: shortMonth(month), numeric: true },
    { heading: 'n of d', numeric: true, label: 'Count' },
    { heading: 'Target', numeric: true },
    { heading: 'Against target', className: 'app-scorecard__status' },
    { heading: '13 months', className: 'app-scorecard__spark' },
    { heading: 'Plan actions', className: 'app-scorecard__actions' },
  ]
}

/** The address of a KPI's page for the month shown. */
export function kpiAddress(unit: string, kpi: string, period: string, reading: Reading): string {
  return sameReading(`/units/${encodeURIComponent(unit)}/kpis/${kpi}?to=${period}`, reading)
}

/** A row of the table, with its expander. */
export function scorecardRow(line: ScorecardLine, unit: Unit, reading: Reading): Row {
  const { kpi, figure } = line
  return {
    id: `kpi-${kpi.code}`,
    cells: [
      html`<a class="govuk-link app-scorecard__name" href="${kpiAddress(unit.code, kpi.code, line.period, reading)}">${kpi.name}</a>${line.phrase === '' ? null : html`<span class="app-scorecard__phrase">${line.phrase}</span>`}${remarks(line)}`,
      figureCell({ kpi, cell: figure, base: false }),
      countOf(line),
      figure.target === null ? '–' : formatTarget(kpi, figure.target),
      againstTarget(line),
      sparkline({
        values: line.sparkline.map((p) => p.value),
        target: line.sparkline.map((p) => p.target),
        variation: figure.variation,
      }),
      actionLinks(line),
    ],
    detail: {
      summary: html`More<span class="govuk-visually-hidden"> about ${kpi.name}</span>`,
      body: detail(line, unit, reading),
    },
  }
}

function againstTarget(line: ScorecardLine): Content {
  const { status, floor } = line.figure
  if (status === null) return '–'
  const gap = gapOf(line)
  const said = [
    gap === null ? null : `${gap} to meet it`,
    status === 'close' && floor !== null ? `floor ${formatValue(line.kpi, floor)}` : null,
  ].filter((words) => words !== null)
  return html`${statusTag({ status })}${said.length === 0 ? null : html`<span class="app-scorecard__remark">${said.join('; ')}</span>`}`
}

/** How many more would have met the target: "7 more", "2 fewer"; null where it is met or cannot be said. */
export function gapOf({ kpi, figure }: Pick<ScorecardLine, 'kpi' | 'figure'>): string | null {
  return figure.gap === null ? null : `${figure.gap} ${kpi.good === 'lower' ? 'fewer' : 'more'}`
}

function countOf(line: ScorecardLine): Content {
  const base = formatBase(line.kpi, line.figure)
  if (base !== '') return base
  return line.figure.state === 'without_denominator' ? 'counts not given' : '–'
}

/** What a reader must know before using the figure: another period, a known issue, a restatement, children counted
 *  elsewhere, units left out. */
function remarks(line: ScorecardLine): Html {
  const said: Content[] = []
  if (line.figure.period !== line.period || line.period.includes('Q')) said.push(periodName(line.period))
  if (line.restated) said.push('Restated')
  if (line.latestWeek !== null)
    said.push(
      `Latest week, beginning ${dayName(firstDay(line.latestWeek.period))}: ${formatFigure(line.kpi, line.latestWeek)}`,
    )
  if (line.serviceFigure !== null) said.push(`Service: ${formatFigure(line.kpi, line.serviceFigure)}`)
  if (line.notAdded)
    said.push('The same children, seen by this team; counted in another’s total, so not added')
  const left = leftOut(line)
  if (left !== null) said.push(left)
  if (line.knownIssue !== null) said.push(`Known issue: ${line.knownIssue}`)
  return html`${said.map((s) => html`<span class="app-scorecard__remark">${s}</span>`)}`
}

/** "2 of 9 teams left out: 1 not reported, 1 suppressed", or null where a roll-up added all it expected. */
export function leftOut(line: Pick<ScorecardLine, 'figure'>): string | null {
  const { coverage } = line.figure
  // Where nothing was added the figure's own state says so.
  if (coverage === null || coverage.added + coverage.noCases === 0) return null
  const reasons: [number, string][] = [
    [coverage.notReported, 'not reported'],
    [coverage.suppressed, 'suppressed'],
    [coverage.withoutDenominator, 'without denominator'],
    [coverage.notApplicable, 'not applicable'],
  ]
  const named = reasons.filter(([count]) => count > 0)
  if (named.length === 0) return null
  const total = named.reduce((sum, [count]) => sum + count, 0)
  return `${total} of ${coverage.expected} left out: ${named.map(([count, reason]) => `${count} ${reason}`).join(', ')}`
}

function actionLinks(line: ScorecardLine): Content {
  if (line.actions.length === 0) return '–'
  return html`${line.actions.map((a) => html`<a class="govuk-link app-scorecard__action" href="/plan/actions/${a.ref}">${a.ref}</a> `)}`
}

function detail(line: ScorecardLine, unit: Unit, reading: Reading): Html {
  const { kpi, figure } = line
  const rows: { key: string; value: Content }[] = [
    {
      key: 'Really changing?',
      value: variationTag({ variation: figure.variation, rising: figure.analysis.rising }),
    },
    { key: 'Can it be relied on to meet target?', value: assuranceTag({ assurance: figure.assurance }) },
  ]
  if (line.previous !== null)
    rows.push({ key: periodName(line.previous.period), value: formatFigure(kpi, line.previous) })
  if (line.sameMonthLastYear !== null)
    rows.push({
      key: periodName(line.sameMonthLastYear.period),
      value: formatFigure(kpi, line.sameMonthLastYear),
    })
  if (figure.computed !== null)
    rows.push({ key: 'Added up from teams', value: formatFigure(kpi, figure.computed) })
  const teams = figure.teamVariation
  if (teams !== null && (teams.improving ?? 0) + (teams.concerning ?? 0) > 0) {
    const all = Object.values(teams).reduce((sum, n) => sum + n, 0)
    rows.push({
      key: 'Teams',
      value: `${teams.improving ?? 0} of ${all} improving, ${teams.concerning ?? 0} concerning`,
    })
  }
  rows.push(
    {
      key: 'Counted',
      value: kpi.denominator === null ? kpi.numerator : `${kpi.numerator}, of ${kpi.denominator}`,
    },
    {
      key: 'Where this figure came from',
      value: html`<a class="govuk-link" href="${kpiAddress(unit.code, kpi.code, line.period, reading)}#lineage">${formatCell(kpi, figure)}: file and row, or the teams it adds</a>`,
    },
  )
  return summaryList({ rows: rows.map((r) => ({ key: r.key, value: r.value })) })
}
