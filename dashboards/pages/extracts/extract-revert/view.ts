import { html } from 'hono/html'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { extractAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textArea } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { changedValues, effectList } from '../kit/effects.ts'
import { secretField } from '../kit/words.ts'
import type { ExtractRevertView, NamedPlace } from './model.ts'

/** The page of changes in reverse: what reverting a file would change, and the reason for it. */
export function extractRevertView(view: ExtractRevertView): Html {
  const { frame, receipt, effects, error, reason } = view
  const address = extractAddress(receipt.id)
  const title = `Take back ${receipt.filename}`
  return page({
    ...frame,
    title: [title, 'Extract'],
    section: '/extracts',
    wide: true,
    error: error !== null,
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Extracts', href: '/extracts' },
      { text: receipt.filename, href: address },
    ],
    body: html`${error === null ? null : errorSummary({ errors: [error] })}
<span class="govuk-caption-l">Extract ${receipt.id}</span>
<h1 class="govuk-heading-l app-file">${title}</h1>
<p class="govuk-body-l">Each figure goes back to what it said before this file, as a new version. Nothing is deleted:
what the file said stays readable, and it can be uploaded again.</p>
${effectList(effects, 'back')}
${changedValues(effects, 'back')}
${kept('Left as they are', 'Another file has restated these since. They keep what it says.', view.left, effects.changes.totals.left)}
${kept(
  'Repeated by a later file',
  'A later file said the same of these, so they are still this file’s figures and go back too.',
  view.repeatedLater,
  effects.changes.totals.repeatedLater,
)}
<form method="post" action="${address}/revert" novalidate>
${secretField(frame.actor?.csrfToken)}
${textArea({
  label: 'Why it is taken back (required)',
  name: 'reason',
  hint: 'Kept with the receipt. Everybody who opens a scorecard that it changed can read it. No names of children or staff.',
  rows: 3,
  value: reason,
  error: error?.href === '#reason' ? error.text : null,
})}
<div class="govuk-button-group">${button({ text: 'Take it back', warning: true })}<a class="govuk-link" href="${address}">Leave it published</a></div>
</form>`,
  })
}

const shown = 20

function kept(heading: string, words: string, places: readonly NamedPlace[], total: number): Html | null {
  if (places.length === 0) return null
  return html`<h2 class="govuk-heading-m">${heading}</h2>
<p class="govuk-body">${words}</p>
${insetText({
  text: html`${plural(total, 'figure')}: ${places
    .slice(0, shown)
    .map(({ unitName, kpi, period }) => `${unitName}, ${kpi}, ${periodName(period)}`)
    .join('; ')}${total > shown ? ' and more' : ''}`,
})}`
}
