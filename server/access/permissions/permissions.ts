/** What each role may do and which units it may see. Routes, pages and tests all read this one table. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Audience } from '#domain/suppression/suppression.ts'
import type { Actor, Grant, Role } from './actor.ts'

/** What a route needs: `public` needs nothing, `signed_in` needs any role. */
export const permissions = [
  'public',
  'signed_in',
  'help.read',
  'catalogue.read',
  'units.read',
  'units.write',
  'scorecards.read',
  'scorecards.sign_off',
  'commentary.read',
  'commentary.write',
  'decisions.write',
  'baselines.write',
  'measurements.read',
  'overview.read',
  'plan.read',
  'plan.figures',
  'lineage.read',
  'extracts.read',
  'extracts.upload',
  'extracts.publish',
  'extracts.approve',
  'returns.write',
  'texts.release',
  'settings.read',
  'settings.write',
  'status.read',
  'people.read',
  'people.write',
  'activity.read',
] as const
export type Permission = (typeof permissions)[number]

/** Which units a role reaches: its own unit and units handed to it, its own unit and all beneath it, all units, or the council
 * and its services. */
type Reach = 'own' | 'own_and_beneath' | 'all' | 'council_and_services'

type RoleRule = { reach: Reach; permissions: readonly Permission[] }

const everyone = ['help.read', 'catalogue.read', 'units.read'] as const
const figures = [
  'scorecards.read',
  'commentary.read',
  'measurements.read',
  'plan.read',
  'plan.figures',
  'lineage.read',
] as const
/** What the people responsible for a team may do with its months. */
const conversation = ['scorecards.sign_off', 'commentary.write', 'decisions.write', 'texts.release'] as const

/** Everything a grant of the outside audience opens, whatever its role: read figures with suppression, and texts that were released. It never
 * reads the rows of a file. */
const outside: readonly Permission[] = [
  ...everyone,
  'scorecards.read',
  'measurements.read',
  'commentary.read',
  'overview.read',
  'plan.read',
  'plan.figures',
]

/** The board reads suppressed figures, texts that were released, and only counts in the plan. The administrator manages units and the catalogue, and has
 * no permission that reads data. */
export const roleRules: Record<Role, RoleRule> = {
  team_manager: { reach: 'own', permissions: [...everyone, ...figures, ...conversation] },
  head_of_service: {
    reach: 'own_and_beneath',
    permissions: [...everyone, ...figures, ...conversation, 'baselines.write', 'overview.read'],
  },
  smt: {
    reach: 'all',
    permissions: [
      ...everyone,
      ...figures,
      'baselines.write',
      'overview.read',
      'extracts.read',
      'extracts.approve',
      'texts.release',
    ],
  },
  data_team: {
    reach: 'all',
    permissions: [
      ...everyone,
      ...figures,
      'baselines.write',
      'overview.read',
      'extracts.read',
      'extracts.upload',
      'extracts.publish',
      'extracts.approve',
      'returns.write',
      'texts.release',
      'settings.read',
      'status.read',
    ],
  },
  plan_lead: {
    reach: 'all',
    permissions: [...everyone, ...figures, 'overview.read', 'extracts.read', 'texts.release'],
  },
  quality_lead: { reach: 'all', permissions: [...everyone, ...figures, 'overview.read', 'extracts.read'] },
  workforce_lead: { reach: 'all', permissions: [...everyone, ...figures, 'overview.read', 'extracts.read'] },
  board: {
    reach: 'council_and_services',
    permissions: [
      ...everyone,
      'scorecards.read',
      'commentary.read',
      'measurements.read',
      'overview.read',
      'plan.read',
    ],
  },
  administrator: {
    reach: 'all',
    permissions: [
      ...everyone,
      'units.write',
      'texts.release',
      'settings.read',
      'settings.write',
      'status.read',
      'people.read',
      'people.write',
      'activity.read',
    ],
  },
}

/** Pages that answer 404 to people who may not see them; all others answer 403. */
const hidden: readonly Permission[] = ['overview.read']

/** What a permission is asked for: a unit in the tree as it is now, an action of the plan, or the council. An action and the council
 * are open to each grant that gives the permission; what such a page shows of a unit is asked for that unit. */
export type Subject = { unit: string; tree: readonly Unit[] } | { action: string } | 'council'

/** The audience in which the actor may use the permission on the subject; null if no grant gives it there. A grant gives a permission
 * only within its own reach and in its own audience. What grants of both audiences open is read inside. */
export function audienceFor(actor: Actor, permission: Permission, on: Subject): Audience | null {
  const opens = actor.grants.filter((grant) => givesAnywhere(grant, permission) && isWithin(grant, on))
  if (opens.some(({ audience }) => audience === 'inside')) return 'inside'
  return opens.length > 0 || isForAll(permission) ? 'outside' : null
}

/** True if one of the actor's grants gives the permission on the subject. */
export function may(actor: Actor, permission: Permission, on: Subject = 'council'): boolean {
  return audienceFor(actor, permission, on) !== null
}

/** How a request without the permission is answered. */
export function refusalOf(permission: Permission): 'not_found' | 'not_allowed' {
  return hidden.includes(permission) ? 'not_found' : 'not_allowed'
}

/** True if one of the actor's grants reaches the unit. Nobody reaches an unknown unit. Whether its figures may be seen is a
 * permission, not a matter of scope. */
export function canSeeUnit(actor: Pick<Actor, 'grants'>, code: string, tree: readonly Unit[]): boolean {
  return actor.grants.some((grant) => isWithin(grant, { unit: code, tree }))
}

/** Those of the units that grants with the permission reach. Pass the whole tree, because a unit's place in it decides. */
export function unitsWith(grants: readonly Grant[], permission: Permission, tree: readonly Unit[]): Unit[] {
  const giving = grants.filter((grant) => givesAnywhere(grant, permission))
  return tree.filter(({ code }) => canSeeUnit({ grants: giving }, code, tree))
}

function isForAll(permission: Permission): boolean {
  return permission === 'public' || permission === 'signed_in'
}

/** True if the grant gives the permission at the units it reaches. */
export function givesAnywhere({ role, audience }: Grant, permission: Permission): boolean {
  if (isForAll(permission)) return true
  return (
    roleRules[role].permissions.includes(permission) &&
    (audience === 'inside' || outside.includes(permission))
  )
}

function isWithin({ role, unit: own }: Grant, on: Subject): boolean {
  if (on === 'council' || 'action' in on) return true
  const unit = on.tree.find(({ code }) => code === on.unit)
  return unit !== undefined && reaches(roleRules[role].reach, own, unit, on.tree)
}

function reaches(reach: Reach, own: string, unit: Unit, tree: readonly Unit[]): boolean {
  switch (reach) {
    case 'own':
      return unit.code === own || unit.handedTo === own
    case 'own_and_beneath':
      return lineOf(unit, tree).includes(own)
    case 'council_and_services':
      return unit.kind !== 'team'
    case 'all':
      return true
  }
}

/** The codes from a unit up to the top of the tree. */
function lineOf(unit: Unit, tree: readonly Unit[]): string[] {
  const parent = tree.find(({ code }) => code === unit.parent)
  return parent === undefined ? [unit.code] : [unit.code, ...lineOf(parent, tree)]
}
