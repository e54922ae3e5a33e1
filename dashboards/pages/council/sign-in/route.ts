import type { Page, PageRequest } from '../../kit/page.ts'
import type { SignInCard } from './model.ts'
import { signInView } from './view.ts'

export type SignInOptions = {
  /** Why a request may not sign in as one of the demonstration's people; null if it may. */
  door: (request: PageRequest) => Promise<string | null>
  /** Whether the service was started with demonstration sign-in: if a page does not offer it, it says why. */
  isTrial: boolean
  /** The people of the demonstration; null if there is no council. */
  loadCards: () => Promise<readonly SignInCard[] | null>
}

/** Choosing a person to sign in as, if the request may. */
export function signInPage({ door, isTrial, loadCards }: SignInOptions): Page {
  return {
    name: 'sign-in',
    register(app, { frame }) {
      app.get<{ Querystring: { next?: unknown } }>(
        '/sign-in',
        { config: { permission: 'public' } },
        async (request, reply) => {
          reply.header('cache-control', 'no-store')
          const { next } = request.query
          const refusal = await door(request)
          return signInView({
            frame: await frame(request),
            cards: refusal === null ? await loadCards() : null,
            refusal: isTrial ? refusal : null,
            next: typeof next === 'string' ? next : null,
          })
        },
      )
    },
  }
}
