/** Names of downloads made from a received file: they keep the file's own name, without unsafe characters. */

/** What is added to a name for each file that is given back. */
export const givenBack = {
  problems: ' - problems',
  rejected: ' - rejected rows',
  summary: ' - error summary',
} as const

const LONGEST = 80

/**
 * "may-visits - problems.csv" for "may-visits.csv": the letters, digits and a few signs of its name, or `instead` if
 * none remain.
 */
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

/** The common part of two names of one file: without the ending, and without what we or a browser added. */
export function baseName(filename: string): string {
  const name = filename.replace(/\.[a-z0-9]{1,5}$/i, '')
  return name.replace(addedToName, '')
}

const addedToName = /(?:(?: - (?:problems|rejected rows|error summary))| \(\d{1,3}\))+$/i

/** The header that names a download: in ASCII, and if that differs in UTF-8 too. */
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
