import { html } from 'hono/html'
import type { Audience } from '#domain/suppression/suppression.ts'
import { breadcrumbs } from '../components/breadcrumbs/breadcrumbs.ts'
import { glyphSheet, glyphsIn } from '../components/glyph/glyph.ts'
import { insetText } from '../components/inset-text/inset-text.ts'
import { notificationBanner } from '../components/notification-banner/notification-banner.ts'
import { phaseBanner } from '../components/phase-banner/phase-banner.ts'
import { serviceNavigation } from '../components/service-navigation/service-navigation.ts'
import { siteSearch } from '../components/site-search/site-search.ts'
import { skipLink } from '../components/skip-link/skip-link.ts'
import type { Content, Html } from '../html.ts'
import { palette } from '../palette.ts'
import { markKey } from './mark-key.ts'

export const serviceName = 'Team scorecards'

export type NavLink = { text: string; href: string }

/** The signed-in person. `csrfToken` goes with the sign-out form; null if the caller has no session. */
export type PageActor = {
  name: string
  role: string
  csrfToken: string | null
  /** How long the session lasts after this page. */
  sessionMinutes?: number
  /** When the session ends however much it is used, an ISO 8601 time. */
  sessionEnds?: string
  /** The page of their account; null or left out for a program, which has none. */
  href?: string | null
}

/** A person to ask; `href` is null if only a name is known. */
export type Contact = { text: string; href: string | null }

/** A page's data footer: where the figures come from and when they change. A field that is not given is filled from the record
 * as a whole, as the frame knows it; null leaves it out. */
export type DataFooter = {
  source: string
  /** "10 May 2019 at 9:32am by Data team"; null if the page's content has not been published. */
  published?: string | null
  nextUpdate?: string | null
  qualityNotes?: { text: string; href: string } | null
}

/** The council as its pages show it. */
export type PageCouncil = {
  name: string
  /** For titles; the name if there is none. */
  shortName?: string | null
  /** Six hexadecimal digits, for the browser's own frame around the page. */
  brandColour?: string | null
  /** The addresses of its stylesheet and logo. */
  stylesheet?: string | null
  logo?: string | null
  contact?: Contact | null
}

/** The parts of a page that are the same for one person on every page. */
export type Frame = {
  council: PageCouncil
  nav: readonly NavLink[]
  /** The `href` of the navigation link that this page belongs to. */
  section?: string
  /** Whether the reader may search. */
  search?: boolean
  actor: PageActor | null
  /** "Monday 10 June 2019" for the demonstration council, which lives on one day; null for others. */
  demonstrationDay?: string | null
  /** Whose pages an administrator looks at, until when, and the secret of the form that ends it; null for everybody else. */
  seeingAs?: { name: string; until: string; csrfToken: string } | null
  /** What the reader has just done, shown once on the next page; the page's own notice comes first. */
  acknowledgement?: { text: string; link?: { text: string; href: string } } | null
  /** What is still being computed of the latest figures; null if everything is complete. */
  pending?: string | null
  /** What the data footer says about the record as a whole. */
  record?: Omit<DataFooter, 'source'>
  /** In which audience the figures of the page are read; null for a reader who reads every page inside the service. */
  audience?: Audience | null
}

export type PageOptions = Frame & {
  /** The thing, its scope, its month: `['Scorecard', 'Help and Protection South 1', 'April 2019']`. */
  title: string | readonly string[]
  body: Html
  breadcrumbs?: readonly { text: string; href?: string }[]
  /** A message about what was just done, announced on load. */
  notice?: { title?: string; text: Content; success?: boolean } | null
  footer?: DataFooter | null
  /** The line at the foot of every printed sheet: team, month, version. The title if it is not given. */
  printFooter?: string | null
  /** 1,200 pixels instead of 960, for tables that need it. */
  wide?: boolean
  /** Printed upright: for pages of text. */
  upright?: boolean
  stylesheets?: readonly string[]
  /** Scripts that only this page uses; it works without them. */
  scripts?: readonly string[]
  /** True if the page shows an error summary: the title then begins with that. */
  error?: boolean
}

/** A whole page in the frame every page shares. The title follows
 *  `{Thing} – {Scope} – {Month} – Team scorecards – {Council}`. */
export function page(options: PageOptions): Html {
  const { council } = options
  const parts = typeof options.title === 'string' ? [options.title] : options.title
  return html`<!DOCTYPE html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<title>${options.error === true ? 'Error: ' : ''}${[...parts, serviceName, council.shortName ?? council.name].join(' – ')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="${council.brandColour ?? palette.ink.toLowerCase()}">
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/govuk.css">
<link rel="stylesheet" href="/assets/app.css">
${
  council.stylesheet ? html`<link rel="stylesheet" href="${council.stylesheet}">\n` : null
}${options.stylesheets?.map(
  (href) => html`<link rel="stylesheet" href="${href}">\n`,
)}<script type="module" src="/assets/chart-points.js"></script>
<script type="module" src="/assets/copy-source.js"></script>
<script type="module" src="/assets/print-page.js"></script>
<script type="module" src="/assets/session-end.js"></script>
${options.scripts?.map((src) => html`<script type="module" src="${src}"></script>\n`)}</head>
<body class="govuk-template__body${options.wide === true ? ' app-wide' : ''}${options.upright === true ? ' app-upright' : ''}">
${withMarks(content(options), options.printFooter ?? parts.join(' · '))}
</body>
</html>`
}

/** Everything that a reader sees, from top to bottom. */
function content(options: PageOptions): Html {
  const { council, nav, actor, body } = options
  return html`${skipLink({ text: 'Skip to main content', href: '#main-content' })}
<header class="govuk-template__header app-header">
<div class="govuk-generic-header">
<div class="govuk-generic-header__container govuk-width-container">
<div class="govuk-generic-header__logo"><a href="/" class="govuk-generic-header__homepage-link">${
    council.logo ? html`<img class="app-logo" src="${council.logo}" alt="">` : null
  }${council.name}</a></div>
<div class="app-account">
<button type="button" class="app-account__button app-print-button" data-prints hidden>Print</button>
${actor === null ? null : account(actor)}
</div>
</div>
</div>
${serviceNavigation({
  serviceName,
  serviceUrl: '/',
  navigation: nav.map((link) => ({ ...link, active: link.href === options.section })),
  end: options.search === true ? siteSearch({ id: 'site-search' }) : null,
})}
${demonstration(options.demonstrationDay ?? null)}
${seeingAs(options.seeingAs ?? null)}
</header>
<div class="govuk-width-container">
${options.pending ? insetText({ text: options.pending }) : null}
${options.breadcrumbs === undefined ? null : breadcrumbs({ items: options.breadcrumbs })}
<main class="govuk-main-wrapper" id="main-content">
${notice(options)}
${body}
</main>
</div>
<footer class="govuk-template__footer app-footer">
<div class="govuk-width-container">
${options.footer ? dataFooter({ ...options.record, ...options.footer }, options) : null}
<ul class="app-footer__links">
<li><a class="govuk-link" href="#main-content">Back to the top</a></li>
<li><a class="govuk-link" href="/help">Help</a></li>
<li><a class="govuk-link" href="/help/method">How figures are judged</a></li>
<li><a class="govuk-link" href="/help#marks">Shapes and colours</a></li>
<li><a class="govuk-link" href="/accessibility">Accessibility statement</a></li>
</ul>
</div>
</footer>`
}

/** The content between the sheet of the glyphs in it and what stands at the foot of each printed sheet: what it is, and its marks. */
function withMarks(shown: Html, line: string): Html {
  if (shown instanceof Promise) return shown.then((told) => withMarks(told, line))
  const marks = glyphsIn(String(shown))
  return html`${glyphSheet(marks)}${shown}
<div class="app-print-footer"><span>${line}</span>${markKey(marks)}</div>`
}

function account(actor: PageActor): Html {
  const name = actor.href ? html`<a class="govuk-link" href="${actor.href}">${actor.name}</a>` : actor.name
  return html`<span class="app-account__who">${name}${actor.role === actor.name ? null : html` · ${actor.role}`}</span>
${actor.csrfToken === null ? null : signOut(actor)}`
}

/** Stands on every page, also on paper, while an administrator looks as another person. */
function seeingAs(seen: Frame['seeingAs'] | null): Html | null {
  if (!seen) return null
  const { name, until, csrfToken } = seen
  return html`<div class="app-seeing-as"><div class="govuk-width-container app-seeing-as__inner">
<p class="app-seeing-as__words"><strong>You see what ${name} sees</strong>, until ${until}. Nothing can be changed.</p>
<form method="post" action="/account/see-as/end" class="app-account__form"><input type="hidden" name="_csrf" value="${csrfToken}">
<button type="submit" class="app-seeing-as__button">Stop</button></form>
</div></div>`
}

/** The script that warns before the end of a session looks for `data-session-minutes` and `data-session-ends`. */
function signOut({ csrfToken, sessionMinutes, sessionEnds }: PageActor): Html {
  const idle = sessionMinutes === undefined ? null : html` data-session-minutes="${sessionMinutes}"`
  const last = sessionEnds === undefined ? null : html` data-session-ends="${sessionEnds}"`
  const secret = html`<input type="hidden" name="_csrf" value="${csrfToken}">`
  const button = html`<button type="submit" class="app-account__button">Sign out</button>`
  return html`<form method="post" action="/sign-out" class="app-account__form"${idle}${last}>${secret}${button}</form>`
}

/** At most one on a page, and never beside an error summary. */
function notice({ notice: own, acknowledgement, error }: PageOptions): Html | null {
  if (own) return notificationBanner(own)
  if (!acknowledgement || error === true) return null
  const link = acknowledgement.link
  const text = html`<p class="govuk-notification-banner__heading">${acknowledgement.text}${
    link === undefined
      ? null
      : html` <a class="govuk-notification-banner__link" href="${link.href}">${link.text}</a>`
  }</p>`
  return notificationBanner({ title: 'Saved', text, success: true })
}

function demonstration(day: string | null): Html | null {
  if (day === null) return null
  // A small screen shows only the day.
  const before = html`<span class="app-wide-words">An invented council, on one day: </span>`
  const text = html`${before}${day}<span class="app-wide-words">. What is due or late is judged on that day.</span>`
  return phaseBanner({ tag: 'Demonstration', text })
}

const audienceWords: Record<Audience, string> = {
  inside: 'Read as inside the service',
  outside: 'Read as outside the service: small numbers are withheld',
}

function dataFooter(footer: DataFooter, { council: { contact }, audience }: Frame): Html {
  const { source, published, nextUpdate, qualityNotes } = footer
  const asked = contact ?? { text: 'who to ask', href: '/help#asking' }
  return html`<p class="app-data-footer">
<span>Source: ${source}</span>
${published ? html`<span data-published="${published}">Published ${published}</span>` : html`<span>Not published yet</span>`}
${nextUpdate ? html`<span>Next update ${nextUpdate}</span>` : null}
${qualityNotes ? html`<span><a class="govuk-link" href="${qualityNotes.href}">${qualityNotes.text}</a></span>` : null}
${audience ? html`<span>${audienceWords[audience]}</span>` : null}
<span>Contact: ${asked.href === null ? asked.text : html`<a class="govuk-link" href="${asked.href}">${asked.text}</a>`}</span>
</p>`
}
