import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

export type TagColour =
  | 'grey'
  | 'blue'
  | 'teal'
  | 'green'
  | 'purple'
  | 'magenta'
  | 'red'
  | 'orange'
  | 'yellow'

/** A step and its state: done in plain words, cannot start yet in quiet ones, waiting as a tag. Red is only for what must be
 * corrected. */
export type Task = {
  title: Content
  href?: string
  hint?: Content
  status: Content
  tag?: TagColour
  cannotStart?: boolean
}

/** The steps of a piece of work, each with its state. */
export function taskList({
  items,
  idPrefix = 'task-list',
}: {
  items: readonly Task[]
  idPrefix?: string
}): Html {
  return html`<ul class="govuk-task-list">
${items.map((item, i) => task(item, `${idPrefix}-${i + 1}`))}</ul>`
}

function task({ title, href, hint, status, tag, cannotStart }: Task, id: string): Html {
  const described = `${hint === undefined ? '' : `${id}-hint `}${id}-status`
  return html`<li class="govuk-task-list__item${href === undefined ? '' : ' govuk-task-list__item--with-link'}">
<div class="govuk-task-list__name-and-hint">
${
  href === undefined
    ? html`<div>${title}</div>`
    : html`<a class="govuk-link govuk-task-list__link" href="${href}" aria-describedby="${described}">${title}</a>`
}
${hint === undefined ? null : html`<div id="${id}-hint" class="govuk-task-list__hint">${hint}</div>\n`}</div>
<div class="govuk-task-list__status${cannotStart === true ? ' govuk-task-list__status--cannot-start-yet' : ''}" id="${id}-status">
${tag === undefined ? status : html`<strong class="govuk-tag govuk-tag--${tag}">${status}</strong>`}
</div>
</li>
`
}
