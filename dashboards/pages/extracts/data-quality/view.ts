import { html } from 'hono/html'
import { completenessFinding, neverWords, stoppedOfMeasure } from '#domain/extracts/completeness.ts'
import { isOverdue } from '#domain/extracts/return-completeness.ts'
import { dayName, periodName, shortMonth } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { plural } from '#domain/wording/plural.ts'
import type { DataQuality, KpiQuality } from '#server/reads/data-quality.ts'
import { definitionAddress } from '../../../addresses.ts'
import { titledFreshness } from '../../../charts/freshness/freshness.ts'
import { chartDownloads, chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { stoppedWeeks } from '../../../components/stopped-weeks/stopped-weeks.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { fileLinks } from '../kit/words.ts'
import { disagreements } from './disagreements.ts'
import { completenessSentence } from './freshness.ts'
import type { DataQualityView } from './model.ts'

/** Whether the data has arrived, who is waiting for it, and what each measure lacks. */
export function dataQualityView(view: DataQualityView): Html {
  const { frame, quality, returns } = view
  const { period, files } = quality
  return page({
    ...frame,
    title: 'Data quality',
    section: '/extracts',
    wide: true,
    footer: { source: 'monthly KPI extracts of the data team' },
    printFooter: `Data quality · ${dayName(quality.day)}`,
    body: html`<div class="app-page-heading"><h1 class="govuk-heading-l">Data quality</h1>
${fileLinks('/data-quality')}</div>
<p class="govuk-body-l">${completenessSentence(quality)}.</p>
${stoppedWeeks({ stopped: quality.kpis.flatMap((k) => k.stopped) })}
${
  period === null
    ? insetText({
        text: 'No month with a scorecard has ended yet. Its data sets will stand here when they are due.',
      })
    : html`${waiting(quality, period)}
<p class="govuk-body"><a class="govuk-link" href="/data-quality/missing?period=${period}">Which figures are missing
for ${periodName(period)}, and what was said of them</a></p>
${earlier(quality, period)}
${grid(returns)}
${measures(quality, period)}`
}
${disagreements(quality.rules)}
<h2 class="govuk-heading-m" id="files">Files</h2>
<p class="govuk-body">${plural(files.received, 'file')} received in these months. ${
      files.rejected === 0
        ? 'None was rejected'
        : `${plural(files.rejected, 'was', 'were')} rejected, with ${plural(files.problems, 'problem')}`
    }; ${plural(files.warningsAccepted, 'warning')} accepted. <a class="govuk-link" href="/extracts">All files</a></p>`,
  })
}

function waiting({ waiting: teams }: DataQuality, period: string): Html {
  if (teams.length === 0)
    return html`<h2 class="govuk-heading-m" id="waiting">Who is waiting</h2>
<p class="govuk-body">Nobody: every team’s scorecard for ${periodName(period)} has all its figures that are to come.</p>`
  return html`<h2 class="govuk-heading-m" id="waiting">Who is waiting: ${plural(
    teams.length,
    'team',
    'teams',
  )} without every figure for ${periodName(period)}</h2>
${dataTable({
  caption: `Teams whose scorecard for ${periodName(period)} lacks figures`,
  captionSize: 'hidden',
  columns: [
    { heading: 'Team' },
    { heading: 'Figures missing', numeric: true },
    { heading: 'Of the data sets' },
  ],
  rows: teams.map((t) => ({ cells: [t.unit, formatNumber(t.missing), t.returns.join(', ')] })),
  dense: true,
  cards: true,
})}`
}

/** Months before the one shown that still lack figures. */
function earlier({ months }: DataQuality, period: string): Html | null {
  const lacking = months.filter((m) => m.period < period && m.returns.some(isOverdue))
  if (lacking.length === 0) return null
  return html`<h2 class="govuk-heading-m" id="earlier">Still missing from earlier months</h2>
<ul class="govuk-list govuk-list--bullet">
${lacking.map(
  (m) =>
    html`<li><a class="govuk-link" href="/data-quality/missing?period=${m.period}">${completenessFinding(m.returns, m.period)}</a></li>\n`,
)}</ul>`
}

/** The grid as a table: words in every cell, and a mark if something was late. */
function grid(returns: DataQualityView['returns']): Html {
  const months = [...new Set(returns.rows.map((r) => r.period))].sort()
  const { subtitle } = titledFreshness(returns)
  return html`<h2 class="govuk-heading-m" id="freshness">When each data set was complete</h2>
<p class="govuk-body">In days from the day it was due to the one on which its last figure came.
Beneath it: how many figures were changed since they were first published.</p>
${dataTable({
  caption: subtitle,
  captionSize: 'hidden',
  columns: ['Data set', ...months.map(shortMonth)].map((heading) => ({ heading })),
  rows: [...Map.groupBy(returns.rows, (r) => r.code).values()].map((own) => ({
    cells: [
      own[0]?.name ?? '',
      ...months.map((month) => {
        const given = own.find((r) => r.period === month)
        if (given === undefined) return '–'
        return html`${
          given.late
            ? html`<strong class="app-fresh__late">${glyph({ name: 'warning' })} ${given.came}</strong>`
            : given.came
        }${
          given.restated === 0
            ? null
            : html`<span class="app-fresh__restated">${given.restated} changed</span>`
        }`
      }),
    ],
  })),
  dense: true,
  scrollLabel: 'When each data set was complete: table, scrolls sideways',
})}
${chartLinks(chartDownloads('freshness', ''))}`
}

/** The measures that need a remark before they are read, then all the others behind a summary. */
function measures({ kpis }: DataQuality, period: string): Html {
  const noted = kpis.filter(
    (k) => k.missing.length + k.never.length + k.stopped.length > 0 || k.issues.length > 0,
  )
  const others = kpis.filter((k) => !noted.includes(k))
  return html`<h2 class="govuk-heading-m" id="measures">What to know of a measure in ${periodName(period)}</h2>
${
  noted.length === 0
    ? html`<p class="govuk-body">Every measure has all its figures, and none has a known issue.</p>`
    : measureTable(noted, `Measures without every figure or with a known issue, ${periodName(period)}`)
}
${
  others.length === 0
    ? null
    : details({
        summary: `${noted.length === 0 ? 'All' : 'The other'} ${plural(others.length, 'measure')}, with owners`,
        body: measureTable(others, `Measures with all their figures, ${periodName(period)}`),
      })
}`
}

function measureTable(kpis: readonly KpiQuality[], caption: string): Html {
  return dataTable({
    caption,
    captionSize: 'hidden',
    columns: [
      { heading: 'Measure' },
      { heading: 'Data set and owner' },
      { heading: 'Teams in' },
      { heading: 'Known issues' },
      { heading: 'Definition' },
    ],
    rows: kpis.map((k) => ({ id: `kpi-${k.kpi.code}`, cells: cells(k) })),
    dense: true,
    cards: true,
  })
}

/** Teams whose figure will not come. Teams with the same reason share one remark. */
function neverRemarks(never: KpiQuality['never']): Html[] {
  return [...Map.groupBy(never, neverWords)].map(
    ([why, teams]) =>
      html` <span class="app-remark">${nameList(teams.map(({ unit }) => unit))} will not come: ${why}</span>`,
  )
}

function cells(quality: KpiQuality): (string | Html)[] {
  const { kpi, returnName, ownerRole, expected, missing, never, stopped, definedSince, issues } = quality
  const stops =
    stopped.length === 0 ? null : html` <span class="app-remark">weekly: ${stoppedOfMeasure(stopped)}</span>`
  return [
    html`<a class="govuk-link" href="${definitionAddress(kpi.code)}">${kpi.name}</a>`,
    html`${returnName} <span class="app-remark">${ownerRole}</span>`,
    expected === 0
      ? html`None due${stops}`
      : missing.length + never.length === 0
        ? html`All ${expected}${stops}`
        : html`<strong>${expected - missing.length - never.length} of ${expected}</strong>${
            missing.length === 0
              ? null
              : html` <span class="app-remark">without: ${missing.join(', ')}</span>`
          }${neverRemarks(never)}${stops}`,
    issues.length === 0
      ? '–'
      : html`${issues.map(
          (i) =>
            html`<p class="app-fresh__issue">${
              i.unit === null ? null : html`<strong>${i.unit}:</strong> `
            }${i.note} <span class="app-remark">since ${periodName(i.from)}</span></p>`,
        )}`,
    definedSince === null ? 'Unchanged' : `Since ${periodName(definedSince)}`,
  ]
}
