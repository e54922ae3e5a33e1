/** Who is asking. */
import type { Role } from '#domain/catalogue/role.ts'
import type { Audience } from '#domain/suppression/suppression.ts'

export { isRole, type Role, roleName, roles } from '#domain/catalogue/role.ts'

/** A role over a unit. What it opens is read in its audience: a person may hold one grant inside the service and one outside it. */
export type Grant = { role: Role; unit: string; audience: Audience }

/** A person or program with the grants that hold now. `via` says which credential it showed. */
export type Actor = {
  /** The author of what they write. */
  id: number
  name: string
  grants: readonly Grant[]
  via: 'session' | 'token'
}

/** Who writes a line: the author's id, null only where nobody knows it, and the name that stands beside it. */
export type Writer = { id: number | null; name: string }

/** A writer with the roles in which they may write. */
export type Author = Writer & { grants: readonly { role: string; unit: string }[] }

/** A grant with the audience in which it is read. The board's is always outside, whatever was asked for. */
export function grantOf({ role, unit }: { role: Role; unit: string }, asked: Audience = 'inside'): Grant {
  return { role, unit, audience: role === 'board' ? 'outside' : asked }
}
