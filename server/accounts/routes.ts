/** Signing in and out. For now only the demonstration's people, and only on the machine it runs on. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Unit } from '#domain/unit.ts'
import { problem } from '#server/errors.ts'
import { actorOf } from '#server/http/access.ts'
import { newCsrfSecret } from '#server/http/same-origin.ts'
import { sessionCookieName } from '#server/http/sessions.ts'
import type { Council } from '#server/reads/council.ts'
import { roleName, roles } from './actor.ts'
import { demonstrationPeople } from './demonstration.ts'

export type SignInOptions = {
  /** Whether the demonstration's people may sign in. */
  demo: boolean
  secure: boolean
  loadCouncil: () => Promise<Council | null>
  loadTree: () => Promise<Unit[]>
}

const signInForm = z.strictObject({ role: z.enum(roles), next: z.string().max(2_000).optional() })
const signOutForm = z.strictObject({}).nullish()

/** `POST /sign-in` and `POST /sign-out`. */
export function accountRoutes(
  app: FastifyInstance,
  { demo, secure, loadCouncil, loadTree }: SignInOptions,
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.post(
    '/sign-in',
    { config: { permission: 'public', ownPagesOnly: true }, schema: { body: signInForm } },
    async (request, reply) => {
      if (!demo || !isLoopback(request)) {
        throw problem(
          'sign_in_closed',
          'The demonstration’s people may only sign in on the machine it runs on.',
        )
      }
      const [council, tree] = await Promise.all([loadCouncil(), loadTree()])
      const people = council === null ? [] : demonstrationPeople(council, tree)
      const person = people.find(({ role }) => role === request.body.role)
      if (person === undefined) throw problem('unavailable', 'There is nobody of this role here yet.')
      await request.session.regenerate()
      request.session.person = { name: roleName(person.role), role: person.role, unit: person.unit }
      request.session.csrf = newCsrfSecret()
      return reply.redirect(localAddress(request.body.next) ?? person.start, 303)
    },
  )

  typed.post(
    '/sign-out',
    { config: { permission: 'signed_in' }, schema: { body: signOutForm } },
    async (request, reply) => {
      if (actorOf(request).via === 'session') await request.session.destroy()
      return reply
        .clearCookie(sessionCookieName(secure), { path: '/', secure, httpOnly: true, sameSite: 'lax' })
        .header('clear-site-data', '"cache", "storage"')
        .header('cache-control', 'no-store')
        .redirect('/sign-in', 303)
    },
  )
}

/** The address to go on to, if it is one of ours; null for another site's or none. */
export function localAddress(next: string | undefined): string | null {
  if (next === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(next)) return null
  return next.startsWith('/sign-') ? null : next
}

/** True if the request came from this machine, to a name that only this machine answers to: another site cannot
 *  point a name of its own at us. */
function isLoopback(request: FastifyRequest): boolean {
  const from = request.socket.remoteAddress ?? ''
  return (
    /^(127\.|::1$|::ffff:127\.)/.test(from) &&
    /^(localhost|127\.0\.0\.1|\[::1\]|::1)$/i.test(request.hostname)
  )
}
