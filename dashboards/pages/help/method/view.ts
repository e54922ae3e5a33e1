import { html } from 'hono/html'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { changing, course, errors, verdicts } from './changing.ts'
import { comparison } from './comparison.ts'
import { councilSettings } from './council-settings.ts'
import { rollingUp, smallNumbers, statuses } from './figures.ts'
import type { MethodView } from './model.ts'
import { nhsPackage } from './nhs-package.ts'
import { counting, days, headlineChoice, plan } from './practice.ts'
import { texts } from './texts.ts'

const contents = [
  ['counting', 'What is counted, and when it is known'],
  ['rolling-up', 'How teams are added up'],
  ['statuses', 'Against target'],
  ['small', 'Small numbers'],
  ['texts', 'What people write'],
  ['changing', 'Is it really changing?'],
  ['course', 'Where the line is going'],
  ['errors', 'How often that is wrong, and what it finds'],
  ['verdicts', 'Variation and assurance'],
  ['nhs', 'The NHS package, and how to ask for it'],
  ['comparing', 'Comparing teams'],
  ['chosen', 'Going well, and needs a conversation'],
  ['days', 'Working days and due days'],
  ['plan', 'The improvement plan'],
  ['settings', 'What a council can set'],
] as const

/** Every rule in plain words. The numbers are those that the rules use, and the rules calculate the examples. */
export function methodView({ frame, kpis }: MethodView): Html {
  return page({
    ...frame,
    title: 'How figures are judged',
    upright: true,
    section: '/help',
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Help', href: '/help' },
    ],
    body: html`<h1 class="govuk-heading-l">How figures are judged</h1>
<p class="govuk-body-l">Each figure is computed once, when its extract is published, and stored. Every page, table, chart and export shows that one result.</p>
<p class="govuk-body">The numbers on this page are the ones the rules use, and its examples are worked by the rules themselves as the page is written.</p>
<nav aria-labelledby="contents"><h2 class="govuk-heading-s" id="contents">On this page</h2>
<ol class="govuk-list app-method__contents">${contents.map(([id, text]) => html`<li><a class="govuk-link" href="#${id}">${text}</a></li>\n`)}</ol></nav>
<div class="app-method">
${counting()}
${rollingUp()}
${statuses()}
${smallNumbers(kpis)}
${texts()}
${changing()}
${course()}
${errors()}
${verdicts()}
${nhsPackage()}
${comparison()}
${headlineChoice()}
${days()}
${plan()}
${councilSettings()}
</div>`,
  })
}
