/** Finds secrets that are long enough but easy to guess. */

/** Each word has six letters or more: a random secret contains one of them by chance once in many millions. */
const SAMPLE_WORDS = [
  ...['change', 'replac', 'secret', 'passwo', 'passphrase', 'example', 'sample', 'placeholder', 'insert'],
  ...['default', 'develop', 'production', 'testing', 'golden', 'session', 'council', 'please', 'random'],
  ...['letmein', 'qwerty', 'asdfgh', 'zxcvbn', 'abcdef', '123456', 'abc123'],
]
const FEWEST_CHARACTERS = 10
/** In a random secret nearly all runs of three characters are different, in hexadecimal too. */
const FEWEST_DIFFERENT_RUNS = 0.75
/** How many characters may be followed by themselves or their neighbour in the alphabet. */
const MOST_STEPS = 0.6
const WORDS = /^([A-Z]?[a-z]{2,}|[A-Z]{2,})([-_. ,:/]+([A-Z]?[a-z]+|[A-Z]+|[0-9]{1,4}))+$/

/** Whether a secret looks as if a person had typed it or copied it from an example: few different characters, a
 *  repetition, a run of the alphabet, words, or sample text such as `changeme`. */
export function isWeakSecret(text: string): boolean {
  return (
    new Set(text).size < FEWEST_CHARACTERS ||
    WORDS.test(text) ||
    holdsSampleWord(text) ||
    repeatsItself(text) ||
    followsTheAlphabet(text)
  )
}

function holdsSampleWord(text: string): boolean {
  const plain = text.toLowerCase()
  const folded = plain.replaceAll('0', 'o').replaceAll('@', 'a').replaceAll('$', 's')
  return SAMPLE_WORDS.some((word) => plain.includes(word) || folded.includes(word))
}

function repeatsItself(text: string): boolean {
  const runs = [...text].slice(2).map((_, at) => text.slice(at, at + 3))
  return new Set(runs).size < FEWEST_DIFFERENT_RUNS * runs.length
}

function followsTheAlphabet(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) <= 1)
  return steps.length > MOST_STEPS * (codes.length - 1)
}
