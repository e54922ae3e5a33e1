import { html } from 'hono/html'
import type { Html } from '../../../html.ts'

/** Three cards for a person who has never visited before. They disappear after the first visit. */
const cards = [
  {
    title: 'Read a scorecard in two minutes',
    text: 'Where everything is, and what to read first.',
    link: 'How to read it',
    href: '/help#reading',
  },
  {
    title: 'How we tell real change',
    text: 'Figures go up and down by chance. Each says whether it really changed.',
    link: 'What “really changed” means',
    href: '/help#change',
  },
  {
    title: 'Who to ask',
    text: 'About a wrong figure, something you cannot see, or an action’s rating.',
    link: 'Who answers what',
    href: '/help#asking',
  },
] as const

export function firstVisit(): Html {
  return html`<section class="app-first" aria-labelledby="first"><h2 class="govuk-heading-m" id="first">New here?</h2>
<ul class="app-first__cards">
${cards.map(
  ({ title, text, link, href }) =>
    html`<li class="app-first__card"><h3 class="govuk-heading-s app-first__title">${title}</h3>
<p class="govuk-body-s app-first__text">${text}</p>
<a class="govuk-link" href="${href}">${link}</a></li>
`,
)}</ul>
</section>`
}
