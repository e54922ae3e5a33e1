import { html } from 'hono/html'
import { dayName } from '#domain/time/period.ts'
import type { Look } from '#server/record/looks.ts'
import { button } from '../../../components/button/button.ts'
import { details } from '../../../components/details/details.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { missingTeams } from '../../../components/missing-teams/missing-teams.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { groupsLeftOutWords } from '../../kit/groups-left-out.ts'
import type { PageFrame } from '../../kit/page.ts'
import { firstVisit } from './first-visit.ts'
import type { Home } from './homes/home.ts'
import type { HomeLine } from './lines/line.ts'
import type { HomeView } from './model.ts'

/** At most this many lines of a block are open, because a home is only glanced at. */
export const linesShown = 7

/** At most this many further lines of a block are folded beneath those; more are a link. */
const closedShown = 30

/** What needs the reader now, what changed, and where to go: one line and one link each. */
export function homeView({ frame, home, looked }: HomeView): Html {
  return page({
    ...frame,
    title: 'Home',
    upright: true,
    section: '/',
    body: html`<span class="govuk-caption-l">${who(frame)}</span>
<div class="app-home__head"><h1 class="govuk-heading-l">${home.todo === null ? 'What matters now' : 'What needs you now'}</h1>
${home.start === null ? null : button({ text: home.start.text, href: home.start.href })}</div>
${home.start?.note === undefined ? null : html`<p class="govuk-body app-home__start">${home.start.note}</p>`}
${frame.person?.grants.length === 0 ? withoutRole(frame) : null}${groupsLeftOutWords(frame)}
${looked === null ? firstVisit() : null}
<div class="app-home">
${todo(home)}${talk(home)}
<section aria-labelledby="changed"><h2 class="govuk-heading-m app-home__heading" id="changed">${changedHeading(looked)}</h2>
${home.changed.length === 0 ? html`<p class="govuk-body">${unchanged(looked)}</p>` : lines(home.changed, home.restChanged)}
</section>
<section aria-labelledby="places"><h2 class="govuk-heading-m app-home__heading" id="places">My places</h2>
${lines(home.places)}
</section>
</div>`,
  })
}

/** Whom to ask, for somebody who holds no role (any more). */
function withoutRole({ council: { contact } }: PageFrame): Html {
  const name = contact ? contact.text : 'an administrator of this service'
  const asked = contact?.href ? html`<a class="govuk-link" href="${contact.href}">${name}</a>` : name
  return insetText({
    text: html`You have no role here at present, so there is nothing to open. Ask ${asked} for one.`,
  })
}

function changedHeading(looked: Look | null): string {
  return looked === null ? 'What changed lately' : `What changed since ${dayName(looked.dated)}`
}

function unchanged(looked: Look | null): string {
  return looked === null
    ? 'Nothing has been published or changed yet.'
    : 'Nothing has been published, changed or said since you last looked.'
}

function who({ actor }: PageFrame): string {
  if (actor === null) return ''
  return actor.role === actor.name ? actor.name : `${actor.name}, ${actor.role}`
}

/** What the reader can do; nothing for a role that only reads. */
function todo({ todo: tasks, talk: facts, rest, quiet }: Home): Html | null {
  if (tasks === null) return null
  const isQuiet = facts === null || facts.length === 0
  const body =
    tasks.length === 0 ? none(isQuiet ? quiet : 'Nothing is waiting for you.') : folded(tasks, rest, 'to do')
  return block('todo', { heading: 'To do', isPaired: tasks.length > 0 && !isQuiet, body })
}

/** What there is to talk about; nothing for a role without such facts. */
function talk({ todo: tasks, talk: facts, rest, quiet }: Home): Html | null {
  if (facts === null) return null
  const isPaired = facts.length > 0 && tasks !== null && tasks.length > 0
  const body =
    facts.length === 0
      ? none(tasks === null ? quiet : 'Nothing needs a conversation.')
      : folded(facts, rest, 'to talk about')
  return block('talk', { heading: 'To talk about', isPaired, body })
}

/** A block of the home. One that has no neighbour takes the whole width. */
function block(
  id: string,
  { heading, isPaired, body }: { heading: string; isPaired: boolean; body: Html },
): Html {
  const width = isPaired ? 'app-home__pair' : 'app-home__wide'
  return html`<section class="${width}" aria-labelledby="${id}"><h2 class="govuk-heading-m app-home__heading" id="${id}">${heading}</h2>
${body}
</section>
`
}

function none(words: string): Html {
  return html`<p class="govuk-body">${words}</p>`
}

/** All lines. Those that do not fit are folded, one press away, so that nothing is lost. */
function folded(all: readonly HomeLine[], rest: string, what: string): Html {
  const closed = all.slice(linesShown)
  if (closed.length === 0) return list(all)
  return html`${list(all.slice(0, linesShown))}${details({
    summary: `${closed.length} more ${what}`,
    body: html`${list(closed.slice(0, closedShown))}${more(closed.length - closedShown, rest)}`,
  })}`
}

function lines(all: readonly HomeLine[], rest?: string): Html {
  return html`${list(all.slice(0, linesShown))}${rest === undefined ? null : more(all.length - linesShown, rest)}`
}

function list(all: readonly HomeLine[]): Html {
  return html`<ul class="app-home__lines">
${all.map(line)}</ul>
`
}

function more(count: number, address: string): Html | null {
  return count > 0
    ? html`<p class="app-home__more"><a class="govuk-link" href="${address}">${count} more</a></p>`
    : null
}

function line({ text, href, note, when, mark, missing }: HomeLine): Html {
  return html`<li class="app-home__line">${
    mark === undefined ? null : glyph({ name: mark })
  }<span class="app-home__what"><a class="govuk-link" href="${href}">${text}</a>${
    note === undefined ? null : html` <span class="app-home__note">${note}</span>`
  }</span>${when === undefined ? null : html` <span class="app-home__when">${when}</span>`}${
    missing === undefined ? null : missingTeams(missing)
  }</li>
`
}
