import { html } from 'hono/html'
import type { Html } from '../../html.ts'
import { type GlyphName, glyph } from '../glyph/glyph.ts'

export type Count = {
  value: string | number
  label: string
  mark?: GlyphName
  href?: string
  current?: boolean
}

/** Big numbers with their words. A number with an address filters the list beneath. */
export function counts(options: { label: string; items: readonly Count[] }): Html {
  const list = html`<ul class="app-counts">
${options.items.map(
  (item) =>
    html`<li class="app-counts__item">${
      item.href === undefined
        ? content(item)
        : html`<a class="app-counts__link govuk-link" href="${item.href}"${item.current === true ? html` aria-current="true"` : ''}>${content(item)}</a>`
    }</li>\n`,
)}</ul>`
  return options.items.some((item) => item.href !== undefined)
    ? html`<nav aria-label="${options.label}">${list}</nav>`
    : html`<div role="group" aria-label="${options.label}">${list}</div>`
}

function content(item: Count): Html {
  return html`<span class="app-counts__value">${
    item.mark === undefined ? null : glyph({ name: item.mark })
  }${item.value}</span> <span class="app-counts__label">${item.label}</span>`
}
