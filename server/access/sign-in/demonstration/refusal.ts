/** Decides whether a person may sign in by choosing a role, without a password. The start, the sign-in page, its form and the
 * gallery share this one rule. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '#server/config.ts'
import { isLoopback, isLoopbackHttp } from '#server/network-addresses.ts'
import type { Council } from '#server/record/council.ts'

export type DemonstrationConfig = Pick<Config, 'demo' | 'baseUrl' | 'hasSingleSignOn' | 'trustProxy'>

/** What a request shows about where it came from. */
export type RequestOrigin = {
  headers: IncomingHttpHeaders
  remoteAddress: string | undefined
  /** The port the request arrived at; undefined when it was injected without a connection. */
  localPort: number | undefined
}

/** Headers that proxies, load balancers and tunnels add to a request, besides `X-Forwarded-*`. */
const PROXY_HEADERS = [
  ...[
    'forwarded',
    'via',
    'x-real-ip',
    'x-client-ip',
    'x-cluster-client-ip',
    'x-original-host',
    'x-original-url',
  ],
  ...[
    'x-original-forwarded-for',
    'x-rewrite-url',
    'x-envoy-external-address',
    'x-amzn-trace-id',
    'x-arr-log-id',
  ],
  ...['cf-connecting-ip', 'cf-ray', 'true-client-ip', 'fastly-client-ip', 'cdn-loop'],
]
const AUTHORITY = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::([0-9]{1,5}))?$/i

/** Why demonstration sign-in is off for every request; null if it is allowed for a person on this machine. */
export function councilRefusal(
  config: DemonstrationConfig,
  council: Pick<Council, 'isDemonstration'> | null,
): string | null {
  if (!config.demo) return 'Demonstration sign-in is off.'
  if (config.hasSingleSignOn) return 'People sign in here with the council’s own accounts.'
  if (!isLoopbackHttp(config.baseUrl)) {
    return 'Demonstration sign-in is only for a service whose address is http:// on this machine.'
  }
  if (config.trustProxy.length > 0) return 'Demonstration sign-in is never given behind a proxy.'
  if (council === null) return 'No council is loaded here yet.'
  return council.isDemonstration ? null : 'This council is not the demonstration.'
}

/** Why this request may not use demonstration sign-in; null if it may. `Sec-Fetch-Site` is not checked: a browser also sends
 * `same-origin` for a proxy's own pages. */
export function demonstrationRefusal(
  config: DemonstrationConfig,
  council: Pick<Council, 'isDemonstration'> | null,
  request: RequestOrigin,
): string | null {
  return councilRefusal(config, council) ?? requestRefusal(config, request)
}

function requestRefusal(
  { baseUrl }: DemonstrationConfig,
  { headers, remoteAddress = '', localPort }: RequestOrigin,
): string | null {
  if (!isLoopback(remoteAddress.replace(/^::ffff:/, ''))) {
    return 'The demonstration’s people may only sign in on the machine it runs on.'
  }
  const added = Object.keys(headers).find(
    (name) => name.startsWith('x-forwarded-') || PROXY_HEADERS.includes(name),
  )
  if (added !== undefined) {
    return `The demonstration’s people may not sign in through a proxy, and this request came through one: its header ${added} says so.`
  }
  const base = new URL(baseUrl)
  const ports = [Number(base.port || 80), localPort]
  const home = base.origin.replace(/:0$/, `:${localPort}`)
  if (!isOurs(headers.host, ports)) {
    return `The demonstration’s people may only sign in at ${home}, and this request was sent to another address.`
  }
  const { origin } = headers
  if (
    origin !== undefined &&
    !(origin.startsWith('http://') && isOurs(origin.slice('http://'.length), ports))
  ) {
    return `The demonstration’s people may only sign in from a page of ${home}, and this request came from another.`
  }
  return null
}

/** Whether a host and port reach this service on this machine alone. */
function isOurs(authority: string | undefined, ports: readonly (number | undefined)[]): boolean {
  const [, host = '', port = '80'] = AUTHORITY.exec(authority ?? '') ?? []
  return isLoopback(host.replace(/^\[|\]$/g, '')) && ports.includes(Number(port))
}
