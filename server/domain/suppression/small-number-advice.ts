/** Advice to a person who is about to release a text: which of its words seem to tell a small number. It decides nothing. */

const months = 'January|February|March|April|May|June|July|August|September|October|November|December'
/** Numbers that count no people: dates, years and times, lengths of time, references of the plan, codes of teams and measures,
 * percentages. */
const harmless = [
  `\\b\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${months})\\b`,
  `\\b(?:${months}) \\d{1,4}\\b`,
  '\\b\\d{4}-\\d{2}(?:-\\d{2})?\\b',
  '\\b\\d{1,2}[.:]\\d{2}\\b',
  '\\b[A-Z]{1,4}\\d+(?:\\.\\d+)?\\b',
  '\\b[A-Z]+(?:-[A-Z]*\\d+)+\\b',
  '\\b(?:North|South|East|West|Central|Team|Fostering) \\d+\\b',
  '\\d+(?:\\.\\d+)?\\s?(?:%|per cent)',
  '\\b(?:\\d|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)[ -](?:working )?(?:hour|day|week|month|quarter|year)s?\\b',
]
const harmlessWords = new RegExp(harmless.join('|'), 'g')
const telling = new RegExp(
  [
    // Digits from 1 to 5 alone or as ordinals, digits of other scripts, and numerals.
    '(?<![\\p{Nd}.,])[1-5](?:st|nd|rd|th)?(?![.,]?\\p{Nd})',
    '[^\\P{Nd}0-9]',
    '[\\p{No}\\p{Nl}]',
    '\\b(?:one|two|three|four|five|third|fourth|fifth)\\b',
    '\\b(?:the only|sole|both|either|neither|couple|pair|twins?|triplets?)\\b',
  ].join('|'),
  'giu',
)

/** The words of a text that seem to tell a number from one to five, each once, in their order. */
export function smallNumbersIn(text: string): string[] {
  const found = text.replaceAll(harmlessWords, ' ').match(telling) ?? []
  return [...new Set(found.map((word) => word.toLowerCase()))]
}

/** The advice in words; null if nothing seems to tell a small number. */
export function smallNumberAdvice(text: string): string | null {
  const found = smallNumbersIn(text)
  if (found.length === 0) return null
  const named = found.slice(0, 5).map((word) => `“${word}”`)
  const last = named.pop()
  const list = named.length === 0 ? last : `${named.join(', ')} and ${last}`
  return `It seems to tell a small number: ${list}. A child or a worker may be known from it.`
}
