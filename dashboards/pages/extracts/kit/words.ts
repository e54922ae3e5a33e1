/** Words and addresses that the pages of extracts share. */
import { html } from 'hono/html'
import { type ExtractStatus, extractStatusWords, isPastItsTime } from '#domain/extracts/status.ts'
import { plural } from '#domain/wording/plural.ts'
import type { GlyphName } from '../../../components/glyph/glyph.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import { warningText } from '../../../components/warning-text/warning-text.ts'
import type { Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'

/** The links beside a page's heading that download what it shows as data files. */
export function fileLinks(address: string): Html {
  const links = ['csv', 'xlsx', 'json'].map(
    (type) => html`<li><a class="govuk-link" href="${address}.${type}">${type.toUpperCase()}</a></li>`,
  )
  return html`<ul class="app-page-actions">${links}</ul>`
}

/** The hidden field that a form of a signed-in person must send back. It is the form's first field. */
export function secretField(csrfToken: string | null | undefined): Html {
  return html`<input type="hidden" name="_csrf" value="${csrfToken ?? ''}">`
}

const markOf: Partial<Record<ExtractStatus, GlyphName>> = {
  published: 'tick',
  rejected: 'warning',
  reverted: 'restated',
  cancelled: 'state_not_applicable',
}

/** A status with its mark, and how many problems or warnings it has. */
export function extractStatusMark(x: {
  status: ExtractStatus
  problems: number
  warnings: number
  isOverdue?: boolean
}): Html {
  if (x.isOverdue && x.status === 'scheduled')
    return markedWord({ mark: 'warning', word: 'Not published at its time' })
  const found =
    x.problems > 0
      ? `, ${plural(x.problems, 'problem')}`
      : x.warnings > 0
        ? `, ${plural(x.warnings, 'warning')}`
        : ''
  return markedWord({ mark: markOf[x.status] ?? 'clock', word: `${extractStatusWords[x.status]}${found}` })
}

/** Whether a file was to be published before this moment and is still waiting. */
export function isOverdue(
  { status, publishAt }: { status: ExtractStatus; publishAt: Date | null },
  now: Date,
): boolean {
  return isPastItsTime(status, publishAt?.toISOString() ?? null, now.toISOString())
}

/** The prominent message about a file whose publication time has passed. */
export function overdueWarning(check: { publishAt: Date | null; requestedBy: string | null }): Html {
  const when = check.publishAt === null ? 'before now' : `on ${publishedWords(check.publishAt)}`
  return html`${warningText({
    text: `This file was to be published ${when}${
      check.requestedBy === null ? '' : `, as ${check.requestedBy} asked`
    }, and has not been. Its figures are not on record.`,
  })}
<p class="govuk-body">Files are published within a minute of their time while the service runs.
Publish it now, or choose another time. If other files are late too, tell the people who run the service.</p>`
}

/** The number of an extract in an address, or null if it is not one. */
export function extractNumber(text: unknown): number | null {
  return typeof text === 'string' && /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null
}

/** What a person reads when their request was refused; null for a fault that is not theirs. */
export function refusalWords(fault: unknown): { code: string; text: string } | null {
  if (!(fault instanceof Error) || !('code' in fault) || !('detail' in fault)) return null
  const { code, detail, name } = fault
  return name === 'Problem' && typeof code === 'string' && typeof detail === 'string'
    ? { code, text: detail.replace(/\.$/, '') }
    : null
}
