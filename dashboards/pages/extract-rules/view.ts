import { html } from 'hono/html'
import { problemCodes, warningCodes } from '#domain/extract-problem.ts'
import { problemRules, type RuleLevel, warningRules } from '#domain/extract-rules.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import type { Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import type { PageFrame } from '../page.ts'

export type ExtractRulesView = { frame: PageFrame }

const levels: readonly { level: RuleLevel; heading: string; note: string }[] = [
  { level: 'file', heading: 'The file', note: 'Looked at first: what cannot be read cannot be checked.' },
  { level: 'columns', heading: 'Its columns', note: 'Looked at before any row.' },
  { level: 'rows', heading: 'Its rows', note: 'Each cell by itself.' },
  {
    level: 'meaning',
    heading: 'What its rows mean',
    note: 'A row against the teams, the catalogue and the other rows.',
  },
]

/** Every check an extract goes through, made from the list the checks themselves use. */
export function extractRulesView({ frame }: ExtractRulesView): Html {
  return page({
    ...frame,
    title: 'How an extract is checked',
    section: '/help',
    wide: true,
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Help', href: '/help' },
    ],
    body: html`<h1 class="govuk-heading-l">How an extract is checked</h1>
<p class="govuk-body-l">A file is published whole or not at all. Every fault in it is named by row and column, nothing is guessed, and everything it changed can be taken back.</p>
<ul class="govuk-list">
<li><a class="govuk-link" href="#problems">Problems: what has to be put right first</a></li>
<li><a class="govuk-link" href="#warnings">Warnings: what a person has to have looked at</a></li>
</ul>
<h2 class="govuk-heading-m" id="problems">Problems</h2>
<p class="govuk-body">A file with one problem publishes nothing. All are found in one go, so that a file is corrected once.</p>
${levels.map(({ level, heading, note }) => problems(level, heading, note))}
<h2 class="govuk-heading-m" id="warnings">Warnings</h2>
<p class="govuk-body">A warning is a question. The file is published once a person has said that they have looked at each, and has given a reason where one is needed.</p>
${table(
  'Each warning',
  warningCodes.map((code) => ({ code, ...warningRules[code] })),
)}`,
  })
}

function problems(level: RuleLevel, heading: string, note: string): Html {
  const found = problemCodes.filter((code) => problemRules[code].level === level)
  return html`<h3 class="govuk-heading-s" id="${level}">${heading}</h3>
<p class="govuk-body">${note}</p>
${table(
  `Problems: ${heading.toLowerCase()}`,
  found.map((code) => ({ code, ...problemRules[code] })),
)}`
}

function table(
  caption: string,
  rules: readonly { code: string; rule: string; example: string; remedy: string }[],
): Html {
  return dataTable({
    caption,
    captionSize: 'hidden',
    columns: [
      { heading: 'What is asked', className: 'app-rules__rule' },
      { heading: 'What breaks it' },
      { heading: 'What to do' },
      { heading: 'Code' },
    ],
    rows: rules.map(({ code, rule, example, remedy }) => ({
      id: code,
      cells: [rule, example, remedy, html`<span class="app-rules"><code>${code}</code></span>`],
    })),
    dense: true,
    cards: true,
  })
}
