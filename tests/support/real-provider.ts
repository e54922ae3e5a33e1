/** A real provider of accounts on this machine, certified for what it does, with a browser that signs in there. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Context } from 'oidc-provider'

export type ProviderPerson = Record<string, unknown> & { sub: string }

export class RealProvider {
  readonly issuer: string
  readonly client = { clientId: 'scorecards', clientSecret: 'a secret that only tests use' }
  /** Those who have an account there, by what they type. */
  readonly people = new Map<string, ProviderPerson>()
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  }

  /** Starts it for a service at an address. */
  static async start(baseUrl: string): Promise<RealProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, resolve))
    const real = new RealProvider(server)
    server.on('request', real.#provider(baseUrl).callback())
    return real
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
    })
  }

  /** Follows an address of the provider, signs in there, and returns where it sends the browser back to. */
  async signIn(address: string, login: string): Promise<string> {
    const cookies = new Map<string, string>()
    let next = address
    for (let steps = 0; next.startsWith(this.issuer); steps += 1) {
      if (steps > 10) throw new Error(`the provider does not finish: ${next}`)
      const isForm = new URL(next).pathname.startsWith('/interaction/')
      const answer = await fetch(next, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(isForm
          ? { method: 'POST', body: new URLSearchParams({ prompt: 'login', login, password: 'x' }) }
          : {}),
      })
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = line.split(';', 1)[0]?.split('=') ?? []
        cookies.set(name, value)
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`${answer.status} at ${next}: ${await answer.text()}`)
      next = new URL(location, next).href
    }
    return next
  }

  #provider(baseUrl: string): Provider {
    const provider: Provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: this.client.clientId,
          client_secret: this.client.clientSecret,
          redirect_uris: [`${baseUrl}/sign-in/callback`],
          post_logout_redirect_uris: [`${baseUrl}/sign-in`],
        },
      ],
      cookies: { keys: ['a key of the provider that only tests use'] },
      // Entra ID puts what it knows of a person into the ID token.
      conformIdTokenClaims: false,
      claims: { openid: ['sub', 'roles', 'groups'], profile: ['name'], email: ['email'] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_: unknown, login: string) => {
        const person = this.people.get(login)
        return person && { accountId: login, claims: () => person }
      },
      loadExistingGrant: async ({ oidc }: Context) => {
        const grant = new provider.Grant({
          clientId: oidc.client.clientId,
          accountId: oidc.session.accountId,
        })
        grant.addOIDCScope(oidc.params.scope)
        await grant.save()
        return grant
      },
    })
    return provider
  }
}
