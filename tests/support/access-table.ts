/** Who may do what, written down a second time: by permission, from the council's own table of roles. The matrix compares the service
 * with it, so a change of either alone is seen. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Permission } from '#server/access/permissions/permissions.ts'

const readers: readonly Role[] = [
  'team_manager',
  'head_of_service',
  'smt',
  'data_team',
  'plan_lead',
  'quality_lead',
  'workforce_lead',
]
const council: readonly Role[] = ['smt', 'data_team', 'plan_lead', 'quality_lead', 'workforce_lead']
const everyRole: readonly Role[] = [...readers, 'board', 'administrator']

/** The roles that hold each permission; null for everybody, signed in or not. */
export const holders: Record<Permission, readonly Role[] | null> = {
  public: null,
  signed_in: everyRole,
  'help.read': everyRole,
  'catalogue.read': everyRole,
  'units.read': everyRole,
  'units.write': ['administrator'],
  'scorecards.read': [...readers, 'board'],
  'scorecards.sign_off': ['team_manager', 'head_of_service'],
  'commentary.read': [...readers, 'board'],
  'commentary.write': ['team_manager', 'head_of_service'],
  'decisions.write': ['team_manager', 'head_of_service'],
  'baselines.write': ['head_of_service', 'smt', 'data_team'],
  'measurements.read': [...readers, 'board'],
  'overview.read': ['head_of_service', ...council, 'board'],
  'plan.read': [...readers, 'board'],
  'plan.figures': readers,
  'lineage.read': readers,
  'extracts.read': council,
  'extracts.upload': ['data_team'],
  'extracts.publish': ['data_team'],
  'extracts.approve': ['smt', 'data_team'],
  'returns.write': ['data_team'],
  'texts.release': ['team_manager', 'head_of_service', 'smt', 'data_team', 'plan_lead', 'administrator'],
  'settings.read': ['data_team', 'administrator'],
  'settings.write': ['administrator'],
  'status.read': ['data_team', 'administrator'],
  'people.read': ['administrator'],
  'people.write': ['administrator'],
  'activity.read': ['administrator'],
}

/** What is open to readers outside the service; to everybody and to anybody signed in besides. */
const outside: readonly Permission[] = [
  ...(['public', 'signed_in', 'help.read', 'catalogue.read', 'units.read', 'scorecards.read'] as const),
  ...(['commentary.read', 'measurements.read', 'overview.read', 'plan.read', 'plan.figures'] as const),
]

/** A reader of the matrix: the roles they hold, over the council unless a unit is named, whether a program asks, and whether it reads
 * outside the service. */
export type MatrixReader = {
  name: string
  grants: readonly { role: Role; unit: string }[]
  isProgram: boolean
  isOutside: boolean
}

/** What the table answers: `open`; `unseen` for a unit out of scope; `hidden` for a page that says nothing of itself; `refused` for a
 * role that may not; `sign_in` for somebody unknown. */
export type MatrixAnswer = 'open' | 'unseen' | 'hidden' | 'refused' | 'sign_in'

export type MatrixQuestion = {
  permission: Permission
  /** The unit that the address names; null if it names none. */
  unit: Unit | 'nowhere' | null
  personOnly: boolean
}

/** The answer to one request, of a reader with any number of grants: what each grant alone would open, together. What a person does
 * with their own account is refused to programs. */
export function matrixAnswer(
  reader: MatrixReader | null,
  { permission, unit, personOnly }: MatrixQuestion,
): MatrixAnswer {
  const holding = holders[permission]
  if (holding === null) return 'open'
  if (reader === null) return 'sign_in'
  if (personOnly && reader.isProgram) return 'refused'
  const within = reader.grants.filter(({ role, unit: own }) => {
    if (unit === null) return true
    if (unit === 'nowhere') return false
    if (role === 'team_manager') return unit.code === own || unit.handedTo === own
    if (role === 'head_of_service') return unit.code === own || unit.parent === own
    return role !== 'board' || unit.kind !== 'team'
  })
  if (unit !== null && within.length === 0) return 'unseen'
  const opens = within.some(({ role }) => {
    const isRead = role === 'board' || reader.isOutside ? outside.includes(permission) : true
    return isRead && holding.includes(role)
  })
  if (opens) return 'open'
  return permission === 'overview.read' ? 'hidden' : 'refused'
}
