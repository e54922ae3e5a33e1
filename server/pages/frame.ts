/** Loads the frame of every page for its reader. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { accountAddress, peopleAddress, scorecardAddress } from '#dashboards/addresses.ts'
import type { PageFrame } from '#dashboards/pages/kit/page.ts'
import { nextUpdateWords } from '#dashboards/words/next-update-words.ts'
import { datedWords, publishedWords } from '#dashboards/words/published-words.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Audience } from '#domain/suppression/suppression.ts'
import { dayName, weekday } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { type Actor, roleName } from '#server/access/permissions/actor.ts'
import { may, type Permission, roleRules } from '#server/access/permissions/permissions.ts'
import { lastEndOf, sessionMinutes } from '#server/access/sessions/sessions.ts'
import type { RecordSummary } from '#server/reads/record-summary.ts'
import type { Council } from '#server/record/council.ts'
import { actorOrNull, audienceOfRequest } from '../access/permissions/guard.ts'
import { councilLogo, councilStylesheet } from '../http/council-assets.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export type FrameSources = {
  loadCouncil: () => Promise<Council | null>
  loadTree: () => Promise<Unit[]>
  today: () => Promise<string>
  loadPendingMeasures: () => Promise<number>
  /** The state of the record for the reader's audience. */
  loadRecordSummary: (day: string) => Promise<RecordSummary>
  draw: PageFrame['draw']
}

/** The frame to use when the database cannot be queried. */
export const bareFrame: PageFrame = {
  council: { name: 'Children’s services' },
  nav: [],
  actor: null,
  demonstrationDay: null,
  person: null,
  today: '',
  draw: () => null,
}

/** The frame of one request. Its navigation holds the links that the reader may follow and that exist. */
export async function loadFrame(
  app: FastifyInstance,
  request: FastifyRequest,
  { loadCouncil, loadTree, today, loadPendingMeasures, loadRecordSummary, draw }: FrameSources,
): Promise<PageFrame> {
  const person = actorOrNull(request)
  const [council, day, tree, pending, standing] = await Promise.all([
    loadCouncil(),
    today(),
    person === null ? [] : loadTree(),
    person === null ? 0 : loadPendingMeasures(),
    person === null ? null : today().then(loadRecordSummary),
  ])
  const nav = person === null ? [] : linksFor(app, person)
  const path = request.url.split('?', 1)[0] ?? ''
  const section = nav.find(({ under }) => under.test(path))?.href
  return {
    council: council === null ? bareFrame.council : shownCouncil(council),
    nav: nav.map(({ text, href }) => ({ text, href })),
    ...(section === undefined ? {} : { section }),
    search: person !== null && app.hasRoute({ method: 'GET', url: '/search' }),
    actor:
      person === null
        ? null
        : {
            ...{ name: person.name, role: titleOf(person, tree), csrfToken: request.session?.csrf ?? null },
            sessionMinutes,
            ...sessionEndOf(request),
            href:
              person.via !== 'token' && app.hasRoute({ method: 'GET', url: '/account' })
                ? accountAddress()
                : null,
          },
    seeingAs: seeingAsOf(person, request),
    audience: shownAudience(person, request),
    demonstrationDay: council?.fixedDay
      ? `${weekdays[weekday(council.fixedDay) - 1]} ${dayName(council.fixedDay)}`
      : null,
    pending: pending === 0 ? null : pendingWords(pending, request),
    ...(standing === null || person === null ? {} : { record: recordWords(app, person, standing, day) }),
    person,
    groupsLeftOut: request.session?.groupsLeftOut === true,
    today: day,
    draw,
  }
}

/** Said to a reader who has a role outside the service, also where an inside one of theirs opens the page. */
function shownAudience(person: Actor | null, request: FastifyRequest): Audience | null {
  const isSaid = person?.grants.some(({ audience }) => audience === 'outside') === true
  return isSaid ? audienceOfRequest(request) : null
}

/** When the session ends however much it is used. */
function sessionEndOf({ session }: FastifyRequest): { sessionEnds?: string } {
  return session?.began === undefined ? {} : { sessionEnds: lastEndOf(session.began).toISOString() }
}

function shownCouncil(council: Council): PageFrame['council'] {
  const { name, shortName, brandColour, contactName, contactEmail } = council
  return {
    name,
    shortName,
    brandColour,
    stylesheet: councilStylesheet(council),
    logo: councilLogo(council),
    contact:
      contactName === null
        ? null
        : { text: contactName, href: contactEmail === null ? null : `mailto:${contactEmail}` },
  }
}

/** What the foot of a data page says about the record as a whole. */
function recordWords(
  app: FastifyInstance,
  person: Actor,
  { published, month, dueWorkingDays, knownIssues }: RecordSummary,
  today: string,
): NonNullable<PageFrame['record']> {
  return {
    published: published === null ? null : `${datedWords(published.at, today)} by ${published.by}`,
    nextUpdate: nextUpdateWords(month, dueWorkingDays, today),
    qualityNotes:
      knownIssues > 0 && may(person, 'extracts.read') && app.hasRoute({ method: 'GET', url: '/data-quality' })
        ? { text: `Quality notes (${knownIssues})`, href: '/data-quality' }
        : null,
  }
}

/** An outside audience reads a publication's figures only once all of them are complete. */
function pendingWords(measures: number, request: FastifyRequest): string {
  if (audienceOfRequest(request) === 'outside')
    return 'New figures have been published. They are shown once all of them are worked out, within a minute or so.'
  const of = wordFor(measures, 'one measure', `${measures} measures`)
  return `Values are complete. Whether figures of ${of} meet their targets and are really changing is still being worked out: read this page again in a minute.`
}

/** A link of the navigation, with the addresses that belong to it. */
type SectionLink = { text: string; href: string; under: RegExp }

function linksFor(app: FastifyInstance, person: Actor): SectionLink[] {
  const own =
    person.grants.find(({ role }) => roleRules[role].permissions.includes('scorecards.read'))?.unit ?? ''
  const links: (SectionLink & { route: string; permission: Permission })[] = [
    { text: 'Home', href: '/', under: /^\/$/, route: '/', permission: 'signed_in' },
    {
      text: 'Scorecards',
      href: scorecardAddress(own, 'latest'),
      under: /^\/units\//,
      route: '/units/:unit/scorecards/:period',
      permission: 'scorecards.read',
    },
    {
      text: 'Overview',
      href: '/overview',
      under: /^\/(overview|compare)\b/,
      route: '/overview',
      permission: 'overview.read',
    },
    { text: 'Plan', href: '/plan', under: /^\/plan\b/, route: '/plan', permission: 'plan.read' },
    {
      text: 'Extracts',
      href: '/extracts',
      under: /^\/extracts\b/,
      route: '/extracts',
      permission: 'extracts.read',
    },
    {
      text: 'Settings',
      href: '/admin/settings',
      under: /^\/admin\/(?!people\b)/,
      route: '/admin/settings',
      permission: 'settings.write',
    },
    {
      text: 'People',
      href: peopleAddress(),
      under: /^\/admin\/people\b/,
      route: '/admin/people',
      permission: 'people.read',
    },
    { text: 'Help', href: '/help', under: /^\/help\b/, route: '/help', permission: 'help.read' },
  ]
  return links.filter(
    ({ route, permission }) => may(person, permission) && app.hasRoute({ method: 'GET', url: route }),
  )
}

/** What the head of every page says to an administrator who looks as another person. */
function seeingAsOf(person: Actor | null, request: FastifyRequest): PageFrame['seeingAs'] {
  if (person === null || person.seenBy === null) return null
  const [, time = ''] = publishedWords(person.seenBy.until).split(' at ')
  return { name: person.name, until: time, csrfToken: request.session?.csrf ?? '' }
}

/** The text beside a person's name: "Help and Protection South 1" for a person known by role, "Data team" for a named person
 * over the whole council, since the header already names the council. */
function titleOf(person: Actor, tree: readonly Unit[]): string {
  return person.grants
    .map(({ role, unit }) => {
      const own = tree.find(({ code }) => code === unit)
      const place = own?.kind === 'council' ? null : (own?.name ?? unit)
      if (place === null) return roleName(role)
      return person.name === roleName(role) ? place : `${roleName(role)}, ${place}`
    })
    .join('; ')
}
