/** Signing in as one of the demonstration's people, and signing out. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import type { Council } from '#server/record/council.ts'
import { recordActivity } from '../activity/activity.ts'
import { roleName, roles } from '../permissions/actor.ts'
import { actorOf } from '../permissions/guard.ts'
import { beginSession } from '../sessions/new-session.ts'
import { sessionCookieName } from '../sessions/sessions.ts'
import { demonstrationPeople, demonstrationPersonId } from './demonstration/demonstration.ts'
import type { DemonstrationDoor } from './demonstration/door.ts'
import { localAddress } from './local-address.ts'

export type SignInOptions = {
  db: Db
  now: () => Date
  door: DemonstrationDoor
  secure: boolean
  loadCouncil: () => Promise<Council | null>
  loadTree: () => Promise<Unit[]>
}

const signInForm = z.strictObject({ role: z.enum(roles), next: z.string().max(2_000).optional() })
const signOutForm = z.strictObject({}).nullish()

/** `POST /sign-in`, `POST /sign-in/stay` and `POST /sign-out`. */
export function accountRoutes(
  app: FastifyInstance,
  { db, now, door, secure, loadCouncil, loadTree }: SignInOptions,
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.post(
    '/sign-in',
    { config: { permission: 'public', ownPagesOnly: true }, schema: { body: signInForm } },
    async (request, reply) => {
      const refusal = await door(request)
      if (refusal !== null) throw problem('sign_in_closed', refusal)
      const [council, tree] = await Promise.all([loadCouncil(), loadTree()])
      const people = council === null ? [] : demonstrationPeople(council, tree)
      const person = people.find(({ role }) => role === request.body.role)
      if (person === undefined) throw problem('unavailable', 'There is nobody of this role here yet.')
      const id = await demonstrationPersonId(db, person, now())
      await beginSession(request, db, { person: id, name: roleName(person.role), by: 'demonstration' })
      return reply.redirect(localAddress(request.body.next) ?? person.start, 303)
    },
  )

  // Reading the session is its use, so there is nothing else to do.
  typed.post(
    '/sign-in/stay',
    { config: { permission: 'signed_in' }, schema: { body: signOutForm } },
    async (_request, reply) => reply.code(204).send(),
  )

  typed.post(
    '/sign-out',
    { config: { permission: 'signed_in', endsSeeingAs: true }, schema: { body: signOutForm } },
    async (request, reply) => {
      const by = actorOf(request)
      const wasAtProvider = request.session?.signedInBy === 'provider'
      if (by.via !== 'token') {
        await request.session.destroy()
        await recordActivity(db, { kind: 'session.ended', by })
      }
      return reply
        .clearCookie(sessionCookieName(secure), { path: '/', secure, httpOnly: true, sameSite: 'lax' })
        .header('clear-site-data', '"cache", "storage"')
        .header('cache-control', 'no-store')
        .redirect(wasAtProvider ? '/sign-in/signed-out' : '/sign-in', 303)
    },
  )
}
