import { html } from 'hono/html'
import { type SettingName, settingNames, settingWords } from '#domain/settings.ts'
import type { SettingsInForce } from '#server/reads/settings.ts'
import { button } from '../../components/button/button.ts'
import { radios } from '../../components/choices/choices.ts'
import { notificationBanner } from '../../components/notification-banner/notification-banner.ts'
import { summaryList } from '../../components/summary-list/summary-list.ts'
import { timeline } from '../../components/timeline/timeline.ts'
import type { Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import { publishedWords } from '../../layout/published-words.ts'
import type { PageFrame } from '../page.ts'

export type SettingsView = SettingsInForce & {
  frame: PageFrame
  /** The secret of the form; null for somebody who may read the settings and not change them. */
  csrfToken: string | null
  saved: boolean
}

/** The settings in force, a question each, and who changed what. */
export function settingsView(view: SettingsView): Html {
  const { frame, history, csrfToken, saved } = view
  return page({
    ...frame,
    title: 'Settings',
    section: '/admin/settings',
    body: html`${saved ? notificationBanner({ text: 'The settings are saved.', success: true }) : null}
<h1 class="govuk-heading-l">Settings</h1>
${csrfToken === null ? inForce(view) : form(view, csrfToken)}
<h2 class="govuk-heading-m">What was changed</h2>
${
  history.length === 0
    ? html`<p class="govuk-body">Nothing has been changed: these are the settings the service came with.</p>`
    : timeline({
        items: history.map(({ setting, value, by, at }) => ({
          title: settingWords[setting].title,
          date: publishedWords(at),
          by,
          body: html`<p class="govuk-body">${answer(setting, value)}</p>`,
        })),
      })
}`,
  })
}

function form({ settings }: SettingsView, csrfToken: string): Html {
  return html`<form method="post" action="/admin/settings" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${settingNames.map((name) =>
  radios({
    name,
    legend: settingWords[name].title,
    legendSize: 'm',
    items: [
      { value: 'yes', text: settingWords[name].on, checked: settings[name] },
      { value: 'no', text: settingWords[name].off, checked: !settings[name] },
    ],
  }),
)}
<p class="govuk-body">A setting holds for what is published from now on, whether from the pages, the drop folder, the command line or the API. What already waits for approval still needs it.</p>
${button({ text: 'Save settings' })}
</form>`
}

function inForce({ settings }: SettingsView): Html {
  return html`${summaryList({
    rows: settingNames.map((name) => ({
      key: settingWords[name].title,
      value: answer(name, settings[name]),
    })),
  })}
<p class="govuk-body">An administrator can change these.</p>`
}

function answer(setting: SettingName, value: boolean): string {
  return value ? settingWords[setting].on : settingWords[setting].off
}
