/** Signs that free text identifies a child, a family or a worker. They lead to a question, never to a refusal:
 *  words alone cannot settle it. */
import { isChildIdentifier } from '../extracts/child-level.ts'

/** Shown beside every box for free text. */
export const privacyHint = 'Do not include names or details of children, families or individual workers.'

export type PersonalDetail = 'identifier' | 'case_number' | 'name_and_date'

const months =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?'
const fullDate = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)? (?:${months}),? \\d{4})`

/** "Ann Smith, 12/03/2011", "Ann Smith (dob 12 March 2011)": two words written like a name, and a date right after them. */
const nameAndDate = new RegExp(
  `((?:\\p{Lu}[\\p{L}’'-]+ +){1,3}\\p{Lu}[\\p{L}’'-]+)[ ,;:(–-]{1,3}(?:(?:dob|d\\.o\\.b\\.?|born|date of birth)[ :]*(?:on )?)?${fullDate}`,
  'gu',
)

/** Words that occur in names of places, teams, roles and months, and not in names of people. */
const notNames = new Set(
  [
    'North South East West Central Help Protection Court Children Child Care Early Youth Offending Leaving',
    'Fostering Adoption Assessment Team Teams Service Services Front Door Head Manager Board Practice Week',
    'Ofsted Department Education Council County Bank Holiday Easter Good Friday Monday Tuesday Wednesday',
    'Thursday Saturday Sunday January February March April May June July August September October November',
    'December The On In By Since From Until Before After And Of',
  ].flatMap((words) => words.toLowerCase().split(' ')),
)

/** "case 104233", "LCS no. 1042331", "ref: AB-10423": a word for a record and the number right after it. */
const recordWords = 'case|child|client|person|file|record|referral|mosaic|liquidlogic|lcs|eclipse|ehm|upn|nhs'
const numberWords = 'id|no\\.?|nos\\.?|number|ref\\.?|reference|record'
const reference = '[A-Z]{0,4}[/-]?\\d{5,}'
const caseNumber = new RegExp(
  `\\b(?:${recordWords})\\b[ :#]*(?:${numberWords})?[ :#]*${reference}|\\b(?:id|ref\\.?|reference)\\b[ :#]+${reference}`,
  'i',
)

/** A number of six digits or more with nothing to say that it counts something. */
const longNumber = /(?<![\d.,£-])\d{6,}(?![\d,%-]|\.\d)/

/** What in a text looks like personal details, each kind once; empty if there is no sign of any. */
export function personalDetails(text: string): PersonalDetail[] {
  const found: PersonalDetail[] = []
  if (isChildIdentifier(text)) found.push('identifier')
  if (caseNumber.test(text) || longNumber.test(text)) found.push('case_number')
  if (hasNamedDate(text)) found.push('name_and_date')
  return found
}

/** What a person is asked, for each sign. */
export const personalDetailWords: Record<PersonalDetail, string> = {
  identifier: 'It looks like it holds a date of birth, an NHS number or a pupil number.',
  case_number: 'It looks like it holds a case number.',
  name_and_date: 'It looks like it holds a name with a date of birth.',
}

function hasNamedDate(text: string): boolean {
  return [...text.matchAll(nameAndDate)].some(([, name = '']) => {
    const own = name.split(/ +/).filter((word) => !notNames.has(word.toLowerCase()))
    return own.length >= 2
  })
}
