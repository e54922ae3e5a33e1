/** Who did what, newest first, with a choice of person, deed, unit and days. */
import { html } from 'hono/html'
import { dayName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { ActivityLine } from '#server/reads/activity.ts'
import { button } from '../../../components/button/button.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable, foldedRows, type Row } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { select, textInput } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { pagination } from '../../../components/pagination/pagination.ts'
import { phoneFoldLine } from '../../../components/phone-fold/phone-fold.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { publishedWords } from '../../../words/published-words.ts'
import type { ActivityView } from './model.ts'
import { activityAddress, activityQuery } from './query.ts'
import { keptWords, retentionFault, retentionForm } from './retention.ts'

/** How many lines a phone shows before the others are asked for. */
const onPhone = 15

/** The page of the activity record. */
export function activityView(view: ActivityView): Html {
  const { frame, lines, asked, older, newest } = view
  return page({
    ...frame,
    title: 'Activity',
    wide: true,
    breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Activity' }],
    printFooter: 'Activity',
    error: view.sentRetention !== null,
    body: html`${retentionFault(view)}<h1 class="govuk-heading-l">Activity</h1>
<p class="govuk-body-l">Who signed in, what they changed, which files they took, and what was refused. Nothing here can be changed.</p>
${filters(view)}
${
  lines.length === 0
    ? insetText({
        text: isEverything(asked) ? 'Nothing has been recorded yet.' : 'Nothing fits this choice.',
      })
    : html`<div class="app-phone-fold">${dataTable({
        caption: 'Newest first',
        captionSize: 'hidden',
        columns: [
          { heading: 'When' },
          { heading: 'Who' },
          { heading: 'What' },
          { heading: 'Team or service' },
          { heading: 'From' },
        ],
        rows: foldedRows(lines.map(row), onPhone),
        rowHeaders: false,
        cards: true,
        dense: true,
      })}${lines.length > onPhone ? phoneFoldLine(`${lines.length - onPhone} more of these lines`, 'above') : null}</div>`
}
${
  older === null && newest === null
    ? null
    : pagination({
        label: 'Older and newer lines',
        ...(newest === null ? {} : { previous: { href: newest, text: 'Newest' } }),
        ...(older === null ? {} : { next: { href: older, text: 'Older' } }),
      })
}
${chartLinks(tableLinks(activityAddress, activityQuery(asked)))}
${foot(view)}
${retentionForm(view)}`,
  })
}

/** For how long lines are kept, and the digest by which a change of an earlier one would be found. */
function foot(view: ActivityView): Html {
  const { digest } = view
  const kept = keptWords(view)
  if (digest === null)
    return html`<p class="govuk-body-s">${kept} Each day is closed with a digest; the first follows tomorrow.</p>`
  return html`<p class="govuk-body-s">${kept} ${dayName(digest.day)} was closed with ${plural(digest.lines, 'line')}. Its digest is
<code class="app-digest">${digest.sha256}</code>. A changed or missing line no longer fits it.</p>`
}

function isEverything(asked: ActivityView['asked']): boolean {
  return Object.values(asked).every((value) => value === '')
}

function filters({ asked, choices, units }: ActivityView): Html {
  const all = (text: string) => ({ value: '', text })
  const items = (of: readonly { value: string; text: string }[], chosen: string) =>
    of.map((item) => ({ ...item, selected: item.value === chosen }))
  return details({
    summary: 'Choose who, what and when',
    open: !isEverything(asked),
    body: html`<form method="get" action="${activityAddress}" novalidate>
${select({
  label: 'Who',
  name: 'who',
  items: items(
    [
      all('Everybody'),
      ...choices.authors.map(({ id, name }) => ({ value: String(id ?? 'unknown'), text: name })),
    ],
    asked.who,
  ),
})}
${select({
  label: 'What',
  name: 'what',
  items: items(
    [all('Everything'), ...choices.kinds.map(({ kind, deed }) => ({ value: kind, text: deed }))],
    asked.what,
  ),
})}
${select({
  label: 'Team or service',
  name: 'unit',
  items: items(
    [all('All of them'), ...units.map(({ code, name }) => ({ value: code, text: `${name} (${code})` }))],
    asked.unit,
  ),
})}
${textInput({ label: 'From', name: 'from', hint: 'A day, such as 2019-06-10', value: asked.from, width: 10 })}
${textInput({ label: 'To', name: 'to', hint: 'The last day', value: asked.to, width: 10 })}
${button({ text: 'Show', secondary: true })}
</form>`,
  })
}

function row(line: ActivityLine): Row {
  const { at, who, unit, origin, why, times } = line
  return {
    id: `line-${line.id}`,
    cells: [
      html`<time datetime="${at.toISOString()}">${publishedWords(at)}</time>`,
      html`${who.name}${kindWords(who)}`,
      html`${deed(line)}${times > 1 ? `, ${times} times within a minute` : null}${
        why === null ? null : html`<br><span class="app-remark">${why}</span>`
      }`,
      unit ?? '–',
      origin === '' ? '–' : origin,
    ],
  }
}

function deed({ deed: words, about }: ActivityLine): Content {
  return about === null ? words : html`${words}: ${about}`
}

/** Who is no person is said, because a name alone could be one. */
function kindWords({ kind, name }: ActivityLine['who']): Html | null {
  if (kind === 'token') return html` <span class="app-remark">token</span>`
  return kind === 'seed' && name !== 'Demonstration'
    ? html` <span class="app-remark">as loaded with the demonstration</span>`
    : null
}
