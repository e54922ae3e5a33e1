/** A browser that keeps cookies and runs no scripts, before and after somebody has signed in in it. */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { form, fromOurPages } from './app.ts'
import { textOf } from './page-text.ts'

export class CookieBrowser {
  readonly cookies = new Map<string, string>()
  readonly #app: FastifyInstance
  readonly #from: string

  /** `from` is the address of its network. */
  constructor(app: FastifyInstance, from = '127.0.0.1') {
    this.#app = app
    this.#from = from
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.#send({ url, method: 'GET' })
  }

  post(url: string, fields: Record<string, string>): Promise<LightMyRequestResponse> {
    return this.#send({ ...form(fields), url })
  }

  /** The words of a page. */
  async words(url: string): Promise<string> {
    return textOf((await this.get(url)).body)
  }

  /** True if somebody is signed in who may use the API. */
  async isSignedIn(): Promise<boolean> {
    return (await this.get('/api/v1/units')).statusCode === 200
  }

  /** The secret that the session's forms send back. */
  async csrf(url = '/help'): Promise<string> {
    return /name="_csrf" value="([^"]+)"/.exec((await this.get(url)).body)?.[1] ?? ''
  }

  async #send(request: InjectOptions): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await this.#app.inject({
      ...request,
      remoteAddress: this.#from,
      headers: { ...request.headers, ...fromOurPages, ...(cookie === '' ? {} : { cookie }) },
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }
}
