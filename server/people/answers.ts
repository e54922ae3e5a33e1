/** What the API says about people, and what its addresses and bodies take. */
import { z } from 'zod'
import { type Person, personState, personStates } from '#server/access/people/people.ts'
import { roles } from '#server/access/permissions/actor.ts'
import { problemAnswer } from '#server/http/parameters.ts'

export const numberParameter = z
  .string()
  .regex(/^[0-9]{1,9}$/, 'is not a number that the lists give')
  .describe('The number that its list gives.')

export const dayField = z.string().max(10).describe('A day, YYYY-MM-DD.')

export const reasonField = z.string().trim().min(1, 'say why').max(500)
export const versionField = z.number().int().min(1).describe('The version that was read.')

/** A role over a unit. A role of the whole council needs no unit. */
export const roleFields = {
  role: z.enum(roles),
  unit: z.string().max(40).optional().describe('The code of a team or service.'),
}

export const datedRoleFields = {
  ...roleFields,
  from: dayField.optional().describe('The first day, YYYY-MM-DD; today if left out.'),
  to: dayField.optional().describe('The last day, YYYY-MM-DD; without an end if left out.'),
}

const grantAnswer = z.object({
  id: z.number().int(),
  role: z.string(),
  unit: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  deputyOf: z.number().int().nullable().describe('The person in whose place it is held.'),
  ended: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
})

export const personAnswer = z.object({
  id: z.number().int(),
  name: z.string(),
  email: z.string(),
  state: z.enum(personStates).describe('invited: the person has not signed in with an account yet.'),
  lastSeen: z.string().nullable(),
  version: z.number().int(),
  grants: z.array(grantAnswer).describe('Every role they ever held.'),
})

export const providerRoleAnswer = z
  .object({ person: z.number().int(), role: z.string(), unit: z.string(), claim: z.string() })
  .describe('A role that a group or application role of the provider gives, in a session that is open now.')

/** A person as the API gives them. */
export function personOf(person: Person): z.infer<typeof personAnswer> {
  const { id, name, email, version, lastSeen } = person
  return {
    ...{ id, name, email, version, state: personState(person), lastSeen: lastSeen?.toISOString() ?? null },
    grants: person.grants.map(({ ended, ...grant }) => ({
      ...grant,
      ended: ended === null ? null : { ...ended, at: ended.at.toISOString() },
    })),
  }
}

export const linkAnswer = z
  .object({ address: z.string(), expiresAt: z.string() })
  .describe('A link that works once. It is given here and never again.')

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemAnswer } },
})

/** The further refusals of what changes people. */
export const writeRefusals = {
  409: refused('Somebody has changed it since it was read, or it cannot be done in its present state.'),
  422: refused('Something that was sent does not fit: the answer says what.'),
}
