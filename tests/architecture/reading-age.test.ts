/** Plain words: a reader of twelve reads what the service says, and no sentence has to be read twice for its length. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { some } from '../support/some.ts'
import { files, ROOT } from './files.ts'
import { fixedSentences } from './fixed-sentences.ts'
import { readingAge, wordsOf } from './reading-age.ts'

/** The most words of a sentence, as GOV.UK asks of its writers. */
const MOST_WORDS = 25
/** One sentence may be a little harder than the text that it is in. */
const OLDEST_OF_ONE = 16
/** Shorter ones are headings and labels, of which the formula says nothing. */
const FEWEST_WORDS = 7

/** Lists of names for a program, and the answers of the command line, which are a manual. */
const notRead = /^server\/(domain\/council\/personal-details|cli|commands\/(usage|verb|[a-z]+-verbs))[.]ts$/

const isRead = (path: string) =>
  /^(server|dashboards|jobs)\/.*[.]ts$/.test(path) &&
  !/example|schema[.]ts$/.test(path) &&
  !notRead.test(path)

const sentences = files
  .filter(isRead)
  .flatMap((path) => fixedSentences(readFileSync(join(ROOT, path), 'utf8')).map((said) => ({ path, said })))

/** What is read together: the pages of one part, the words of the domain, the errors of one room. */
const rooms = Map.groupBy(sentences, ({ path }) =>
  path
    .split('/')
    .slice(0, path.startsWith('dashboards/pages') ? 4 : 2)
    .join('/'),
)

describe('what the service says', () => {
  test('is found', () => {
    expect(sentences.length).toBeGreaterThan(2500)
    expect(rooms.size).toBeGreaterThan(40)
  })

  test('is read with ease at the age of twelve, in every room', () => {
    const hard = [...rooms]
      .filter(([, told]) => told.length >= 5)
      .map(([room, told]) => ({ room, age: readingAge(told.map(({ said }) => said)) }))
      .filter(({ age }) => age > 12)
    expect(hard).toEqual([])
  })

  test('holds no sentence of more than 25 words, and none that asks for a reader of over sixteen', () => {
    const hard = sentences
      .filter(({ said }) => {
        const words = wordsOf(said).length
        return words > MOST_WORDS || (words >= FEWEST_WORDS && readingAge([said]) > OLDEST_OF_ONE)
      })
      .map(
        ({ path, said }) =>
          `${path}: ${wordsOf(said).length} words, age ${readingAge([said]).toFixed(1)}: ${said}`,
      )
    expect(hard).toEqual([])
  })
})

/** Sentences and words that readers had to solve, with what is said in their place. */
const notSaid: readonly [RegExp, string][] = [
  [/(?<!--)\bunits?\b/i, 'team or service'],
  [/\bpromis(e|es|ed)\b/i, 'agreed action, agreed'],
  [/\bwhoever\b|\bnobody’s\b/i, 'the person who, people who'],
  [/where each one counts/, 'on a measure where a single miss matters'],
  [/some months by chance/, 'sometimes meets the target, with no real change'],
  [/will keep missing|hit or miss|relied on to meet/i, 'unlikely to reach it unless something changes'],
  [/^\d+ more children would have met|below its floor of/, 'seen on time; 33.6 points below its target'],
  [/range left open|number of cases leaves open/i, 'Bars: likely range (95%)'],
  [/no more than by chance/, 'too few to tell'],
  [/never by value|marked against them|not added above|stand out together/, 'nothing, or its plain fact'],
  [
    /part ways|no live action is linked|known to be wrong with the data: nothing/i,
    'whose rating and evidence disagree',
  ],
  [/what is behind it\?|set beside it/i, 'a heading that need not be solved'],
  [
    /says something else|all that differs|the month before already was|of them missed/i,
    'a sentence that is read once',
  ],
]

/** Answers to programs name their fields as the fields are named. */
const isForPrograms = (path: string) =>
  /^server\/.*(routes|answers|parts-answer|scorecards\/changes)([.]ts$|\/)/.test(path)

describe('what people read', () => {
  const read = sentences.filter(({ path }) => !isForPrograms(path))

  test.each(notSaid)('never says %s', (words) => {
    expect(read.length).toBeGreaterThan(2000)
    expect(read.filter(({ said }) => words.test(said))).toEqual([])
  })
})

describe('the reading age', () => {
  test('is that of the formula of Flesch and Kincaid and five years', () => {
    // Six words of one syllable each: 0.39 × 6 + 11.8 − 15.59 + 5.
    expect(readingAge(['The cat sat on the mat.'])).toBeCloseTo(3.55, 5)
    // Two sentences of three words, eleven syllables.
    expect(readingAge(['Dogs bark loud.', 'Determination exasperates everybody.'])).toBeGreaterThan(15)
  })

  test('counts a word that its readers say daily as two syllables at most', () => {
    expect(readingAge(['The assessment was late.'])).toBe(readingAge(['The table was late.']))
  })
})

describe('the sentences of a file', () => {
  test.each(
    some([
      [
        'in a page, without its tags',
        'html`<p>Visits were <b>late</b> in April.</p><p>Nobody has said why yet.</p>`',
        ['Nobody has said why yet.'],
      ],
      [
        'with a word for each value',
        'const a = `Visits in $' + '{month} were late`',
        ['Visits in North were late'],
      ],
      [
        'one by one',
        "const a = 'Nothing was sent in May. Send it by Friday of this week.'",
        ['Nothing was sent in May.', 'Send it by Friday of this week.'],
      ],
      ['not in a query', 'sql`Select the name from all of them`', []],
      ['not in a comment', '// Nobody reads this but us all.', []],
    ] as const),
  )('are found %s', (_, content, found) => {
    expect(fixedSentences(content)).toEqual(found)
  })
})
