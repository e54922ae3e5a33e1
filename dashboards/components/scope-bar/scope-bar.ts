import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** A month the reader can go to, or words saying why they cannot. */
export type ScopeStep = { period: string; href: string | null; remark?: string }

/** The unit and month of the page, with links to the neighbouring ones. */
export function scopeBar(options: {
  unit: string
  parent?: { text: string; href: string } | null
  change?: { text: string; href: string } | null
  period: string
  /** "Final, signed off 17 May" */
  periodRemark?: Content
  previous?: ScopeStep | null
  next?: ScopeStep | null
}): Html {
  return html`<div class="app-scope">
<p class="app-scope__unit"><strong>${options.unit}</strong>${
    options.parent
      ? html` <span class="app-scope__parent">in <a class="govuk-link" href="${options.parent.href}">${options.parent.text}</a></span>`
      : null
  }${
    options.change
      ? html` <a class="govuk-link app-scope__change" href="${options.change.href}">${options.change.text}</a>`
      : null
  }</p>
<nav class="app-scope__months" aria-label="Months"><ul class="app-scope__list">
${
  options.previous ? step(options.previous, 'prev') : null
}<li class="app-scope__month"><strong aria-current="page">${options.period}</strong>${
    options.periodRemark === undefined
      ? null
      : html` <span class="app-scope__remark">${options.periodRemark}</span>`
  }</li>
${options.next ? step(options.next, 'next') : null}</ul></nav>
</div>`
}

function step(to: ScopeStep, way: 'prev' | 'next'): Html {
  const arrow = way === 'prev' ? html`<span aria-hidden="true">◄ </span>` : null
  const after = way === 'next' ? html`<span aria-hidden="true"> ►</span>` : null
  const said = html`<span class="govuk-visually-hidden">${way === 'prev' ? 'Previous month: ' : 'Next month: '}</span>${to.period}`
  const remark = to.remark === undefined ? null : html` <span class="app-scope__remark">${to.remark}</span>`
  return html`<li class="app-scope__step">${
    to.href === null
      ? html`<span class="app-scope__absent">${said}</span>`
      : html`<a class="govuk-link" href="${to.href}" rel="${way}">${arrow}${said}${after}</a>`
  }${remark}</li>
`
}
