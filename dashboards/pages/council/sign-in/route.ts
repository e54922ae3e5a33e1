import { textSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import type { SignInCard, SignInView, SignInWay } from './model.ts'
import { signInView } from './view.ts'

/** Where to go on, or why nobody was signed in. */
type Outcome = { goTo: string } | { fault: string }

export type SignInOptions = {
  /** Why a request may not sign in as one of the demonstration's people; null if it may. */
  door: (request: PageRequest) => Promise<string | null>
  /** Whether the service was started with demonstration sign-in: if a page does not offer it, it says why. */
  isTrial: boolean
  /** The people of the demonstration; null if there is no council. */
  loadCards: () => Promise<readonly SignInCard[] | null>
  /** Signs in with a password; null if people sign in at the council's own provider, and no password is asked for. */
  enterPassword:
    | ((
        request: PageRequest,
        reply: PageReply,
        typed: { email: string; password: string; next: string | undefined },
      ) => Promise<Outcome>)
    | null
  /** The address at which the provider signs a person out too; null if there is none. */
  loadProviderSignOut: () => Promise<string | null>
}

type Query = { next?: unknown }
type Body = Record<string, unknown> | null | undefined

/** `/sign-in`, and `/sign-in/password` with the form of a password where there is one. */
export function signInPage(options: SignInOptions): Page {
  const { enterPassword, loadProviderSignOut } = options
  return {
    name: 'sign-in',
    register(app, deps) {
      app.get<{ Querystring: Query }>('/sign-in', { config: { permission: 'public' } }, (request, reply) =>
        openedView(request, reply, options, deps),
      )
      app.get('/sign-in/signed-out', { config: { permission: 'public' } }, async (request, reply) => {
        const provider = await loadProviderSignOut()
        // The provider's own page follows at once; the page has a link to it as well.
        if (provider !== null) reply.header('refresh', `0; url=${provider}`)
        return signInView({ ...(await blank(request, reply, options, deps)), signedOut: { provider } })
      })
      if (enterPassword === null) return
      app.get<{ Querystring: Query }>(
        '/sign-in/password',
        { config: { permission: 'public' } },
        async (request, reply) =>
          signInView({ ...(await blank(request, reply, options, deps)), next: nextIn(request.query) }),
      )
      app.post<{ Body: Body }>(
        '/sign-in/password',
        { config: { permission: 'public', ownPagesOnly: true } },
        async (request, reply) => {
          const sent = request.body ?? {}
          const [email, password] = [textSent(sent.email), textSent(sent.password)]
          const next = nextIn(sent)
          const outcome = await enterPassword(request, reply, { email, password, next: next ?? undefined })
          if ('goTo' in outcome) return reply.redirect(outcome.goTo, 303)
          reply.code(reply.hasHeader('retry-after') ? 429 : 422)
          const view = await blank(request, reply, options, deps)
          return signInView({ ...view, next, email, fault: outcome.fault })
        },
      )
    },
  }
}

async function openedView(
  request: PageRequest & { query: Query },
  reply: PageReply,
  options: SignInOptions,
  deps: PageDeps,
) {
  const { door, isTrial, loadCards } = options
  const refusal = await door(request)
  return signInView({
    ...(await blank(request, reply, options, deps)),
    cards: refusal === null ? await loadCards() : null,
    refusal: isTrial ? refusal : null,
    next: nextIn(request.query),
  })
}

/** The form before anything was typed. */
async function blank(
  request: PageRequest,
  reply: PageReply,
  { enterPassword }: SignInOptions,
  { frame }: PageDeps,
): Promise<SignInView> {
  reply.header('cache-control', 'no-store')
  const way: SignInWay = enterPassword === null ? 'provider' : 'password'
  return {
    frame: await frame(request),
    ...{ cards: null, refusal: null, way, next: null, email: '', fault: null, signedOut: null },
  }
}

function nextIn({ next }: Query): string | null {
  return typeof next === 'string' && next !== '' ? next : null
}
