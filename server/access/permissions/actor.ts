/** Who is asking. */
import type { Role } from '#domain/catalogue/role.ts'
import type { Audience } from '#domain/suppression/suppression.ts'

export { isRole, type Role, roleName, roles } from '#domain/catalogue/role.ts'

/** How a person proved who they are. */
export type SignedInBy = 'demonstration' | 'password' | 'second_factor' | 'link' | 'provider'

/** A role over a unit. What it opens is read in its audience: a person may hold one grant inside the service and one outside it. */
export type Grant = { role: Role; unit: string; audience: Audience }

/** A person or program with the grants that hold now. `via` says which credential it showed. */
export type Actor = {
  /** The author of what they write. */
  id: number
  name: string
  grants: readonly Grant[]
  /** `see_as` is a session of an administrator who looks at what this person sees, and writes nothing. */
  via: 'session' | 'token' | 'see_as'
  /** The person behind it: nobody is a second person to themselves, neither signed in nor by a token they own. Null if there is none. */
  actsAs: number | null
  /** Who looks as this person, and until when; null for everybody else. */
  seenBy: { id: number; name: string; until: Date } | null
}

/** Who writes a line: the author's id, null only where nobody knows it, and the name that stands beside it. */
export type Writer = { id: number | null; name: string }

/** True if one author wrote both: the same id. Two people of one name are two authors, and one who changes their name stays one.
 * Where either id is not known, it is the same name. */
export function isSameAuthor(one: Writer, other: Writer): boolean {
  return one.id === null || other.id === null ? one.name === other.name : one.id === other.id
}

/** A writer with the roles in which they may write. */
export type Author = Writer & { grants: readonly { role: string; unit: string }[] }

/** A grant with the audience in which it is read. The board's is always outside, whatever was asked for. */
export function grantOf({ role, unit }: { role: Role; unit: string }, asked: Audience = 'inside'): Grant {
  return { role, unit, audience: role === 'board' ? 'outside' : asked }
}
