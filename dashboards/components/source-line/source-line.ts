/**
 * A figure that leaves its page takes its source with it: "93% (112 of 120), visits to children in care, South, April 2019,
 * published 10 May 2019" (`sourceLine` and `sentenceSource` of the domain write it). Three ways, each readable without a
 * script:
 *
 * - `sourceNote`: the line itself, where a row opens or a page says where its figure came from. A script adds a button
 *   that copies it.
 * - `withSource`: a sentence that copies with its source, for headlines and matters. `button` adds a button beside it.
 * - a table's `source`, and a row's (`dataTable`): what is selected in it and copied has the source after it.
 *
 * The script is `assets/copy-source.js`; it looks for `data-copies`, `data-source-line` and `data-source-table`.
 */
import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** The source line of a figure as text to read and copy. */
export function sourceNote({ source }: { source: string }): Html {
  return html`<span class="app-source" data-copies="${source}">${source}</span>`
}

/** A sentence that is copied together with its source. */
export function withSource(options: {
  content: Content
  /** The sentence as it is copied; required for a button. */
  text?: string
  source: string
}): Html {
  const { content, text, source } = options
  const copies = text === undefined ? '' : html` data-copies="${text} (${source})"`
  return html`<span class="app-sourced" data-source-line="${source}"${copies}>${content}</span>`
}
