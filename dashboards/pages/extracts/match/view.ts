import { html } from 'hono/html'
import { extractAddress } from '../../../addresses.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { columnsStep } from './columns-step.ts'
import type { MatchView } from './model.ts'
import { namesStep } from './names-step.ts'
import { tableStep } from './table-step.ts'

const steps = {
  table: { number: 1, question: 'Where the table stands' },
  columns: { number: 2, question: 'What each column holds' },
  names: { number: 3, question: 'What names and words mean' },
} as const

/** How a file whose shape is not ours is read, confirmed in three steps. Nothing is published here. */
export function matchView(view: MatchView): Html {
  const { frame, file, step, errors } = view
  const { number, question } = steps[step.is]
  const address = `${extractAddress(file.id)}/match`
  return page({
    ...frame,
    title: [question, 'Match', file.filename],
    section: '/extracts',
    wide: true,
    error: errors.length > 0,
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Extracts', href: '/extracts' },
      { text: `Extract ${file.id}`, href: extractAddress(file.id) },
    ],
    body: html`${errors.length === 0 ? null : errorSummary({ errors })}<span class="govuk-caption-l">Match ${file.filename}, step ${number} of 3</span>
<h1 class="govuk-heading-l">${question}</h1>
${number === 1 ? introduction(view) : null}${bodyOf(view, address)}`,
  })
}

function introduction({ from }: MatchView): Html {
  return html`<p class="govuk-body govuk-!-width-two-thirds">Say once how this file is read.
From then on every file with the same headings is read like this. It may
be uploaded, sent by another system or left in the drop folder. Nothing is published here.</p>
${
  from === null
    ? null
    : insetText({
        text: `The answers are filled in from the layout ‘${from.name}’, version ${from.version}. Change what is different in this file.`,
      })
}`
}

function bodyOf({ step, file, frame, errors }: MatchView, address: string): Html {
  switch (step.is) {
    case 'table':
      return tableStep(step, { address, csrfToken: frame.actor?.csrfToken ?? '' }, errors)
    case 'columns':
      return columnsStep(step, address, errors)
    case 'names':
      return namesStep(
        step,
        { address, file: file.filename, csrfToken: frame.actor?.csrfToken ?? '' },
        errors,
      )
  }
}
