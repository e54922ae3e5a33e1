/** What people write for inside readers, as a wider audience may read it. */
import type { Audience } from './suppression.ts'

/** Shown in place of a withheld text. */
export const withheldText = 'Withheld outside the service: it names a small number.'

const months = 'January|February|March|April|May|June|July|August|September|October|November|December'
/** Numbers that count no people: days of a month, references of actions, percentages. */
const harmless = new RegExp(`\\b\\d{1,2} (?:${months})\\b|\\b[RF]\\d+\\.\\d+\\b|\\d+(?:\\.\\d+)?\\s?%`, 'g')
const smallNumber = /(?<![\d.,])[1-5](?![\d.,]*\d)|\b(?:one|two|three|four|five)\b/i

/**
 * The text for an audience. Outside, a text with a number from one to five, in figures or words, is withheld whole:
 * the words alone do not show whether it counts children. If in doubt, it is withheld.
 */
export function releasedText(text: string, audience: Audience | undefined): string {
  return audience === 'outside' && smallNumber.test(text.replaceAll(harmless, '')) ? withheldText : text
}
