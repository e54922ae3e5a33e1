import { html } from 'hono/html'
import { button } from '../../../components/button/button.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { typedFields } from '../../kit/typed-fields.ts'
import type { KeptFormView } from './model.ts'

/** What was typed before the session ended, to look at and send. */
export function keptFormView({ frame, form }: KeptFormView): Html {
  const title = form === null ? 'Nothing is kept' : 'What you typed is kept'
  return page({
    ...frame,
    title,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
${form === null ? gone() : sendAgain(form, frame.actor?.csrfToken ?? '')}`,
  })
}

function gone(): Html {
  return html`<p class="govuk-body-l">A form is kept for ten minutes after your session has ended.</p>
<p class="govuk-body"><a class="govuk-link" href="/">Start again from your home page</a></p>`
}

function sendAgain({ action, fields }: NonNullable<KeptFormView['form']>, csrfToken: string): Html {
  return html`<p class="govuk-body-l">You were signed out before it was sent, so nothing has been saved yet.</p>
${insetText({ text: 'Check it, and send it within ten minutes. After that it is deleted.' })}
<form method="post" action="${action}" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${typedFields(fields.map((field) => ({ ...field, isShown: isText(field.value) })))}
${button({ text: 'Send it' })}
</form>
<p class="govuk-body"><a class="govuk-link" href="/">Leave it, and go to your home page</a></p>`
}

/** Words that somebody typed, as opposed to a code or a choice. */
function isText(value: string): boolean {
  return /\s/.test(value.trim())
}
