import { html } from 'hono/html'
import { problemCodes, warningCodes } from '#domain/extracts/problem.ts'
import { type ExtractRule, problemRules, type RuleLevel, warningRules } from '#domain/extracts/rules.ts'
import { plural } from '#domain/wording/plural.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { type SummaryRow, summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { ExtractRulesView } from './model.ts'

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

/** Every check that an extract goes through, made from the list that the checks themselves use. */
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
<p class="govuk-body-l">A file is published whole or not at all. Every fault in it is named by row and column,
nothing is guessed, and everything it changed can be taken back.</p>
<ul class="govuk-list">
<li><a class="govuk-link" href="#way">From a file to a scorecard: layouts, approval, a later time, taking back</a></li>
<li><a class="govuk-link" href="#problems">Problems: what has to be put right first</a></li>
<li><a class="govuk-link" href="#warnings">Warnings: what a person has to have looked at</a></li>
</ul>
${way()}
<h2 class="govuk-heading-m" id="problems">Problems</h2>
<p class="govuk-body">A file with one problem publishes nothing. All are found in one go, so that a file is corrected once.</p>
${levels.map(({ level, heading, note }) => problems(level, heading, note))}
<h2 class="govuk-heading-m" id="warnings">Warnings</h2>
<p class="govuk-body">A warning is a question. The file is published once a person has said that they have looked at
each, and has given a reason where one is needed.</p>
${table(
  'Each warning',
  warningCodes.map((code) => ({ code, isElsewhere: isProblem(code), ...warningRules[code] })),
)}`,
  })
}

/** What happens to a file besides its checks. */
function way(): Html {
  const items: SummaryRow[] = [
    {
      key: 'Layout',
      value:
        'How a file of another shape is read: where its table stands, what each column holds, which team each ' +
        'name is. A person says it once on the match page; from then on every file with the same headings is ' +
        'read so, however it comes. A layout is never applied where the headings differ.',
    },
    {
      key: 'Changes',
      value:
        'Before anything is published its page says which figures are new or different, which statuses change, ' +
        'and which signed-off months are touched. A figure that is published changes only with a reason; what was published, or signed off, can still be read.',
    },
    {
      key: 'Approval',
      value:
        'Where the council’s settings ask for it, a second person agrees. Nobody approves what they asked for themselves.',
    },
    {
      key: 'A later time',
      value:
        'A file may be published at a day and time. What was asked for is judged again then: ' +
        'where something has changed since, nothing is published and the file waits, with the reason.',
    },
    {
      key: 'Receipt',
      value:
        'Who published what and when, the checksum of the file, how many figures it changed, and the warnings that were accepted.',
    },
    {
      key: 'Taking back',
      value:
        'A published file can be taken back, with a reason. Each figure goes back to what it said before, ' +
        'as a new version; a figure that another file has changed since keeps what that file says. Nothing is deleted.',
    },
  ]
  return html`<h2 class="govuk-heading-m" id="way">From a file to a scorecard</h2>
${summaryList({ rows: items })}`
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

function isProblem(code: string): boolean {
  return (problemCodes as readonly string[]).includes(code)
}

function table(
  caption: string,
  rules: readonly ({ code: string; isElsewhere?: boolean } & Pick<
    ExtractRule,
    'rule' | 'example' | 'remedy'
  >)[],
): Html {
  return phoneFold({
    summary: html`${plural(rules.length, 'rule')}<span class="govuk-visually-hidden">: ${caption}</span>`,
    body: dataTable({
      caption,
      captionSize: 'hidden',
      columns: [
        { heading: 'What is asked', className: 'app-rules__rule' },
        { heading: 'What breaks it' },
        { heading: 'What to do' },
        { heading: 'Code' },
      ],
      rows: rules.map(({ code, isElsewhere, rule, example, remedy }) => ({
        // If a code is both a problem and a warning, its anchor leads to the problem.
        ...(isElsewhere === true ? {} : { id: code }),
        cells: [rule, example, remedy, html`<span class="app-rules"><code>${code}</code></span>`],
      })),
      dense: true,
      cards: true,
    }),
  })
}
