/** Search: the words of a query, what they match, and which spelling was perhaps meant. */
import { nearestText } from '../extracts/nearest-text.ts'

const LONGEST = 200
const MOST_WORDS = 8

/** The words of a search in small letters, without accents, quotes around them or anything unseen; at most eight. */
export function searchWords(text: string): string[] {
  const words = folded(text.slice(0, LONGEST))
    .split(/[\s"“”,;]+/)
    .map((word) => word.replaceAll(/^['‘’(]+|['‘’).?!:]+$/g, ''))
    .filter((word) => word !== '')
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** Text in the form in which it is compared: lower case, no accents, straight apostrophes, no unseen characters. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')
    .replaceAll('’', "'")
    .toLowerCase()
}

/** How well a thing matches the words: 0 if one of them is missing, else more for a match in its code, the start of its name, its name. */
export function matchRank(
  words: readonly string[],
  thing: { code: string; name: string; other?: string },
): number {
  if (words.length === 0) return 0
  const [code, name, other] = [folded(thing.code), folded(thing.name), folded(thing.other ?? '')]
  if (!words.every((word) => code.includes(word) || name.includes(word) || other.includes(word))) return 0
  if (words.length === 1 && code === words[0]) return 4
  if (name.startsWith(words.join(' '))) return 3
  return words.every((word) => code.includes(word) || name.includes(word)) ? 2 : 1
}

/** The things that fit, the best first and otherwise in the order given. */
export function matchesOf<Thing>(
  words: readonly string[],
  things: readonly Thing[],
  read: (thing: Thing) => { code: string; name: string; other?: string },
): Thing[] {
  return things
    .map((thing) => ({ thing, fit: matchRank(words, read(thing)) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ thing }) => thing)
}

/** What a search names outright: an action, an extract by its number, or a code of a unit or measure. */
export type SearchTarget =
  | { is: 'action'; ref: string }
  | { is: 'extract'; id: number }
  | { is: 'code'; code: string }

/** "R9.3", "extract 12", "#12", "CP04", "hp-s1"; null where a search is words. */
export function searchTargetOf(text: string): SearchTarget | null {
  const typed = text.trim()
  const action = /^([RF])\s?(\d{1,2}\.\d{1,2})$/i.exec(typed)
  if (action !== null) return { is: 'action', ref: `${action[1]?.toUpperCase()}${action[2]}` }
  const extract = /^(?:extract\s+#?|#)(\d{1,15})$/i.exec(typed)
  if (extract !== null) return { is: 'extract', id: Number(extract[1]) }
  return /^[a-z0-9][a-z0-9&_-]{0,39}$/i.test(typed) ? { is: 'code', code: typed.toUpperCase() } : null
}

/** The words, with each unknown one replaced by the nearest known word; null if there is none near. */
export function correctedWords(words: readonly string[], texts: readonly string[]): string[] | null {
  const known = new Set(
    texts.flatMap((text) => folded(text).split(/[^a-z0-9.&-]+/)).filter((w) => w.length > 2),
  )
  const spelt = words.map((word) =>
    [...known].some((other) => other.includes(word)) ? word : (nearestText(word, known) ?? word),
  )
  return spelt.some((word, i) => word !== words[i]) ? spelt : null
}
