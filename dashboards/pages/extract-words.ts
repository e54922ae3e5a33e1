/** Words and addresses that the pages of extracts share. */
import { html } from 'hono/html'
import { type ExtractStatus, extractStatusWords } from '#domain/extract-status.ts'
import { formatNumber } from '#domain/format.ts'
import type { GlyphName } from '../components/glyph/glyph.ts'
import { markedWord } from '../components/marked-word/marked-word.ts'
import type { Html } from '../layout/html.ts'

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : many}`
}

/** The hidden field that a form of a signed-in person sends back. It comes first. */
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
export function extractStatusMark(x: { status: ExtractStatus; problems: number; warnings: number }): Html {
  const found =
    x.problems > 0
      ? `, ${plural(x.problems, 'problem')}`
      : x.warnings > 0
        ? `, ${plural(x.warnings, 'warning')}`
        : ''
  return markedWord({ mark: markOf[x.status] ?? 'clock', word: `${extractStatusWords[x.status]}${found}` })
}

/** The number of an extract in an address, or null for anything that is none. */
export function extractNumber(text: unknown): number | null {
  return typeof text === 'string' && /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null
}

/** What a person is told where what they asked for was refused; null for a fault that is not theirs. */
export function refusalWords(fault: unknown): { code: string; text: string } | null {
  if (!(fault instanceof Error) || !('code' in fault) || !('detail' in fault)) return null
  const { code, detail, name } = fault
  return name === 'Problem' && typeof code === 'string' && typeof detail === 'string'
    ? { code, text: detail.replace(/\.$/, '') }
    : null
}
