/** The texts that a reader may release to the board, and which of them are. */
import { html } from 'hono/html'
import { textKinds } from '#domain/suppression/released-text.ts'
import { smallNumberAdvice } from '#domain/suppression/small-number-advice.ts'
import { firstLine } from '#domain/wording/first-line.ts'
import { plural } from '#domain/wording/plural.ts'
import type { ReleasableText } from '#server/reads/written-texts.ts'
import { actionAddress, unitAddress } from '../../../addresses.ts'
import { asAtBanner } from '../../../components/as-at-banner/as-at-banner.ts'
import { button } from '../../../components/button/button.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable, foldedRows } from '../../../components/data-table/data-table.ts'
import { select } from '../../../components/form-fields/form-fields.ts'
import { phoneFoldLine } from '../../../components/phone-fold/phone-fold.ts'
import { releaseControl, releaseWords } from '../../../components/release-control/release-control.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import { kindWords } from './kind-words.ts'
import type { ReleasesView } from './model.ts'
import { momentAsked } from './question.ts'

/** How many texts a phone shows before the others are asked for. */
const onPhone = 6

/** The page of texts. */
export function releasesView(view: ReleasesView): Html {
  const { frame, texts, found, all, back } = view
  const moment = momentAsked(view.question)
  return page({
    ...frame,
    title: 'What the board may read',
    breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'What the board may read' }],
    wide: true,
    body: html`<h1 class="govuk-heading-l">What the board may read</h1>
<p class="govuk-body">The board, and programs outside the service, read what a person wrote only once it is released, word for word.
A corrected text is another text and is released anew. What the published plan says is public.</p>
<p class="govuk-body">${counted(all)}</p>
${moment === undefined ? null : asAtBanner({ moment, latest: '/releases' })}
${filter(view)}
${
  found === 0
    ? html`<p class="govuk-body">No text of yours to release is of this kind.</p>`
    : html`<p class="govuk-body">${foundWords(found, texts.length)}</p>
<div class="app-phone-fold">${dataTable({
        caption: 'Texts, the latest first',
        captionSize: 'hidden',
        columns: [
          { heading: 'Text' },
          { heading: 'What it is' },
          { heading: 'About' },
          { heading: 'Written' },
          { heading: 'May the board read it?' },
        ],
        rows: foldedRows(
          texts.map((text) => ({ cells: cells(view, text) })),
          onPhone,
        ),
        cards: true,
      })}${texts.length > onPhone ? phoneFoldLine(`${texts.length - onPhone} more of these texts`, 'above') : null}</div>
${chartLinks(tableLinks('/releases', back.slice('/releases'.length)))}`
}`,
  })
}

function foundWords(found: number, shown: number): string {
  return found > shown
    ? `The latest ${shown} of ${found} texts. The files hold all.`
    : `${plural(found, 'text')}, the latest first.`
}

function counted({ texts, released }: ReleasesView['all']): string {
  if (texts === 0) return 'There is no text that you may release.'
  return `You may release ${plural(texts, 'text')}: ${plural(released, 'is', 'are')} released, ${texts - released} not.`
}

function filter({ question }: ReleasesView): Html {
  const { kind, released, action, asAt } = question
  return html`<form method="get" action="/releases" class="app-form">
${
  action === null
    ? null
    : html`<input type="hidden" name="action" value="${action}">
<p class="govuk-body">Only of action ${action}. <a class="govuk-link" href="/releases">All texts</a></p>`
}
${asAt === null ? null : html`<input type="hidden" name="asAt" value="${asAt}">`}
${select({
  label: 'What it is',
  name: 'kind',
  items: [
    { value: '', text: 'Any text', selected: kind === null },
    ...textKinds.map((k) => ({ value: k, text: kindWords[k], selected: kind === k })),
  ],
})}
${select({
  label: 'May the board read it?',
  name: 'released',
  items: [
    { value: '', text: 'Released or not', selected: released === null },
    { value: 'no', text: 'Not released', selected: released === false },
    { value: 'yes', text: 'Released', selected: released === true },
  ],
})}
${button({ text: 'Show', secondary: true })}
</form>`
}

function cells(view: ReleasesView, text: ReleasableText): Content[] {
  const { unitNames, kpiNames, back, csrfToken, question } = view
  const advice = text.release.released === null ? smallNumberAdvice(text.text) : null
  return [
    html`<span class="app-said">${text.text}</span>${advice === null ? null : html`<br><span class="app-remark">${advice}</span>`}`,
    kindWords[text.release.kind],
    about(text, unitNames, kpiNames),
    html`${datedWords(text.at, view.frame.today)}${text.by === '' ? null : html`<br>${text.by}`}`,
    // What was released at another moment is read, and not changed.
    question.asAt === null
      ? releaseControl({
          release: text.release,
          releasing: { csrfToken, back },
          what: firstLine(text.text, 60),
        })
      : releaseWords(text.release),
  ]
}

function about(
  { unit, kpi, action }: ReleasableText,
  unitNames: ReadonlyMap<string, string>,
  kpiNames: ReadonlyMap<string, string>,
): Content {
  const parts = [
    unit === null
      ? null
      : html`<a class="govuk-link" href="${unitAddress(unit)}">${unitNames.get(unit) ?? unit}</a>`,
    kpi === null ? null : html`${kpiNames.get(kpi) ?? kpi}`,
    action === null ? null : html`<a class="govuk-link" href="${actionAddress(action)}">${action}</a>`,
  ].filter((part) => part !== null)
  return parts.length === 0
    ? 'The council'
    : html`${parts.map((part, i) => html`${i === 0 ? null : html`<br>`}${part}`)}`
}
