/** Invisible characters, and dashes that look like a hyphen. Copied text often contains both. */

/**
 * Characters not allowed in a code, period or figure: control characters, zero-width characters, and direction and
 * byte order marks.
 */
export const unseenCharacters =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]|[\ufe00-\ufe0f]/
const every = new RegExp(unseenCharacters.source, 'g')

const names: Record<string, string> = {
  '\u0000': 'a NUL',
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a line break',
  '\u2028': 'a line break',
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u200c': 'a zero-width mark',
  '\u200d': 'a zero-width mark',
  '\u200e': 'a mark of direction',
  '\u200f': 'a mark of direction',
  '\u2060': 'a zero-width mark',
  '\ufeff': 'a byte order mark',
}

/** The name or number of the first invisible character: "a soft hyphen", "the character U+0007". */
export function unseenName(text: string): string {
  const found = unseenCharacters.exec(text)?.[0] ?? ''
  const number = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return names[found] ?? `the character U+${number}`
}

/** The text with no such character in it. */
export function withoutUnseen(text: string): string {
  return text.replace(every, '')
}

/** Hyphens, dashes and minus signs that are not the one on the keyboard. */
const otherDashes = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g

/** The text with each dash as the one on the keyboard. */
export function withPlainDashes(text: string): string {
  return text.replace(otherDashes, '-')
}
