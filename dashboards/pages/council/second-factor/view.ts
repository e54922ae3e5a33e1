import { html } from 'hono/html'
import { button } from '../../../components/button/button.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { SecondFactorView } from './model.ts'

/** The code of an authenticator app, after the password; the first time also how to set the app up. */
export function secondFactorView({ frame, setup, fault }: SecondFactorView): Html {
  const title = setup === null ? 'Enter your code' : 'Set up your second factor'
  return page({
    ...frame,
    title,
    error: fault !== null,
    body: html`${fault === null ? null : errorSummary({ errors: [{ text: fault, href: '#code' }] })}
<h1 class="govuk-heading-l">${title}</h1>
${setup === null ? null : steps(setup)}
<form method="post" action="/sign-in/second-factor" novalidate>
${textInput({
  label: 'Code of six digits',
  name: 'code',
  hint: 'Your app shows a new one every 30 seconds.',
  inputmode: 'numeric',
  autocomplete: 'one-time-code',
  width: 10,
  error: fault,
})}
${button({ text: setup === null ? 'Sign in' : 'Set it up and sign in' })}
</form>
<p class="govuk-body">Lost your phone? An administrator gives you a new link. <a class="govuk-link" href="/sign-in">Start again</a></p>`,
  })
}

function steps({ key, address, picture }: NonNullable<SecondFactorView['setup']>): Html {
  return html`<p class="govuk-body-l">Your role can change what everybody sees, so a password alone is not enough.</p>
<ol class="govuk-list govuk-list--number">
<li>Open an app that makes codes on your phone. Microsoft and Google each have one.</li>
<li>Add an account there, and point the camera at this square:
${qrPicture(picture)}
<p class="govuk-body">No camera? Enter this key instead, based on time:</p>
<div class="govuk-inset-text"><strong class="app-second-factor__key">${key}</strong></div></li>
<li>Enter the code that the app shows.</li>
</ol>
<p class="govuk-body">Is the app on this device? <a class="govuk-link" href="${address}">Open the key in the app</a></p>`
}

/** Dark on white whatever the colours of the page: a reader looks for that contrast. */
function qrPicture({ size, path }: { size: number; path: string }): Html {
  return html`<svg class="app-second-factor__picture" viewBox="0 0 ${size} ${size}" width="240" height="240" role="img"
aria-label="QR code of the key below" shape-rendering="crispEdges"><path fill="white" d="M0 0h${size}v${size}H0z"/><path fill="black" d="${path}"/></svg>`
}
