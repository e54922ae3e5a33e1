/** The head of an extract's page: the state of the file, and the one thing to do next. */
import { html } from 'hono/html'
import { repairsOf } from '#domain/extracts/repairs.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { extractAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { overdueWarning } from '../kit/words.ts'
import type { ExtractView } from './model.ts'
import { isOfRow, isToBeMatched } from './problems.ts'

/** "There are some problems with april.csv", or only the file's name if there is nothing to report. */
export function titleOf({ receipt: { filename, status, problems }, whole, isOverdue }: ExtractView): string {
  if (!whole) return filename
  switch (status) {
    case 'rejected':
      return `${wordFor(problems, 'There is a problem', 'There are some problems')} with ${filename}`
    case 'received':
    case 'checking':
      return `Checking ${filename}`
    case 'ready':
      return `${filename} is checked and ready to look at`
    case 'awaiting_approval':
      return `${filename} waits for a second person`
    case 'scheduled':
      return isOverdue ? `${filename} was not published at its time` : `${filename} will be published`
    default:
      return filename
  }
}

export function headOf(view: ExtractView): Html | null {
  const { receipt, check } = view
  const { id, status } = receipt
  switch (status) {
    case 'received':
    case 'checking':
      return checking(view)
    case 'rejected':
      return rejected(view)
    case 'ready':
      return html`${check?.decisionNote ? insetText({ text: check.decisionNote }) : null}
<p class="govuk-body-l">${foundWords(view)} Nothing is published until somebody says so.</p>
${button({ text: 'See what it would change', href: `${extractAddress(id)}/changes` })}`
    case 'awaiting_approval':
      return html`<p class="govuk-body-l">${check?.requestedBy ?? 'Somebody'} has looked at it and asked for it to be published. Somebody else has to agree.</p>
${button({ text: view.may.approve ? 'Look at it and decide' : 'See what it would change', href: `${extractAddress(id)}/changes` })}`
    case 'scheduled':
      if (view.isOverdue)
        return html`${check === null ? null : overdueWarning(check)}
${button({ text: view.may.publish ? 'See what it changes and publish it' : 'See what it would change', href: `${extractAddress(id)}/changes` })}`
      return html`<p class="govuk-body-l">It will be published on ${
        check?.publishAt ? publishedWords(check.publishAt) : 'the day chosen'
      }${check?.requestedBy ? `, as ${check.requestedBy} asked` : ''}.</p>
${button({ text: 'See what it will change', href: `${extractAddress(id)}/changes`, secondary: true })}`
    case 'cancelled':
      return insetText({
        text: `It was cancelled${check?.cancelledBy ? ` by ${check.cancelledBy}` : ''}${
          check?.cancelledAt ? ` on ${publishedWords(check.cancelledAt)}` : ''
        }. Nothing of it was published. Upload the file again to go on with it.`,
      })
    case 'published':
    case 'reverted':
      return html`<ul class="app-page-actions app-extract-actions"><li><a class="govuk-link" href="${extractAddress(id)}/receipt">${
        status === 'published' ? 'Receipt' : 'Receipts'
      }</a></li><li><a class="govuk-link" href="${extractAddress(id)}/changes">What it changed</a></li>${
        status === 'published' && view.may.publish
          ? html`<li><a class="govuk-link" href="${extractAddress(id)}/revert">Take it back</a></li>`
          : null
      }</ul>`
  }
}

function foundWords({ receipt: { rows, warnings } }: ExtractView): string {
  const read = plural(rows ?? 0, 'row')
  if (warnings === 0) return `${read}, no problems and no warnings.`
  return `${read}, no problems, and ${plural(warnings, 'warning')} to look at.`
}

function checking({ receipt, check }: ExtractView): Html {
  const read = check?.rowsRead ?? 0
  const progress =
    receipt.status === 'received'
      ? 'The file is stored. Its check begins in a moment.'
      : read > 0
        ? `${plural(read, 'row')} read so far.`
        : 'The file is being read.'
  return html`<p class="govuk-body-l">${progress}</p>
<p class="govuk-body">You can leave this page: the check goes on, and your home page says when it is done.
This page looks again by itself every 5 seconds. <a class="govuk-link" href="${extractAddress(receipt.id)}">Look now</a></p>`
}

function rejected(view: ExtractView): Html {
  const { receipt, faults, may } = view
  const { id } = receipt
  const match = isToBeMatched(view)
  const repairs = repairsOf(faults?.counts ?? [])
  const total = (faults?.counts ?? []).reduce((sum, { count }) => sum + count, 0)
  return html`${setAsideBy(view)}<p class="govuk-body-l">Nothing of it has been published. You need to:</p>
<ul class="govuk-list govuk-list--bullet">
${repairs.map(({ words }) => html`<li>${words}</li>\n`)}</ul>
<p class="govuk-body">${formatNumber(total)} ${wordFor(
    total,
    'problem was',
    'problems were',
  )} found in all, and none was guessed at. <a class="govuk-link" href="/help/extracts">How an extract is checked</a></p>
<div class="govuk-button-group">${
    match ? button({ text: 'Say how this file is read', href: `${extractAddress(id)}/match` }) : null
  }${
    may.upload ? button({ text: 'Upload your file again', href: '/extracts/new', secondary: match }) : null
  }${
    faults?.found.some(isOfRow) === true
      ? html`<a class="govuk-link" href="${extractAddress(id)}/file-with-problems">Download the file with its problems marked</a>`
      : null
  }</div>`
}

/** A good file of the same name came after this one, so nothing needs to be done about this one. */
function setAsideBy({ receipt: { setAsideBy: good } }: ExtractView): Html | null {
  if (good === null || good === undefined) return null
  return insetText({
    text: html`This file is set aside: <a class="govuk-link" href="${extractAddress(good)}">extract ${good}</a>
of the same name came after it and is good. Nothing needs to be done here, and nobody is asked to.
If that one is cancelled or taken back, this one waits again.`,
  })
}
