import { publishedWords } from '../../../words/published-words.ts'
import { textSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import type { OpenLink } from './model.ts'
import { signInLinkView } from './view.ts'

/** A link as the record holds it. */
type KeptLink = Pick<OpenLink, 'kind' | 'name' | 'by'> & { expiresAt: Date }
/** Where to go on, or why not; null if the link does not work any more. */
type Outcome = { goTo: string } | { fault: string } | null

export type SignInLinkOptions = {
  /** The link with a secret; null if it does not work (any more). */
  loadLink: (secret: string) => Promise<KeptLink | null>
  /** Sets the password of an invited person; null if invited people sign in at the council's own provider. */
  acceptInvitation:
    | ((
        request: PageRequest,
        reply: PageReply,
        typed: { secret: string; password: string; councilName: string },
      ) => Promise<Outcome>)
    | null
  /** Signs in the person of a link for somebody who cannot sign in otherwise. */
  signInOnce: (request: PageRequest, secret: string) => Promise<Outcome>
}

type Params = { secret: string }
type Body = Record<string, unknown> | null | undefined
type Sending = PageRequest & { params: Params; body: Body }

/** `/sign-in/link/<secret>`: looking at a link changes nothing; its form uses it. */
export function signInLinkPage(options: SignInLinkOptions): Page {
  return {
    name: 'sign-in-link',
    register(app, deps) {
      app.get<{ Params: Params }>(
        '/sign-in/link/:secret',
        { config: { permission: 'public' } },
        (request, reply) => showLink(request, reply, { options, deps, fault: null }),
      )
      app.post<{ Params: Params; Body: Body }>(
        '/sign-in/link/:secret',
        { config: { permission: 'public', ownPagesOnly: true } },
        (request, reply) => followLink(request, reply, options, deps),
      )
    },
  }
}

async function followLink(request: Sending, reply: PageReply, options: SignInLinkOptions, deps: PageDeps) {
  const { secret } = request.params
  const link = await options.loadLink(secret)
  if (link === null) return showLink(request, reply, { options, deps, fault: null })
  const outcome =
    link.kind === 'sign_in'
      ? await options.signInOnce(request, secret)
      : options.acceptInvitation === null
        ? { goTo: `/sign-in/link/${secret}/provider` }
        : await options.acceptInvitation(request, reply, {
            ...{ secret, password: textSent(request.body?.password) },
            councilName: (await deps.frame(request)).council.name,
          })
  if (outcome !== null && 'goTo' in outcome) return reply.redirect(outcome.goTo, 303)
  if (outcome !== null) reply.code(422)
  return showLink(request, reply, { options, deps, fault: outcome?.fault ?? null })
}

type Showing = { options: SignInLinkOptions; deps: PageDeps; fault: string | null }

async function showLink(
  request: PageRequest & { params: Params },
  reply: PageReply,
  { options, deps, fault }: Showing,
) {
  reply.header('cache-control', 'no-store')
  const { secret } = request.params
  const [link, frame] = await Promise.all([options.loadLink(secret), deps.frame(request)])
  if (link === null) reply.code(404)
  return signInLinkView({
    ...{ frame, fault, isAtProvider: options.acceptInvitation === null },
    link: link === null ? null : openLink(link, secret),
  })
}

function openLink({ kind, name, by, expiresAt }: KeptLink, secret: string): OpenLink {
  return { kind, name, by, until: publishedWords(expiresAt), address: `/sign-in/link/${secret}` }
}
