import type { LoginReach } from '#server/db/service-login.ts'

/** What a login of the service could do beyond what the service needs, one phrase each; empty if nothing. */
export function excessWords(login: LoginReach): string[] {
  const { isSuperuser, bypassesPolicies, createsRoles, ownsTables, otherRoles } = login
  if (isSuperuser) return ['is a superuser']
  return [
    ...(ownsTables ? ['owns the tables'] : []),
    ...(bypassesPolicies ? ['may skip the rules on rows'] : []),
    ...(createsRoles ? ['may create roles'] : []),
    ...otherRoles.map((role) => `is also a member of ${role}`),
  ]
}
