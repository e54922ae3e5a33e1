import { html } from 'hono/html'
import type { Html } from '../../html.ts'

export type PaginationLink = { href: string; text?: string; labelText?: string }
export type PaginationItem = { number: number; href: string; current?: boolean } | { ellipsis: true }

const arrows = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
}

/** Pages of a list, or with no items the previous and next of a sequence. */
export function pagination(options: {
  items?: readonly PaginationItem[]
  previous?: PaginationLink
  next?: PaginationLink
  label?: string
}): Html {
  const items = options.items ?? []
  const block = items.length === 0
  return html`<nav class="govuk-pagination${block ? ' govuk-pagination--block' : ''}" aria-label="${options.label ?? 'Pagination'}">
${options.previous ? step('prev', options.previous, block) : null}${
  block ? null : html`<ul class="govuk-pagination__list">${items.map(pageItem)}</ul>\n`
}${options.next ? step('next', options.next, block) : null}</nav>`
}

function pageItem(item: PaginationItem): Html {
  if ('ellipsis' in item) {
    return html`<li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>`
  }
  const current = item.current === true
  const label = html`aria-label="Page ${item.number}"${current ? html` aria-current="page"` : ''}`
  const link = html`<a class="govuk-link govuk-pagination__link" href="${item.href}" ${label}>${item.number}</a>`
  return html`<li class="govuk-pagination__item${current ? ' govuk-pagination__item--current' : ''}">${link}</li>`
}

function step(way: 'prev' | 'next', link: PaginationLink, block: boolean): Html {
  const size = html`xmlns="http://www.w3.org/2000/svg" height="13" width="15"`
  const silent = html`aria-hidden="true" focusable="false"`
  const arrow = html`<path d="${arrows[way]}"></path>`
  const icon = html`<svg class="govuk-pagination__icon govuk-pagination__icon--${way}" ${size} ${silent} viewBox="0 0 15 13">${arrow}</svg>`
  const word = html`${way === 'prev' ? 'Previous' : 'Next'}<span class="govuk-visually-hidden"> page</span>`
  const plain = block && link.labelText === undefined ? ' govuk-pagination__link-title--decorated' : ''
  const title = html`<span class="govuk-pagination__link-title${plain}">${link.text ?? word}</span>`
  const label =
    link.labelText === undefined
      ? null
      : html`<span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">${link.labelText}</span>`
  const parts = way === 'prev' || block ? [icon, title, label] : [title, icon]
  return html`<div class="govuk-pagination__${way}"><a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${way}">${parts}</a></div>
`
}
