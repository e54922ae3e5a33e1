/** The details beneath a row: what the figure means, what to compare it with, what was said, what is being done, where it came
 * from. */

import { html } from 'hono/html'
import { redefinedWords } from '#domain/figures/definition.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { olderFigureWords } from '#domain/scorecard/commentary.ts'
import { ageOf } from '#domain/time/age.ts'
import { dayName, firstDay, lastDay, periodInSentence, periodName } from '#domain/time/period.ts'
import { findingOf } from '#domain/wording/finding.ts'
import {
  capital,
  formatBase,
  formatComputed,
  formatFigure,
  formatTarget,
  formatValue,
} from '#domain/wording/format.ts'
import { gapExplained } from '#domain/wording/gap-words.ts'
import { assuranceText } from '#domain/wording/phrase.ts'
import { leftOutWords } from '#domain/wording/wholeness-words.ts'
import { yearSoFarName, yearSoFarWords } from '#domain/wording/year-so-far-words.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import type { RowDetail } from '#server/reads/scorecard-detail.ts'
import { actionAddress, commentaryAddress, definitionAddress, extractAddress } from '../../../addresses.ts'
import { assuranceTag } from '../../../components/assurance-tag/assurance-tag.ts'
import { caseListLink } from '../../../components/case-list-link/case-list-link.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { sourceNote } from '../../../components/source-line/source-line.ts'
import { type SummaryRow, summaryList } from '../../../components/summary-list/summary-list.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../../html.ts'
import { datedWords } from '../../../words/published-words.ts'
import type { ScorecardView } from './model.ts'
import { kpiAddress } from './question.ts'
import { rowSource } from './source.ts'
import { sumOf } from './sum.ts'

/** The facts of one row, in the order in which a meeting asks for them. */
export function rowDetail(view: ScorecardView, line: ScorecardLine, detail: RowDetail | null): Html {
  const { scorecard, reading } = view
  const { kpi } = line
  const href = kpiAddress(scorecard.unit.code, kpi.code, line.period, reading)
  const rows: SummaryRow[] = [
    ...meaning(line, detail),
    ...held(line, detail),
    ...facts(line, view.scorecard.day),
    ...namesOf(view, line),
    { key: 'Commentary', value: commentaryOf(view, line) },
    { key: 'Plan actions', value: actionsOf(line) },
    { key: 'Where this figure came from', value: cameFrom(view, line, detail) },
    {
      key: 'To copy',
      value: sourceNote({ source: rowSource(scorecard, line) }),
    },
  ]
  return html`${summaryList({ rows })}<p class="govuk-body app-scorecard__open"><a class="govuk-link" href="${
    href
  }">See the chart of ${kpi.name}</a> · <a class="govuk-link" href="${definitionAddress(kpi.code)}">What it counts</a></p>`
}

/** Whether it is really changing, whether it is met reliably, and what would have met the target. */
function meaning({ kpi, figure }: ScorecardLine, detail: RowDetail | null): SummaryRow[] {
  const gap = gapExplained(kpi, figure)
  return [
    {
      key: 'Really changing?',
      value: html`${variationTag({
        variation: figure.variation,
        rising: figure.analysis.rising,
      })}<br><span class="app-scorecard__finding">${detail?.finding ?? findingOf(kpi, figure, [])}</span>`,
    },
    {
      key: 'Can it meet target?',
      value: assuranceTag({
        assurance: figure.assurance,
        word: assuranceText(figure, detail?.targetRecord ?? null),
      }),
    },
    ...(gap === null ? [] : [{ key: 'To meet the target', value: gap }]),
    ...(figure.judgedOn === 'three_months'
      ? [
          {
            key: 'Judged on',
            value: `The last three months, ${figure.judgedNumerator} of ${figure.judgedDenominator}: too few cases in one.`,
          },
        ]
      : []),
  ]
}

/** What the figure is compared with: its target, its past, the units above, other places with their years. */
function held(line: ScorecardLine, detail: RowDetail | null): SummaryRow[] {
  const { kpi, previous, sameMonthLastYear, serviceFigure } = line
  const rows: SummaryRow[] = [{ key: 'Target', value: targetWords(line, detail) }]
  for (const figure of [previous, sameMonthLastYear])
    if (figure !== null) rows.push({ key: periodName(figure.period), value: formatFigure(kpi, figure) })
  if (line.yearToDate !== null)
    rows.push({ key: yearSoFarName(line.yearToDate), value: yearSoFarWords(kpi, line.yearToDate) })
  if (line.redefined !== null)
    rows.push({
      key: capital(redefinedWords(line.redefined)),
      value: 'Those months are not compared with this one.',
    })
  for (const place of [detail?.service, detail?.council])
    if (place)
      rows.push({
        key: place.unit.name,
        value: html`${formatFigure(kpi, place.figure)}${
          place.unit.kind === 'service' && serviceFigure !== null
            ? html` <span class="app-scorecard__aside">Beside it, since the team’s own base is too small to judge.</span>`
            : null
        }`,
      })
  for (const { geography, year, value, published, among } of detail?.elsewhere ?? [])
    rows.push({
      key: geography,
      value: `${formatValue(kpi, value)} in ${year}, published yearly${published === null ? '' : `; ${published} of ${among} published it`}`,
    })
  return rows
}

function targetWords({ kpi, figure }: ScorecardLine, detail: RowDetail | null): string {
  if (figure.target === null)
    return kpi.good === 'neither' ? 'None: it is watched, not judged.' : 'None is set for this month.'
  const floor =
    figure.floor === null ? '' : `; close from ${formatValue(kpi, figure.floor)}, missed past that`
  const target = detail?.target ?? null
  const since = target === null ? '' : `, since ${periodInSentence(target.from)}`
  const source = target === null || target.source === '' ? '' : `. Where it comes from: ${target.source}`
  return `${formatTarget(kpi, figure.target)}${since}${floor}${source}`
}

/** What a reader must know before using the figure. */
function facts(line: ScorecardLine, day: string): SummaryRow[] {
  const { kpi, figure } = line
  const left = leftOutWords(figure, line.missing)
  const teams = figure.teamVariation
  const said: [string, Content | null][] = [
    ['Known issue', line.knownIssue],
    ['Will not come', line.neverComing.length === 0 ? null : line.neverComing.join('; ')],
    ['Left out', left],
    ['Restated', line.restated ? 'An earlier publication gave another figure.' : null],
    [
      'Not in the service’s total',
      line.notAdded
        ? 'Another team counts these children, so the service’s total leaves them out here.'
        : null,
    ],
    ['Added up from teams', formatComputed(kpi, figure)],
    [
      'Latest week',
      line.latestWeek === null
        ? null
        : `Beginning ${dayName(firstDay(line.latestWeek.period))}, ended ${ageOf(lastDay(line.latestWeek.period), day)}: ${formatFigure(kpi, line.latestWeek)}`,
    ],
    [
      'In its teams',
      teams === null
        ? null
        : `${teams.improving ?? 0} of ${Object.values(teams).reduce((sum, n) => sum + n, 0)} improving, ${teams.concerning ?? 0} concerning`,
    ],
    ['Counted', kpi.denominator === null ? kpi.numerator : `${kpi.numerator}, of ${kpi.denominator}`],
  ]
  return said.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]))
}

/** Where the case system lists the names behind the figure. */
function namesOf({ caseLists }: ScorecardView, { kpi }: ScorecardLine): SummaryRow[] {
  const list = caseLists.get(kpi.code)
  return list === undefined ? [] : [{ key: 'Names', value: caseListLink({ list }) }]
}

/** The address of the form for commentary on a row's month. */
export function lineCommentaryAddress(view: ScorecardView, kpi: string): string {
  const { unit, period } = view.scorecard
  return commentaryAddress(unit.code, kpi, period)
}

/** The commentary on a measure this month; undefined if there is none. */
export function commentaryFor(view: ScorecardView, kpi: string): Commentary | undefined {
  return view.commentary.find((c) => c.kpi === kpi)
}

/** The remark beside commentary on figures that have changed since; null if they have not. */
export function olderCommentary({ scorecard }: ScorecardView, said: Commentary): string | null {
  return olderFigureWords(said.recordedAt.toISOString(), said.figuresChanged, scorecard.signOff?.versions)
}

function commentaryOf(view: ScorecardView, { kpi, figure, period }: ScorecardLine): Html {
  const said = commentaryFor(view, kpi.code)
  if (said === undefined && figure.state === 'not_reported')
    return html`No figure has come for ${periodName(period)}: there is nothing to explain.`
  const link = view.may.comment
    ? html` <a class="govuk-link app-no-print" href="${lineCommentaryAddress(view, kpi.code)}">${
        said === undefined ? 'Add' : 'Change'
      }<span class="govuk-visually-hidden"> commentary on ${kpi.name}</span></a>`
    : null
  if (said === undefined) return html`No commentary yet.${link}`
  const older = olderCommentary(view, said)
  const written = ({ byName, recordedAt, dated }: (typeof said.notes)[number] | Commentary) =>
    `${byName}, ${datedWords(recordedAt, dated)}`
  const writtenBy = (note: (typeof said.notes)[number]) =>
    html`<span class="app-scorecard__aside">${written(note)}</span>`
  return html`<span class="app-scorecard__said">${said.body}</span> <span class="app-scorecard__aside">${written(said)}${
    older === null ? null : `. ${older}`
  }</span>${said.notes.map(
    (note) => html`<br><span class="app-scorecard__said">Note: ${note.body}</span> ${writtenBy(note)}`,
  )}${link}`
}

function actionsOf({ actions }: ScorecardLine): Content {
  if (actions.length === 0) return 'No action of the plan is linked.'
  return html`<ul class="govuk-list app-scorecard__linked">${actions.map(
    (a) =>
      html`<li><a class="govuk-link" href="${actionAddress(a.ref)}">${a.ref}</a> ${a.summary} <span class="app-scorecard__aside">Delivery: ${deliveryRatingTag(
        { rating: a.rating },
      )}${a.live ? null : ', not rated or updated lately'}</span></li>`,
  )}</ul>`
}

function cameFrom(view: ScorecardView, line: ScorecardLine, detail: RowDetail | null): Html {
  const { kpi } = line
  const { scorecard, reading } = view
  const whole = html`<a class="govuk-link" href="${kpiAddress(
    scorecard.unit.code,
    kpi.code,
    line.period,
    reading,
  )}#lineage">All of it<span class="govuk-visually-hidden"> for ${kpi.name}</span></a>`
  const sum = detail === null ? null : sumOf(view, line, detail)
  const received = detail?.received ?? null
  if (received === null && sum === null) {
    return html`${
      line.figure.state === 'not_reported'
        ? `Nothing was received for ${periodName(line.period)}.`
        : 'From the council’s monthly extracts.'
    } ${whole}`
  }
  const row = received === null ? null : `${received.filename}, row ${received.row}`
  return html`${
    received === null || row === null
      ? null
      : html`${formatBase(kpi, received) || formatFigure(kpi, { ...received, ...notAdded })}, from ${
          view.may.extracts
            ? html`<a class="govuk-link" href="${extractAddress(received.extractId)}?row=${received.row}#row-${received.row}">${row}</a>`
            : row
        }, published ${datedWords(received.publishedAt, view.frame.today)} by ${received.publishedBy}${
          received.version > 1 ? `, version ${received.version}` : null
        }${received.reason === null ? null : `: ${received.reason}`}. `
  }${sum} ${whole}`
}
