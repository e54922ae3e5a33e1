/** What a refusal says to its reader: who may see or do it, and whom to ask. */
import type { Unit } from '#domain/catalogue/unit.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { type Actor, type Role, roleName, roles } from './actor.ts'
import { canSeeUnit, type Permission, roleRules } from './permissions.ts'

/** What each permission lets a reader do, after "may". */
const deeds: Record<Permission, string> = {
  public: 'see this',
  signed_in: 'see this',
  'help.read': 'read the help',
  'catalogue.read': 'see what each measure counts',
  'units.read': 'see teams and services',
  'units.write': 'change teams and services',
  'scorecards.read': 'see scorecards',
  'scorecards.sign_off': 'sign off a month',
  'commentary.read': 'read commentary',
  'commentary.write': 'write commentary',
  'decisions.write': 'record agreed actions',
  'baselines.write': 'set a baseline',
  'measurements.read': 'read figures',
  'overview.read': 'see the overview',
  'plan.read': 'read the plan',
  'plan.figures': 'see figures beside the plan',
  'lineage.read': 'see where a figure came from',
  'extracts.read': 'see the files of figures',
  'extracts.upload': 'upload a file of figures',
  'extracts.publish': 'publish a file or take it back',
  'extracts.approve': 'approve a file',
  'returns.write': 'say that figures will not come',
  'texts.release': 'release a text to the board',
  'settings.read': 'see the settings',
  'settings.write': 'change the settings',
  'status.read': 'see how the service runs',
  'people.read': 'see who may sign in, and their roles',
  'people.write': 'change people, their roles and tokens',
  'activity.read': 'see who did what',
}

/** The people of a role, as a sentence names them. */
const people: Record<Role, string> = {
  team_manager: 'team managers',
  head_of_service: 'heads of service',
  smt: 'senior managers',
  data_team: 'the data team',
  plan_lead: 'the programme lead',
  board: 'the board',
  quality_lead: 'the quality lead',
  workforce_lead: 'the workforce lead',
  administrator: 'the administrator',
}

const ask = 'If your work needs it, ask the data team: they know who gives access.'

/** Why a role may not see or do something, which roles may, and whom to ask. */
export function notAllowedWords(permission: Permission, actor: Actor): string {
  const deed = deeds[permission]
  if (actor.via === 'token' && actor.grants.every(({ audience }) => audience === 'outside'))
    return `A token for readers outside the service may not ${deed}. ${ask}`
  const held = [...new Set(actor.grants.map(({ role }) => roleName(role).toLowerCase()))]
  const own = held.length === 0 ? 'You have no role here' : `Your role is ${nameList(held)}`
  const allowed = roles.filter((role) => roleRules[role].permissions.includes(permission))
  const others = roles.filter((role) => !allowed.includes(role))
  const rule =
    others.length > 2
      ? `Only ${nameList(allowed.map((role) => people[role]))} may ${deed}.`
      : `All may ${deed} but ${nameList(others.map((role) => people[role]))}.`
  return `${rule} ${own}. ${ask}`
}

/** Why a team or service is not shown. A reader who sees only some is told the same of one that does not exist and of one that is
 * not theirs, so that the answer does not tell which codes exist. */
export function unseenUnitWords(code: string, actor: Actor, tree: readonly Unit[]): string {
  const seen = tree.filter((unit) => canSeeUnit(actor, unit.code, tree))
  const name = code.length > 40 ? `${code.slice(0, 40)}…` : code
  if (seen.length === tree.length) return `There is no team or service with the code ‘${name}’.`
  return (
    `‘${name}’ is not a team or service that you can see. You see ${seenWords(seen)}. ` +
    'The others are seen by their own managers, their heads of service and senior managers. ' +
    ask
  )
}

/** "Help and Protection South 1", "Help, Protection and Court and its 7 teams", "the council and its services". */
function seenWords(seen: readonly Unit[]): string {
  const inside = new Set(seen.map(({ code }) => code))
  const tops = seen.filter(({ parent }) => parent === null || !inside.has(parent))
  if (tops.length === 0) return 'none'
  return nameList(
    tops.map((top) => {
      if (top.kind === 'council') return 'the council and its services'
      const beneath = seen.filter(({ parent }) => parent === top.code).length
      return beneath === 0 ? top.name : `${top.name} with its teams`
    }),
  )
}
