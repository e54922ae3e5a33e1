/** Names of files: what is given back keeps the name that it came with, as a safe one made by us. */

/** What is added to a name for each file that is given back. */
export const givenBack = {
  problems: ' - problems',
  rejected: ' - rejected rows',
  summary: ' - error summary',
} as const

const LONGEST = 80

/** "may-visits - problems.csv" for "may-visits.csv": letters, digits and a few signs of its own name, or `instead`. */
export function nameGivenBack(
  filename: string,
  { what, ending, instead }: { what: keyof typeof givenBack; ending: string; instead: string },
): string {
  const base = baseName(filename)
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N} ._()&'’,+-]+/gu, '-')
    .replaceAll(/\.{2,}/g, '.')
  const safe = [...base]
    .slice(0, LONGEST)
    .join('')
    .replaceAll(/^[\s.-]+|[\s.-]+$/g, '')
  return `${safe === '' ? instead : safe}${givenBack[what]}.${ending}`
}

/** What two files of one name share: neither their endings nor what we or a browser added to a name. */
export function baseName(filename: string): string {
  const name = filename.replace(/\.[a-z0-9]{1,5}$/i, '')
  return name.replace(addedToName, '')
}

const addedToName = /(?:(?: - (?:problems|rejected rows|error summary))| \(\d{1,3}\))+$/i

/** The header that gives a download its name: in plain letters, and as it is. */
export function attachment(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]|["\\%]/g, '-')
  const whole = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return plain === name
    ? `attachment; filename="${name}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
