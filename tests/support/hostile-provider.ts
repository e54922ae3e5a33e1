/** A provider that says whatever a test has it say, signed as the test wishes. */

import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Said = {
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
  /** Another key than the one it publishes. */
  isForged?: boolean
  /** Replaces the whole ID token. */
  token?: string
  description?: Record<string, unknown>
  status?: number
  /** Never answers at these paths. */
  silentAt?: string
}

const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const forger = generateKeyPairSync('rsa', { modulusLength: 2048 })

export class HostileProvider {
  readonly client = { clientId: 'scorecards', clientSecret: 'a secret that only tests use' }
  /** What it says the next time. */
  said: Said = {}
  /** The nonce that it was asked with. */
  nonce = ''
  /** How often a code was taken for a token. */
  taken = 0
  #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<HostileProvider> {
    const provider = new HostileProvider(createServer())
    await provider.#listen(0)
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  #port = 0

  async #listen(port: number): Promise<void> {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '', this.issuer).pathname
      if (path === this.said.silentAt) return
      response.statusCode = this.said.status ?? 200
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(this.#answer(path)))
    })
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** Goes down; `comeBack` brings it up at the same address. */
  stop(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
    })
  }

  comeBack(): Promise<void> {
    return this.#listen(this.#port)
  }

  #answer(path: string): object {
    if (path === '/.well-known/openid-configuration') {
      return {
        ...{ issuer: this.issuer, authorization_endpoint: `${this.issuer}/authorize` },
        ...{ token_endpoint: `${this.issuer}/token`, jwks_uri: `${this.issuer}/keys` },
        ...{ response_types_supported: ['code'], subject_types_supported: ['public'] },
        ...{ id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256'] },
        ...this.said.description,
      }
    }
    if (path === '/keys')
      return { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] }
    this.taken += 1
    return { access_token: 'unused', token_type: 'Bearer', expires_in: 60, id_token: this.#idToken() }
  }

  #idToken(): string {
    const seconds = Math.floor(Date.now() / 1000)
    const header = { alg: 'RS256', kid: 'one', typ: 'JWT', ...this.said.header }
    const claims = {
      ...{ iss: this.issuer, aud: this.client.clientId, sub: 'hostile', nonce: this.nonce },
      ...{ iat: seconds, exp: seconds + 60, name: 'Harriet Hostile', email: 'harriet@hostile.example' },
      ...this.said.claims,
    }
    if (this.said.token !== undefined) return this.said.token
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part(header)}.${part(claims)}`
    if (header.alg === 'none') return `${text}.`
    const key = this.said.isForged === true ? forger.privateKey : own.privateKey
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
  }
}
