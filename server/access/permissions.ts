/** What each role may do and which units it may see: the one table that routes, pages and tests read. */
import type { Unit } from '#domain/catalogue/unit.ts'
import { type Actor, audienceOf, type Role } from './actor.ts'

/** What a route asks for. `public` asks for nothing, `signed_in` for any role. */
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
  'settings.read',
  'settings.write',
  'status.read',
] as const
export type Permission = (typeof permissions)[number]

/** The units a role's own unit opens: itself and those whose business was handed to it, itself and all beneath it, all, the
 *  council and its services. */
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
/** What the people who answer for a team do about its months. */
const conversation = ['scorecards.sign_off', 'commentary.write', 'decisions.write'] as const

/** All that an outside audience may do, whatever its roles: read figures, suppressed. Never the rows of a file. */
const outside: readonly Permission[] = [
  ...everyone,
  'scorecards.read',
  'measurements.read',
  'overview.read',
  'plan.read',
  'plan.figures',
]

/** The board is given figures suppressed, and in the plan counts only. The administrator looks after units and the catalogue, and has none that gives data. */
export const grants: Record<Role, Grant> = {
  team_manager: { reach: 'own', permissions: [...everyone, ...figures, ...conversation] },
  head_of_service: {
    reach: 'own_and_beneath',
    permissions: [...everyone, ...figures, ...conversation, 'overview.read'],
  },
  smt: {
    reach: 'all',
    permissions: [...everyone, ...figures, 'overview.read', 'extracts.read', 'extracts.approve'],
  },
  data_team: {
    reach: 'all',
    permissions: [
      ...everyone,
      ...figures,
      'overview.read',
      'extracts.read',
      'extracts.upload',
      'extracts.publish',
      'extracts.approve',
      'returns.write',
      'settings.read',
      'status.read',
    ],
  },
  plan_lead: { reach: 'all', permissions: [...everyone, ...figures, 'overview.read', 'extracts.read'] },
  quality_lead: { reach: 'all', permissions: [...everyone, ...figures, 'overview.read', 'extracts.read'] },
  workforce_lead: { reach: 'all', permissions: [...everyone, ...figures, 'overview.read', 'extracts.read'] },
  board: {
    reach: 'council_and_services',
    permissions: [...everyone, 'scorecards.read', 'measurements.read', 'overview.read', 'plan.read'],
  },
  administrator: {
    reach: 'all',
    permissions: [...everyone, 'units.write', 'settings.read', 'settings.write', 'status.read'],
  },
}

/** Surfaces that do not exist for those who may not see them: refused as 404, all others as 403. */
const hidden: readonly Permission[] = ['overview.read']

/** True if any of the actor's roles holds the permission, and its audience may. */
export function may(actor: Actor, permission: Permission): boolean {
  if (permission === 'public' || permission === 'signed_in') return true
  if (audienceOf(actor) === 'outside' && !outside.includes(permission)) return false
  return actor.roles.some(({ role }) => grants[role].permissions.includes(permission))
}

/** How the lack of a permission is answered. */
export function refusalOf(permission: Permission): 'not_found' | 'not_allowed' {
  return hidden.includes(permission) ? 'not_found' : 'not_allowed'
}

/** True if the unit is inside the reach of one of the actor's roles. An unknown unit is seen by nobody.
 *  Whether its figures may be seen is a permission, not a matter of scope. */
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
