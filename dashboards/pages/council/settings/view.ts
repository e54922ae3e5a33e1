import { html } from 'hono/html'
import { type LookField, lookFields } from '#domain/council/council-look.ts'
import { settingChangeWords, settingNames, settingWords } from '#domain/council/settings.ts'
import { type ShareName, shareNames } from '#domain/council/share.ts'
import { caseListAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { radios } from '../../../components/choices/choices.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { notificationBanner } from '../../../components/notification-banner/notification-banner.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import { timeline } from '../../../components/timeline/timeline.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import { lookForm, lookInForce } from './look-form.ts'
import type { SettingsView } from './model.ts'
import { shareForm, shareInForce } from './share-form.ts'

/** The current settings: the council's look and names, how files are published, and who changed what. */
export function settingsView(view: SettingsView): Html {
  const { frame, history, csrfToken, saved, errors } = view
  const faults = [
    ...Object.entries(errors).map(([field, text]) => ({
      text,
      href: `#${lookFields[field as LookField] ?? field}`,
    })),
    ...Object.entries(view.sentShare?.errors ?? {}).map(([field, text]) => ({
      text,
      href: `#${view.sentShare?.name}-${field}`,
    })),
  ]
  const look = { council: frame.council, typed: view.typed, errors }
  return page({
    ...frame,
    title: 'Settings',
    error: faults.length > 0,
    body: html`${saved ? notificationBanner({ text: 'The settings are saved.', success: true }) : null}
${faults.length > 0 ? errorSummary({ errors: faults }) : null}
<h1 class="govuk-heading-l">Settings</h1>
<h2 class="govuk-heading-m" id="look">The council</h2>
${csrfToken === null ? lookInForce(look) : lookForm(look, csrfToken)}
${csrfToken === null || faults.length > 0 ? null : onPaper(lookInForce(look))}
<h2 class="govuk-heading-m" id="publishing">Publishing</h2>
${csrfToken === null ? publishingInForce(view) : publishingForm(view, csrfToken)}
${csrfToken === null || faults.length > 0 ? null : onPaper(publishingInForce(view))}
<h2 class="govuk-heading-m" id="shares">Months that are not whole, and changes that may be chance</h2>
${
  Object.keys(view.sentShare?.errors ?? {}).length > 0 || view.sentShare?.tried
    ? shares(view)
    : phoneFold({ summary: 'The shares in force, and setting them', body: shares(view) })
}
<h2 class="govuk-heading-m" id="case-lists">Lists of names</h2>
<p class="govuk-body">A measure’s pages can link the case system’s own list of the names behind it.
<a class="govuk-link" href="${caseListAddress()}">Which lists are set</a></p>
<h2 class="govuk-heading-m" id="history">What was changed</h2>
${
  history.length === 0
    ? html`<p class="govuk-body">Nothing has been changed: these are the settings the service came with.</p>`
    : timeline({
        items: history.map(({ setting, value, from, measure, reason, by, at, dated }) => {
          const { title, said } = settingChangeWords(setting, value, from, measure)
          return {
            title,
            date: datedWords(at, dated),
            by,
            body: html`<p class="govuk-body">${said}${reason === null ? '' : `: ${reason}`}</p>`,
          }
        }),
      })
}`,
  })
}

function shares(view: SettingsView): Html {
  return html`${shareNames.map((name) => shareSection(name, view))}`
}

function shareSection(name: ShareName, { shares, sentShare, csrfToken }: SettingsView): Html {
  if (csrfToken === null) return shareInForce(name, shares[name])
  return html`${shareForm(name, shares[name], sentShare?.name === name ? sentShare : null, csrfToken)}
${onPaper(shareInForce(name, shares[name]))}`
}

/** What is in force, on paper, which shows no form. */
function onPaper(inForce: Html): Html {
  return html`<div class="app-on-paper">${inForce}</div>`
}

function publishingForm({ settings }: SettingsView, csrfToken: string): Html {
  return html`<form method="post" action="/admin/settings" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${settingNames.map((name) =>
  radios({
    name,
    legend: settingWords[name].title,
    legendSize: 's',
    items: [
      { value: 'yes', text: settingWords[name].on, checked: settings[name] },
      { value: 'no', text: settingWords[name].off, checked: !settings[name] },
    ],
  }),
)}
<p class="govuk-body">A setting holds for what is published from now on, whether from the pages, the drop folder,
the command line or the API. What already waits for approval still needs it.</p>
${button({ text: 'Save settings' })}
</form>`
}

function publishingInForce({ settings }: SettingsView): Html {
  return html`${summaryList({
    rows: settingNames.map((name) => ({
      key: settingWords[name].title,
      value: settings[name] ? settingWords[name].on : settingWords[name].off,
    })),
  })}
<p class="govuk-body">An administrator can change these.</p>`
}
