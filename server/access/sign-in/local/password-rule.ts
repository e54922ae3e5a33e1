/** Which passwords may be chosen. Length is what counts: there is no rule of capitals and digits. What a guesser tries first is
 * refused: common words with some digits, runs of the keyboard, and the names of the person, the council and this service. */

const SHORTEST = 12
const LONGEST = 128
/** A password that says little besides common words is one of the first that are tried. */
const FEWEST_OTHER_CHARACTERS = 6
const FEWEST_DIFFERENT_CHARACTERS = 5

/** The words of the passwords that are used most, of those that are long enough; shorter ones come to that length by joining them. */
const commonWords = [
  ...[
    'passphrase',
    'password',
    'passwort',
    'passwd',
    'letmein',
    'welcome',
    'iloveyou',
    'trustno1',
    'changeme',
  ],
  ...[
    'administrator',
    'admin',
    'qwertyuiop',
    'qwerty',
    'asdfghjkl',
    'asdfgh',
    'zxcvbnm',
    '1q2w3e4r5t',
    '1q2w3e4r',
  ],
  ...[
    'qazwsxedc',
    'qazwsx',
    'abcdefghijkl',
    'abcdef',
    'abcd',
    'abc',
    'monkey',
    'dragon',
    'sunshine',
    'princess',
  ],
  ...['football', 'baseball', 'superman', 'batman', 'pokemon', 'starwars', 'liverpool', 'arsenal', 'chelsea'],
  ...[
    'manchester',
    'england',
    'london',
    'charlie',
    'michael',
    'jessica',
    'jordan',
    'shadow',
    'master',
    'secret',
  ],
  ...[
    'computer',
    'internet',
    'whatever',
    'butterfly',
    'chocolate',
    'freedom',
    'mustang',
    'hello',
    'login',
    'default',
  ],
  ...['january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november'],
  ...['december', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ...['spring', 'summer', 'autumn', 'winter', 'christmas', 'temp', 'test', 'user', 'guest', 'work', 'pass'],
  ...[
    'golden',
    'thread',
    'scorecards',
    'scorecard',
    'council',
    'children',
    'childrens',
    'services',
    'service',
  ],
  ...['social', 'care', 'county', 'borough', 'team'],
]

/** Why the password may not be chosen; null if it may. `names` are words that stand for the person and the council. */
export function passwordFault(password: string, names: readonly string[]): string | null {
  const characters = [...password.normalize('NFC')]
  if (characters.length < SHORTEST)
    return `Use at least ${SHORTEST} characters. Three or four words that do not belong together are easy to remember.`
  if (characters.length > LONGEST) return `Use at most ${LONGEST} characters.`
  const plain = folded(password)
  const own = names.flatMap(partsOf)
  const rest = without(plain, [...own, ...commonWords])
  if (isMonotonous(plain) || lettersIn(rest) < FEWEST_OTHER_CHARACTERS)
    return 'This password is one of the first that a guesser would try. Choose words that do not belong together.'
  return null
}

/** Small letters, with the digits and signs that stand for letters written as those. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('3', 'e')
    .replaceAll('!', 'i')
}

/** The words of a name or an address, of those that are long enough to mean it. */
function partsOf(name: string): string[] {
  return folded(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 3)
}

/** What remains of a text once each of the words is taken out, the longest first. */
function without(text: string, words: readonly string[]): string {
  const longestFirst = [...words].map(folded).sort((a, b) => b.length - a.length)
  return longestFirst.reduce((left, word) => left.replaceAll(word, ' '), text)
}

/** Digits at the end of a common word make no other password: only what is neither a digit nor a sign counts. */
function lettersIn(text: string): number {
  return new Set(text.match(/\p{L}/gu) ?? []).size
}

/** Few different characters, or nearly all next to each other: `aaaaaabbbbbb`, `abcdefghijkl`, `123456789012`. */
function isMonotonous(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) <= 1)
  return new Set(codes).size < FEWEST_DIFFERENT_CHARACTERS || steps.length > 0.7 * (codes.length - 1)
}
