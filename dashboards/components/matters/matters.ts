import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

export type Matter = {
  name: string
  href: string
  /** The figure, as text or from `figureCell`. */
  figure: Content
  /** The source line of the figure, appended to what is copied of the matter. */
  source?: string
  /** Status and variation tags. */
  marks: readonly Html[]
  /** Why this row is here. */
  why: Content
  /** What is being done about it, or a way to begin. */
  action?: Content
}

/** A short list of what goes well or what needs a conversation, each with its reason. */
export function matters(options: {
  heading: string
  kind: 'well' | 'conversation'
  items: readonly Matter[]
  /** Said before the matters, as the first item of the list. */
  before?: Content
  empty: string
  /** The heading level; 2 if not given. */
  headingLevel?: 2 | 3
}): Html {
  const heading =
    options.headingLevel === 3
      ? html`<h3 class="govuk-heading-s app-matters__heading">${options.heading}</h3>`
      : html`<h2 class="govuk-heading-m app-matters__heading">${options.heading}</h2>`
  return html`<section class="app-matters app-matters--${options.kind}">
${heading}
${
  options.items.length === 0 && options.before === undefined
    ? html`<p class="app-matters__empty">${options.empty}</p>`
    : html`<ol class="app-matters__list">${
        options.before === undefined
          ? null
          : html`<li class="app-matters__item"><p class="app-matters__why">${options.before}</p></li>\n`
      }${options.items.map(matter)}</ol>`
}
</section>`
}

function matter(item: Matter): Html {
  const source = item.source === undefined ? '' : html` data-source-line="${item.source}"`
  return html`<li class="app-matters__item"${source}>
<p class="app-matters__name"><a class="govuk-link" href="${item.href}">${item.name}</a> <span class="app-matters__figure">${item.figure}</span></p>
<p class="app-matters__why">${item.marks.map((mark) => html`${mark} `)}${item.why}</p>
${item.action === undefined ? null : html`<p class="app-matters__action">${item.action}</p>\n`}</li>
`
}
