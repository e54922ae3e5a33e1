/** Who is asking. */
import type { Role } from '#domain/catalogue/role.ts'
import type { Audience } from '#domain/suppression/suppression.ts'

export { isRole, type Role, roleName, roles } from '#domain/catalogue/role.ts'

/** A person or program with the roles it holds, each over a unit. `via` says which credential it showed. */
export type Actor = {
  name: string
  roles: { role: Role; unit: string }[]
  audience: Audience
  via: 'session' | 'token'
}

/** The audience a person belongs to. Anyone on the board is outside, whatever other roles they hold. */
export function audienceOf({ audience, roles: held }: Pick<Actor, 'audience' | 'roles'>): Audience {
  return held.some(({ role }) => role === 'board') ? 'outside' : audience
}
