import type { Page } from '../page.ts'
import { type SignInCard, signInView } from './view.ts'

/** Choosing who to be. `cards` are the people of the demonstration, or null where nobody may sign in like this. */
export function signInPage(cards: () => Promise<readonly SignInCard[] | null> | null): Page {
  return {
    name: 'sign-in',
    register(app, { frame }) {
      app.get<{ Querystring: { next?: unknown } }>(
        '/sign-in',
        { config: { permission: 'public' } },
        async (request, reply) => {
          reply.header('cache-control', 'no-store')
          const { next } = request.query
          return signInView({
            frame: await frame(request),
            cards: await cards(),
            next: typeof next === 'string' ? next : null,
          })
        },
      )
    },
  }
}
