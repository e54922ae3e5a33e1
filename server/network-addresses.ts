/** The names and addresses that a machine may listen at, and which of them mean this machine alone. */
import { isIP } from 'node:net'

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i
/** A name whose last label is a number is read as an IPv4 address; `999.1.1.1` and `127.1` are not valid ones. */
const NUMBER = /^([0-9]+|0x[0-9a-f]*)$/i

/** Whether a service can listen there: an address, or a host name without a full stop at its end. */
export function isListenable(host: string): boolean {
  if (isIP(host) !== 0) return !host.includes('%')
  const labels = host.split('.')
  return host.length <= 253 && labels.every((label) => LABEL.test(label)) && !NUMBER.test(labels.at(-1) ?? '')
}

/** Whether a host means this machine alone. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** Whether a URL is plain http at this machine alone. */
export function isLoopbackHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, ''))
}
