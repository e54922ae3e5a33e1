/** The council's own provider of accounts, spoken to by OpenID Connect: the code flow with PKCE, state and nonce. It is looked up
 * when somebody first signs in, so that a provider that is down stops neither the start nor anything else. */
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ServerMetadata,
} from 'openid-client'
import { problem } from '#server/errors.ts'
import { isLoopbackHttp } from '#server/network-addresses.ts'

export type ProviderConfig = {
  /** The exact name by which the provider signs what it says. */
  issuer: string
  clientId: string
  clientSecret: string
}

/** What must come back with the answer to one question to the provider. */
export type ProviderChecks = { state: string; nonce: string; verifier: string }

/** Who signed in, as the provider says. */
export type ProviderAnswer = {
  issuer: string
  subject: string
  name: string | null
  email: string | null
  /** The values of the claims `roles` and `groups`. */
  claims: string[]
  /** Whether the provider left groups out because there are too many. */
  hasMoreGroups: boolean
}

export type Provider = {
  /** Where to send the browser, and what must come back. Throws `provider_away` if the provider does not answer. */
  begin: () => Promise<{ address: string; checks: ProviderChecks }>
  /** Who signed in, from the address the browser was sent back to. Throws `sign_in_refused` if anything about it is not right. */
  finish: (address: URL, checks: ProviderChecks) => Promise<ProviderAnswer>
  /** Where the provider signs a person out; null if it has no such address, or does not answer. */
  loadSignOutAddress: () => Promise<string | null>
}

type Log = { warn: (what: object, message: string) => void }

/** How long the provider may take to answer. */
const TIMEOUT_SECONDS = 5
/** After this long the provider's description is read again, for it may have changed. */
const DESCRIPTION_MS = 60 * 60_000
/** Signatures by a key that only the provider has. `none` and signatures by a shared secret are refused. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]
const MOST_CLAIMS = 2_000

/** A provider, which nothing is asked of yet. */
export function providerOver(
  config: ProviderConfig,
  { baseUrl, log, now }: { baseUrl: string; log: Log; now: () => Date },
): Provider {
  let described: { at: number; client: Promise<Configuration> } | null = null
  const load = (): Promise<Configuration> => {
    const at = now().getTime()
    if (described === null || at - described.at > DESCRIPTION_MS) {
      const client = clientOf(config)
      described = { at, client }
      client.catch(() => {
        if (described?.client === client) described = null
      })
    }
    return described.client
  }
  const loadOrSay = async () => {
    try {
      return await load()
    } catch (error) {
      log.warn({ err: error, issuer: config.issuer }, 'the provider of accounts cannot be used')
      throw problem('provider_away', AWAY)
    }
  }
  return {
    begin: async () => begin(await loadOrSay(), baseUrl),
    finish: async (address, checks) => {
      const client = await loadOrSay()
      try {
        return await finish(client, address, checks)
      } catch (error) {
        log.warn({ err: error, issuer: config.issuer }, 'an answer of the provider of accounts was refused')
        throw refusalOf(error)
      }
    },
    loadSignOutAddress: async () => {
      const client = await load().catch(() => null)
      if (client?.serverMetadata().end_session_endpoint === undefined) return null
      return buildEndSessionUrl(client, { post_logout_redirect_uri: `${baseUrl}/sign-in` }).href
    },
  }
}

const AWAY =
  'The council’s sign-in does not answer, or not as it should. Nobody can sign in with it just now. Try again in a few minutes.'

/** The client of a provider whose description was read and found to be its own. */
async function clientOf({ issuer, clientId, clientSecret }: ProviderConfig): Promise<Configuration> {
  const isInsecure = isLoopbackHttp(issuer)
  const found = await discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: TIMEOUT_SECONDS,
    [customFetch]: fetchSafely,
    execute: isInsecure ? [allowInsecureRequests] : [],
  })
  const { supportsPKCE: _, ...metadata } = found.serverMetadata()
  if (metadata.issuer !== issuer)
    throw new Error(`OIDC_ISSUER is ${issuer}, and the provider calls itself ${metadata.issuer}`)
  const offered = metadata.id_token_signing_alg_values_supported ?? ['RS256']
  const accepted = offered.filter((algorithm) => algorithms.includes(algorithm))
  if (accepted.length === 0) throw new Error(`none of these signatures is accepted: ${offered.join(', ')}`)
  const client = new Configuration(
    { ...metadata, id_token_signing_alg_values_supported: accepted },
    clientId,
    clientSecret,
    clientAuthentication(metadata, clientSecret),
  )
  client[customFetch] = fetchSafely
  client.timeout = TIMEOUT_SECONDS
  if (isInsecure) allowInsecureRequests(client)
  enableNonRepudiationChecks(client)
  return client
}

/** A provider that names no way of showing the secret takes it as Basic. */
function clientAuthentication(metadata: ServerMetadata, secret: string) {
  const ways = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return ways.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret)
}

/** Plain http only reaches this machine, whatever the description of a provider on it says. */
const fetchSafely: CustomFetch = (url, options) => {
  if (new URL(url).protocol !== 'https:' && !isLoopbackHttp(url))
    throw new TypeError(`the provider names an address without https: ${url}`)
  return fetch(url, options)
}

async function begin(client: Configuration, baseUrl: string) {
  const checks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
  const address = buildAuthorizationUrl(client, {
    redirect_uri: `${baseUrl}/sign-in/callback`,
    scope: 'openid profile email',
    response_mode: 'query',
    code_challenge: await calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: 'S256',
    state: checks.state,
    nonce: checks.nonce,
  })
  if (address.protocol !== 'https:' && !isLoopbackHttp(address.href)) throw problem('provider_away', AWAY)
  return { address: address.href, checks }
}

async function finish(client: Configuration, address: URL, checks: ProviderChecks): Promise<ProviderAnswer> {
  const tokens = await authorizationCodeGrant(client, address, {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
    idTokenExpected: true,
  })
  const said = tokens.claims()
  if (said === undefined) throw new Error('the provider sent no ID token')
  return {
    issuer: said.iss,
    subject: said.sub,
    name: textOf(said.name) ?? textOf(said.preferred_username),
    email: textOf(said.email),
    claims: [...textsOf(said.roles), ...textsOf(said.groups)].slice(0, MOST_CLAIMS),
    hasMoreGroups: said.hasgroups === true || said.hasgroups === 'true' || namesGroups(said._claim_names),
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 1_000 ? value : null
}

function textsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.flatMap((each) => textOf(each) ?? [])
}

function namesGroups(names: unknown): boolean {
  return typeof names === 'object' && names !== null && 'groups' in names
}

/** What a person is told; the log has what was wrong. */
function refusalOf(error: unknown) {
  if (error instanceof AuthorizationResponseError)
    return problem(
      'sign_in_refused',
      error.error === 'access_denied'
        ? 'The council’s sign-in did not let you in, or you stopped it. Sign in again, or ask who runs it.'
        : 'The council’s sign-in sent an error instead of your name. Sign in again.',
    )
  if (isTimeout(error)) return problem('provider_away', AWAY)
  return problem(
    'sign_in_refused',
    'The answer of the council’s sign-in was not right, so it was not believed. Sign in again. ' +
      'If it happens once more, tell the administrator of this service.',
  )
}

/** True if the provider did not answer at all, or with an error of its own. */
function isTimeout(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'OAUTH_TIMEOUT' || (error instanceof TypeError && error.message === 'fetch failed')
}
