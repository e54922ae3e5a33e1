/** Whose sign-in with a password needs a second factor: those who could change what everybody sees. */
import type { Grant, Role } from './actor.ts'

const roles: readonly Role[] = ['administrator', 'data_team']

/** True if one of the roles held needs it. */
export function needsSecondFactor(grants: readonly Pick<Grant, 'role'>[]): boolean {
  return grants.some(({ role }) => roles.includes(role))
}
