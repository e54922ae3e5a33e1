/** "Commentary and what happened": the team's commentary month by month, what happened, what is known to be wrong, and what was found. */
import { html } from 'hono/html'
import { signature } from '#domain/meetings/answering-role.ts'
import { olderFigureWords } from '#domain/scorecard/commentary.ts'
import { dayName, periodInSentence, periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import { actionAddress, baselineAddress, commentaryAddress } from '../../../addresses.ts'
import { details } from '../../../components/details/details.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { timeline } from '../../../components/timeline/timeline.ts'
import type { Html } from '../../../html.ts'
import { writtenWords } from '../kit/baseline-words.ts'
import type { KpiView } from './model.ts'
import { section } from './section.ts'

/** The number of months of commentary shown. */
const commentaryShown = 6

export function contextSection(view: KpiView): Html {
  return section('behind', html`${commentary(view)}${happened(view)}${known(view)}${found(view)}`)
}

function commentary({ commentary: said, series, comments, adds, isInside }: KpiView): Html | null {
  const { unit, kpi, last } = series
  // A team's commentary is for readers inside the service only.
  if (!isInside) return null
  const hasThisMonth = said.some((c) => c.period === last.period)
  const isAsked = hasThisMonth || last.state !== 'not_reported'
  const form = commentaryAddress(unit.code, kpi.code, last.period)
  const add =
    comments && isAsked && series.grain === 'monthly'
      ? html`<p class="govuk-body app-no-print"><a class="govuk-link" href="${form}">${
          hasThisMonth ? 'Change or add to the' : 'Add'
        } commentary on ${periodName(last.period)}</a></p>`
      : null
  const rest = said.length - commentaryShown
  return html`<h3 class="govuk-heading-s">Commentary</h3>
${
  hasThisMonth || series.grain !== 'monthly'
    ? null
    : html`<p class="govuk-body">${
        isAsked
          ? `No commentary for ${periodName(last.period)} yet.`
          : `No figure has come for ${periodName(last.period)}: there is nothing to explain.`
      }</p>`
}${said.length === 0 ? null : timeline({ items: said.slice(0, commentaryShown).map(saidItem), headingLevel: 4 })}
${
  rest > 0
    ? details({
        summary: `Read the commentary of ${plural(rest, 'earlier month')}`,
        body: timeline({ items: said.slice(commentaryShown).map(saidItem), headingLevel: 4 }),
      })
    : null
}${adds || comments ? add : null}`
}

function saidItem({ period, body, byName, byRole, recordedAt, dated, notes, figuresChanged }: Commentary) {
  const older = olderFigureWords(recordedAt.toISOString(), figuresChanged)
  return {
    title: periodName(period),
    date: `${signature({ byName, byRole })}, ${dayName(dated)}`,
    body: html`<p class="govuk-body app-kpi__said">${body}</p>${
      older === null ? null : html`<p class="govuk-body-s">${older}</p>`
    }${notes.map(
      (note) =>
        html`<p class="govuk-body app-kpi__said">Added ${dayName(note.dated)} by ${note.byName}: ${note.body}</p>`,
    )}`,
  }
}

/** Notes on the time axis: they are on the chart, and here in words. */
function happened({ series, setsBaselines }: KpiView): Html {
  const { annotations, baselines, last, kpi, unit, grain } = series
  const until = annotations.filter((a) => a.period <= last.period).reverse()
  const form = baselineAddress(unit.code, kpi.code, 'new')
  const withdrawn = baselines.filter((b) => b.withdrawal !== null)
  return html`<h3 class="govuk-heading-s">What happened</h3>
${
  until.length === 0
    ? html`<p class="govuk-body">No event is noted in these months.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${until.map(
        (a) =>
          html`<li>${periodName(a.period)}: ${a.kind === 'rebase' ? 'new baseline, ' : ''}${a.text}</li>\n`,
      )}</ul>`
}${withdrawn.map(
  (b) =>
    html`<p class="govuk-body">A baseline from ${periodInSentence(b.from)} was withdrawn on ${
      b.withdrawal === null ? '' : writtenWords(b.withdrawal)
    }: <span class="app-kpi__said">${b.withdrawal?.reason ?? ''}</span>
<a class="govuk-link app-no-print" href="${baselineAddress(unit.code, kpi.code, b.id)}">About this baseline</a></p>`,
)}${
  setsBaselines && series.limits !== 'none' && series.step === null
    ? html`<p class="govuk-body app-no-print"><a class="govuk-link" href="${form}?grain=${grain}">Set a new baseline</a></p>`
    : null
}`
}

function known({ knownIssues }: KpiView): Html | null {
  if (knownIssues.length === 0) return null
  return html`<h3 class="govuk-heading-s" id="known">Known faults in the data</h3>
${knownIssues.map((note) => insetText({ text: note }))}`
}

/** What audits and sampling found, as recorded in the plan. */
function found({ findings }: KpiView): Html | null {
  if (findings.length === 0) return null
  return html`<h3 class="govuk-heading-s">What audits found</h3>
<ul class="govuk-list govuk-list--bullet">${findings.map(
    (f) =>
      html`<li>${f.statement} <span class="app-kpi__source">${f.source}${
        f.datedOn === null ? null : html`, ${dayName(f.datedOn)}`
      }${
        f.action === null
          ? null
          : html`, evidence of <a class="govuk-link" href="${actionAddress(f.action)}">${f.action}</a>`
      }</span></li>\n`,
  )}</ul>`
}
