/** Where a session came from, as its owner recognises it: the network and the family of the browser. Neither the whole address nor
 * the browser's own long description is kept. */
import { isIP } from 'node:net'

/** The network of an address: the first three parts of IPv4, the first four groups of IPv6; null for what is no address. */
export function sessionNetwork(address: string | undefined): string | null {
  const ip = (address ?? '').replace(/^::ffff:(?=[0-9.]+$)/i, '')
  if (isIP(ip) === 4) return `${ip.split('.').slice(0, 3).join('.')}.0/24`
  if (isIP(ip) !== 6) return null
  const [before = '', after] = (ip.split('%', 1)[0] ?? '').toLowerCase().split('::')
  const first = before === '' ? [] : before.split(':')
  const last = after === undefined || after === '' ? [] : after.split(':')
  const gap = after === undefined ? 0 : Math.max(0, 8 - first.length - groupsOf(last))
  const groups = [...first, ...Array.from({ length: gap }, () => '0'), ...last].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

/** How many groups of 16 bits these make: a last part such as 10.0.0.1 is two. */
function groupsOf(parts: readonly string[]): number {
  return parts.length + (parts.at(-1)?.includes('.') === true ? 1 : 0)
}

/** Each family with what its description holds. Order matters: most browsers also name those that they resemble. */
const families: readonly [pattern: RegExp, name: string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[0-9.]+.* Safari\//, 'Safari'],
]

/** The family of a browser: "Chrome", "Firefox"; "Another browser" for any other, and null where it does not say. */
export function browserFamily(description: string | undefined): string | null {
  if (description === undefined || description === '') return null
  return families.find(([pattern]) => pattern.test(description))?.[1] ?? 'Another browser'
}
