import { html } from 'hono/html'
import { extractAddress } from '../../../addresses.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords, publishedWords } from '../../../words/published-words.ts'
import { changeCounts, changedValues, effectList } from '../kit/effects.ts'
import { fileLinks, overdueWarning } from '../kit/words.ts'
import { decision } from './decision.ts'
import type { ExtractChangesView } from './model.ts'
import { movedFigures } from './moved-figures.ts'

/** What publishing a file changes, or changed, and the form that publishes it. */
export function extractChangesView(view: ExtractChangesView): Html {
  const { frame, receipt, effects, errors } = view
  const isMade = receipt.status === 'published' || receipt.status === 'reverted'
  const tense = isMade ? 'made' : 'coming'
  const title = isMade ? `What ${receipt.filename} changed` : `What ${receipt.filename} would change`
  const address = extractAddress(receipt.id)
  return page({
    ...frame,
    title: [title, 'Extract'],
    section: '/extracts',
    wide: true,
    error: errors.length > 0,
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Extracts', href: '/extracts' },
      { text: receipt.filename, href: address },
    ],
    printFooter: `${receipt.filename} · extract ${receipt.id} · SHA-256 ${receipt.sha256}`,
    body: html`${errors.length === 0 ? null : errorSummary({ errors: errors.map(({ text, href }) => ({ text, href })) })}
<div class="app-page-heading"><div><span class="govuk-caption-l">Extract ${receipt.id}</span><h1 class="govuk-heading-l app-file">${title}</h1></div>
${fileLinks(`${address}/changes`)}</div>
${standing(view)}
${movedFigures(view)}
${changeCounts(effects)}
${effectList(effects, tense)}
${changedValues(effects, tense)}
${decision(view)}`,
  })
}

function standing({
  frame,
  receipt: { status, publishedAt },
  check,
  isOverdue,
}: ExtractChangesView): Html | null {
  switch (status) {
    case 'published':
      return insetText({
        text: `It was published${publishedAt === null ? '' : ` on ${datedWords(publishedAt, frame.today)}`}.`,
      })
    case 'reverted':
      return insetText({ text: 'It was published and taken back since.' })
    case 'cancelled':
      return insetText({ text: 'It was cancelled. Nothing of it was published.' })
    case 'scheduled':
      if (isOverdue) return overdueWarning(check)
      return insetText({
        text: `It will be published on ${
          check.publishAt === null ? 'the day chosen' : publishedWords(check.publishAt)
        }. Until then it can be published at once, at another time, or not at all.`,
      })
    case 'awaiting_approval':
      return insetText({
        text: `${check.requestedBy ?? 'Somebody'} has looked at this and asked for it to be published${
          check.publishAt === null ? '' : ` on ${publishedWords(check.publishAt)}`
        }. Somebody else has to agree.${
          isOverdue ? ' That time has passed: it is published as soon as somebody agrees.' : ''
        }`,
      })
    default:
      return check.decisionNote === null ? null : insetText({ text: check.decisionNote })
  }
}
