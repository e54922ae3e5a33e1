/** What each role may do and which units it may see. Routes, pages and tests all read this one table. */
import type { Unit } from '#domain/catalogue/unit.ts'
import { type Actor, audienceOf, type Role } from './actor.ts'

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
] as const
export type Permission = (typeof permissions)[number]

/** Which units a role reaches: its own unit and units handed to it, its own unit and all beneath it, all units, or the council
 * and its services. */
type Reach = 'own' | 'own_and_beneath' | 'all' | 'council_and_services'

type Grant = { reach: Reach; permissions: readonly Permission[] }

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

/** Everything an outside audience may do, whatever its roles: read figures with suppression, and texts that were released. It never
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
export const grants: Record<Role, Grant> = {
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
    ],
  },
}

/** Pages that answer 404 to people who may not see them; all others answer 403. */
const hidden: readonly Permission[] = ['overview.read']

/** True if any of the actor's roles holds the permission and the actor's audience may use it. */
export function may(actor: Actor, permission: Permission): boolean {
  if (permission === 'public' || permission === 'signed_in') return true
  if (audienceOf(actor) === 'outside' && !outside.includes(permission)) return false
  return actor.roles.some(({ role }) => grants[role].permissions.includes(permission))
}

/** How a request without the permission is answered. */
export function refusalOf(permission: Permission): 'not_found' | 'not_allowed' {
  return hidden.includes(permission) ? 'not_found' : 'not_allowed'
}

/** True if one of the actor's roles reaches the unit. Nobody reaches an unknown unit. Whether its figures may be seen is a
 * permission, not a matter of scope. */
export function canSeeUnit(actor: Actor, unitCode: string, tree: readonly Unit[]): boolean {
  const unit = tree.find(({ code }) => code === unitCode)
  if (unit === undefined) return false
  return actor.roles.some(({ role, unit: own }) => reaches(grants[role].reach, own, unit, tree))
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
