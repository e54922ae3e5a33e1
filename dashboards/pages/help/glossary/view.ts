import { html } from 'hono/html'
import { type Kpi, type Target, targetFor } from '#domain/catalogue/kpi.ts'
import { askedDimensions, subjectGaps } from '#domain/scorecard/scorecard-order.ts'
import { formatTarget } from '#domain/wording/format.ts'
import { dimensionQuestions, subjectWords } from '#domain/wording/words.ts'
import { definitionAddress } from '../../../addresses.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { formulaOf } from '../../kit/measure-facts.ts'
import type { GlossaryView } from './model.ts'

/** Every measure by subject, with the target now in force. */
export function glossaryView({ frame, month, kpis, targets }: GlossaryView): Html {
  const subjects = Map.groupBy(kpis, (k) => k.subject)
  const core = kpis.filter((k) => k.core).length
  return page({
    ...frame,
    title: 'Glossary of measures',
    upright: true,
    section: '/help',
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Help', href: '/help' },
    ],
    body: html`<h1 class="govuk-heading-l">Glossary of measures</h1>
<p class="govuk-body-l">${kpis.length} measures, ${core} of them core: those are on every scorecard they apply to, and the rest are behind one link.</p>
${
  kpis.length === 0
    ? insetText({ text: 'The catalogue is empty. The data team loads it with npm run scorecard -- seed.' })
    : phoneFold({
        summary: `${kpis.length} measures by subject, with their targets`,
        body: dataTable({
          caption: 'Measures by subject, with the target now in force',
          captionSize: 'hidden',
          columns: [
            { heading: 'Code', className: 'app-glossary__code' },
            { heading: 'Measure' },
            { heading: 'It answers' },
            { heading: 'Target' },
          ],
          groups: [...subjects].map(([subject, own]) => ({
            heading: subjectWords[subject] ?? subject,
            rows: own.map((kpi) => ({
              id: kpi.code,
              cells: [
                kpi.code,
                html`<a class="govuk-link" href="${definitionAddress(kpi.code)}">${kpi.name}</a>${
                  kpi.core ? null : html` <span class="app-glossary__more">not core</span>`
                } <span class="app-glossary__what">${formulaOf(kpi)}</span>`,
                dimensionQuestions[kpi.dimension],
                targetWords(kpi, targetFor(targets, kpi.code, month)),
              ],
            })),
          })),
          dense: true,
          cards: true,
        }),
      })
}
${kpis.length === 0 ? null : chartLinks(tableLinks('/help/kpis'))}
${notAsked(kpis, targets, month)}`,
  })
}

/** The subjects that have a target under one question, and no measure under another. A gap is shown, never filled in. */
function notAsked(kpis: readonly Kpi[], targets: readonly Target[], month: string): Html | null {
  const gaps = subjectGaps(
    kpis.map((kpi) => ({ kpi, figure: { target: targetFor(targets, kpi.code, month)?.target ?? null } })),
  )
  const rows = askedDimensions.flatMap((dimension) => {
    const subjects = gaps[dimension].map((subject) => subjectWords[subject] ?? subject)
    return subjects.length === 0 ? [] : [{ key: dimensionQuestions[dimension], value: subjects.join(', ') }]
  })
  if (rows.length === 0) return null
  return html`<section aria-labelledby="not-asked"><h2 class="govuk-heading-m" id="not-asked">What no measure asks yet</h2>
<p class="govuk-body">Subjects with a target under another question, and no measure under this one.</p>
${summaryList({ rows })}</section>`
}

function targetWords(kpi: Kpi, target: Target | null): string {
  return target === null ? 'None' : formatTarget(kpi, target.target)
}
