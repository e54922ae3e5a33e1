/** The roles that people hold in the service, and their names. */

export const roles = [
  'team_manager',
  'head_of_service',
  'smt',
  'data_team',
  'plan_lead',
  'board',
  'quality_lead',
  'workforce_lead',
  'administrator',
] as const
export type Role = (typeof roles)[number]

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}

const roleNames: Record<Role, string> = {
  team_manager: 'Team manager',
  head_of_service: 'Head of service',
  smt: 'Senior management team',
  data_team: 'Data team',
  plan_lead: 'Improvement programme lead',
  board: 'Improvement board',
  quality_lead: 'Quality lead',
  workforce_lead: 'Workforce lead',
  administrator: 'Administrator',
}

/** A role as a person says it. */
export function roleName(role: Role): string {
  return roleNames[role]
}
