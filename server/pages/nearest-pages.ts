/** Suggests pages for an address that does not exist, only from those the reader may open. */
import type { FastifyRequest } from 'fastify'
import { actionAddress, definitionAddress, unitAddress } from '#dashboards/addresses.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { nearestText } from '#domain/extracts/nearest-text.ts'
import { may, type Permission } from '#server/access/permissions/permissions.ts'
import { actorOrNull, visibleUnits } from '../access/permissions/guard.ts'

export type NearestPage = { text: string; href: string }

export type NearestSources = {
  loadTree: () => Promise<Unit[]>
  loadMeasures: () => Promise<readonly { code: string; name: string }[]>
  loadActions: () => Promise<readonly { ref: string; summary: string }[]>
}

const places: readonly (NearestPage & { permission: Permission })[] = [
  { text: 'Overview', href: '/overview', permission: 'overview.read' },
  { text: 'Compare teams', href: '/compare', permission: 'overview.read' },
  { text: 'Improvement plan', href: '/plan', permission: 'plan.read' },
  { text: 'Extracts', href: '/extracts', permission: 'extracts.read' },
  { text: 'Settings', href: '/admin/settings', permission: 'settings.read' },
  { text: 'Activity', href: '/activity', permission: 'activity.read' },
  { text: 'Help', href: '/help', permission: 'help.read' },
  { text: 'Every measure', href: '/help/kpis', permission: 'help.read' },
  { text: 'Status', href: '/status', permission: 'signed_in' },
]
const MOST = 3

/** At most three pages similar to the requested address; none before sign-in. */
export async function nearestPages(
  request: FastifyRequest,
  { loadTree, loadMeasures, loadActions }: NearestSources,
): Promise<NearestPage[]> {
  const actor = actorOrNull(request)
  if (actor === null) return []
  const parts = partsOf(request.url)
  const [tree, measures, actions] = await Promise.all([
    loadTree(),
    loadMeasures(),
    may(actor, 'plan.read') ? loadActions() : [],
  ])
  const units = visibleUnits(request, tree)
  const found = parts.flatMap((part): NearestPage[] => {
    const code = part.toUpperCase()
    const unit = byNearest(code, units, (u) => u.code)
    const measure = byNearest(code, measures, (m) => m.code)
    const action = byNearest(code, actions, (a) => a.ref)
    return [
      ...(unit === null ? [] : [{ text: unit.name, href: unitAddress(unit.code) }]),
      ...(action === null
        ? []
        : [{ text: `${action.ref}: ${action.summary}`, href: actionAddress(action.ref) }]),
      ...(measure === null
        ? []
        : [{ text: `${measure.code}: ${measure.name}`, href: definitionAddress(measure.code) }]),
    ]
  })
  const place = byNearest(
    parts.join('/'),
    places.filter(({ permission }) => may(actor, permission)),
    ({ href }) => href.slice(1),
  )
  const all = [...found, ...(place === null ? [] : [{ text: place.text, href: place.href }])]
  return all.filter(({ href }, i) => all.findIndex((other) => other.href === href) === i).slice(0, MOST)
}

function byNearest<Thing>(
  text: string,
  things: readonly Thing[],
  of: (thing: Thing) => string,
): Thing | null {
  const name = nearestText(text, things.map(of))
  return things.find((thing) => of(thing) === name) ?? null
}

/** The parts of an address that may name something; none if the address cannot be read. */
function partsOf(url: string): string[] {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '')
      .split('/')
      .filter((part) => part.length >= 3 && part.length <= 40)
      .slice(0, 4)
  } catch {
    return []
  }
}
