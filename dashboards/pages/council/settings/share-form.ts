/** Shares that apply from a month on: the current values, what setting one does, and the form. */
import { html } from 'hono/html'
import {
  datedShareWords,
  type ShareErrors,
  type ShareFields,
  type ShareName,
  shareEffect,
  shareWords,
  usualShares,
} from '#domain/council/share.ts'
import { monthsFrom, periodName } from '#domain/time/period.ts'
import type { ShareSetting } from '#server/record/settings.ts'
import type { OpensElsewhere } from '#server/settings/set-share.ts'
import { button } from '../../../components/button/button.ts'
import { select, textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'

/** What was typed into the form of one share, and its errors or its effect. */
export type SentShare = {
  name: ShareName
  typed: ShareFields
  errors: ShareErrors
  /** What it would do, if that was asked; null otherwise. */
  tried: { said: string; opens: readonly OpensElsewhere[] } | null
}

/** How many units are named of those whose pages would open on another month. */
const mostNamed = 10

/** The form of one share. */
export function shareForm(
  name: ShareName,
  setting: ShareSetting,
  sent: SentShare | null,
  csrfToken: string,
): Html {
  const { first, last } = setting.months
  const typed = sent?.typed ?? { percent: '', from: first, reason: '' }
  const errors = sent?.errors ?? {}
  const { title, hint, percent } = shareWords[name]
  return html`<form method="post" action="/admin/settings/share" novalidate>
<h3 class="govuk-heading-s" id="${name}">${title}</h3>
<p class="govuk-body">${hint}</p>
${inForceWords(name, setting)}
<p class="govuk-body">${shareEffect(name, setting.months)}</p>
${sent?.tried ? wouldDo(sent.tried) : null}
<input type="hidden" name="_csrf" value="${csrfToken}">
<input type="hidden" name="setting" value="${name}">
<input type="hidden" name="version" value="${setting.version}">
${textInput({ id: `${name}-percent`, name: 'percent', label: percent, value: typed.percent, inputmode: 'numeric', width: 3, error: errors.percent ?? null })}
${select({
  id: `${name}-from`,
  name: 'from',
  label: 'From which month on',
  error: errors.from ?? null,
  items: monthsFrom(first, last).map((month) => ({
    value: month,
    text: periodName(month),
    selected: month === typed.from,
  })),
})}
${textArea({ id: `${name}-reason`, name: 'reason', label: 'Why (required)', value: typed.reason, rows: 2, error: errors.reason ?? null })}
<div class="govuk-button-group">${button({ text: 'Set it' })}${button({
    text: 'See what it would change',
    secondary: true,
    name: 'dryRun',
    value: 'true',
  })}</div>
</form>`
}

/** The same, read-only. */
export function shareInForce(name: ShareName, setting: ShareSetting): Html {
  return summaryList({ rows: [{ key: shareWords[name].title, value: saidOf(name, setting).join('; ') }] })
}

function inForceWords(name: ShareName, setting: ShareSetting): Html {
  return html`<p class="govuk-body">Set: ${saidOf(name, setting).join('; ')}.</p>`
}

function saidOf(name: ShareName, { set }: ShareSetting): string[] {
  return [{ from: null, percent: usualShares[name] }, ...set].map(datedShareWords)
}

function wouldDo({ said, opens }: NonNullable<SentShare['tried']>): Html {
  const named = opens.slice(0, mostNamed).map(({ name, before, after }) => {
    const [from, to] = [before, after].map((month) => (month === null ? 'no month' : periodName(month)))
    return `${name} on ${to} instead of ${from}`
  })
  const rest = opens.length - named.length
  return insetText({
    text: html`Nothing is set yet. ${said}${
      named.length === 0
        ? ''
        : ` Pages would open otherwise today: ${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`
    }`,
  })
}
