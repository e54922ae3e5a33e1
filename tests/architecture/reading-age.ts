/** How old a reader must be for a text to be read with ease. */
import { syllable } from 'syllable'

/** Words that every reader of this service says daily, whatever their syllables: no more than two of them are counted. */
const DAILY = new Set(
  [
    'action actions administrator assessment assessments authority average averages catalogue child children commentary comparison',
    'conference conferences conversation council councils decision decisions definition delivered delivery demonstration denominator',
    'director England evidence families figure figures manager managers measure measures meeting meetings milestone milestones month',
    'monthly neighbours numerator overview percent percentage percentages plan plans publication publications publish published',
    'quality rating ratings referral referrals restated scorecard scorecards service services signed statutory supervision target',
    'targets team teams unusual usual visit visits withheld workforce',
  ]
    .join(' ')
    .split(' '),
)

/** The words of a sentence. */
export function wordsOf(sentence: string): string[] {
  return sentence.match(/\d[\d:.,TZ-]*|[A-Za-z’'-]+/g) ?? []
}

/**
 * The reading age of sentences together, in years: the grade of Flesch and Kincaid (1975), 0.39 × words in a sentence + 11.8 × syllables in
 * a word − 15.59, and five years, since an American grade 7 is a British year of twelve-year-olds. A number or a date is one syllable; a name,
 * known by a capital, and a word said daily are no more than two.
 */
export function readingAge(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf)
  const syllables = sentences.reduce((sum, sentence) => sum + syllablesOf(sentence), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59 + 5
}

function syllablesOf(sentence: string): number {
  return wordsOf(sentence).reduce((sum, word, i) => {
    const counted = Math.max(1, syllable(word))
    const isKnown = DAILY.has(word.toLowerCase()) || (i > 0 && /[A-Z]/.test(word))
    return sum + (isKnown ? Math.min(2, counted) : counted)
  }, 0)
}
