/** What surrounds every page, for whoever asks. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PageFrame } from '#dashboards/pages/page.ts'
import { dayName, weekday } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'
import { type Actor, roleName } from '#server/accounts/actor.ts'
import { may, type Permission } from '#server/accounts/permissions.ts'
import type { Council } from '#server/reads/council.ts'
import { actorOrNull } from './access.ts'
import { audienceOfRequest } from './audience.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export type FrameSources = {
  loadCouncil: () => Promise<Council | null>
  loadTree: () => Promise<Unit[]>
  today: () => Promise<string>
  loadPendingMeasures: () => Promise<number>
}

/** The frame where nothing can be asked of the database. */
export const bareFrame: PageFrame = {
  council: { name: 'Children’s services' },
  nav: [],
  actor: null,
  demonstrationDay: null,
  person: null,
  today: '',
}

/** The frame of one request. Its navigation holds the links that the asker may follow and that exist. */
export async function loadFrame(
  app: FastifyInstance,
  request: FastifyRequest,
  { loadCouncil, loadTree, today, loadPendingMeasures }: FrameSources,
): Promise<PageFrame> {
  const person = actorOrNull(request)
  const [council, day, tree, pending] = await Promise.all([
    loadCouncil(),
    today(),
    person === null ? [] : loadTree(),
    person === null ? 0 : loadPendingMeasures(),
  ])
  return {
    council: { name: council?.name ?? bareFrame.council.name },
    nav: person === null ? [] : linksFor(app, person),
    actor:
      person === null
        ? null
        : { name: person.name, role: titleOf(person, tree), csrfToken: request.session?.csrf ?? null },
    demonstrationDay: council?.fixedDay
      ? `${weekdays[weekday(council.fixedDay) - 1]} ${dayName(council.fixedDay)}`
      : null,
    pending: pending === 0 ? null : pendingWords(pending, request),
    person,
    today: day,
  }
}

/** An outside audience is given figures only once all of a publication are complete. */
function pendingWords(measures: number, request: FastifyRequest): string {
  if (audienceOfRequest(request) === 'outside')
    return 'New figures have been published. They are shown once all of them are worked out, within a minute or so.'
  const of = measures === 1 ? 'one measure' : `${measures} measures`
  return `Values are complete. Whether figures of ${of} meet their targets and are really changing is still being worked out: read this page again in a minute.`
}

function linksFor(app: FastifyInstance, person: Actor): { text: string; href: string }[] {
  const own = person.roles[0]?.unit ?? ''
  const links: { text: string; href: string; route: string; permission: Permission }[] = [
    {
      text: 'Scorecards',
      href: `/units/${encodeURIComponent(own)}/scorecards/latest`,
      route: '/units/:unit/scorecards/:period',
      permission: 'scorecards.read',
    },
    { text: 'Overview', href: '/overview', route: '/overview', permission: 'overview.read' },
    { text: 'Plan', href: '/plan', route: '/plan', permission: 'plan.read' },
    { text: 'Extracts', href: '/extracts', route: '/extracts', permission: 'extracts.read' },
    {
      text: 'Settings',
      href: '/admin/settings',
      route: '/admin/settings',
      permission: 'settings.write',
    },
    { text: 'Help', href: '/help', route: '/help', permission: 'help.read' },
  ]
  return links
    .filter(({ route, permission }) => may(person, permission) && app.hasRoute({ method: 'GET', url: route }))
    .map(({ text, href }) => ({ text, href }))
}

/** "Help and Protection South 1" for a person known by role; "Data team, Ridgeshire" for a named one. */
function titleOf(person: Actor, tree: readonly Unit[]): string {
  return person.roles
    .map(({ role, unit }) => {
      const place = tree.find(({ code }) => code === unit)?.name ?? unit
      return person.name === roleName(role) ? place : `${roleName(role)}, ${place}`
    })
    .join('; ')
}
