/** Cleans and checks the text that people write into a box. */

export type WrittenText = { text: string; fault: 'empty' | 'too_long' | 'unreadable' | null }

/** How much may be written, in characters as people count them. */
export const longest = {
  commentary: 2000,
  decision: 500,
  owner: 100,
  outcome: 1000,
  succession: 500,
  absence: 500,
  baseline: 1000,
} as const

/** Invisible marks that come with pasted text. Those that join letters are kept: some scripts need them. */
const invisible = /(?![\u200c\u200d])\p{Cf}/gu
const unwritable = /(?![\n\t])[\p{Cc}\p{Cs}\p{Co}]/u

/** The text as it is kept: composed characters, one kind of line end, no spaces around it, at most one blank line
 *  in a row. Also its fault, if any: empty, too long, or with characters that no keyboard writes. */
export function writtenText(raw: unknown, most: number): WrittenText {
  if (typeof raw !== 'string') return { text: '', fault: 'empty' }
  const text = raw
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(invisible, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  if (text === '') return { text, fault: 'empty' }
  if (unwritable.test(text)) return { text, fault: 'unreadable' }
  return { text, fault: lengthOf(text) > most ? 'too_long' : null }
}

/**
 * The beginning of a text, at most so many UTF-16 units. Never ends within a character: the database cannot store
 * half of one.
 */
export function beginningOf(text: string, most: number): string {
  const cut = text.slice(0, most)
  return /[\ud800-\udbff]$/.test(cut) && cut.length < text.length ? cut.slice(0, -1) : cut
}

/** How long a text is. */
export function lengthOf(text: string): number {
  return [...text].length
}

/** The fault of a text as a form shows it. `enter` asks for the text ("Enter what happened"); `label`
 *  names the field and begins the sentence. */
export function writtenFaultWords(
  fault: NonNullable<WrittenText['fault']>,
  { enter, label, most }: { enter: string; label: string; most: number },
): string {
  switch (fault) {
    case 'empty':
      return enter
    case 'too_long':
      return `${label} must be ${most.toLocaleString('en-GB')} characters or fewer`
    case 'unreadable':
      return `${label} must only include letters, numbers, punctuation and spaces`
  }
}
