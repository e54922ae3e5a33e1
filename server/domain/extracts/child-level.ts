/** Signs that a file is about named children and not about teams. Such a file is not kept. */

/** Headings, reduced to letters and digits, that only a list of people has. */
const headings = new Set(
  [
    'upn uniquepupilnumber formerupn nhs nhsno nhsnumber nhsnum uln',
    'dob dateofbirth birthdate birthday datebirth childdob pupildob persondob dobofchild',
    'child childid childno childnumber childname childref childreference childcode nameofchild childsname',
    'childuniqueid childlaid laid laidnumber pupilid pupilname personid personno personnumber personname personref',
    'clientid clientname clientno clientref serviceuserid serviceusername youngpersonid youngpersonname',
    'forename forenames firstname firstnames givenname givennames middlename middlenames preferredname',
    'surname surnames lastname familyname fullname knownas alias childforename childsurname childfirstname childlastname',
    'address homeaddress addressline addressline1 addressline2 addressline3 address1 address2 address3 childaddress',
    'postcode postalcode homepostcode childpostcode placementpostcode uprn',
    'case caseno caseid casenumber caseref casereference casename mosaicid liquidlogicid lcsid ehmid systemid',
    'referralid familyid familyname sen2id ssd903id',
  ].flatMap((line) => line.split(' ')),
)

/**
 * The heading that occurs only in a list of children, or null. A row with a figure in it is not a row of headings,
 * unless it is the first of the file.
 */
export function childLevelHeading(cells: readonly string[], isFirst: boolean): string | null {
  if (!isFirst && !mayBeHeadings(cells)) return null
  return cells.find(isChildLevelHeading) ?? null
}

function mayBeHeadings(cells: readonly string[]): boolean {
  let filled = 0
  for (const cell of cells) {
    const text = cell.trim()
    if (text === '') continue
    if (/^[0-9.,%/:-]+$/.test(text)) return false
    filled++
  }
  return filled >= 2
}

function isChildLevelHeading(heading: string): boolean {
  if (heading.length > 40) return false
  return headings.has(
    heading
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  )
}

/**
 * True if a cell holds an identifier of one child, by itself or within a note, or a note gives a day of birth: a unique pupil
 * number (a letter, eleven digits, a digit or letter; DfE guidance) or an NHS number (ten digits of which the last is the
 * modulus 11 check; NHS data dictionary).
 */
export function isChildIdentifier(text: string): boolean {
  if (text.length < SHORTEST) return false
  return birthday.test(text) || (text.match(identifiers) ?? []).some(isOfOneChild)
}

/** The length of the shortest identifiers: an NHS number, or "dob 2/5/14". */
const SHORTEST = 10

/** "DOB 12/03/2011", "born on 2 May 2014". The word without a date identifies no child. */
const birthday =
  /\b(?:dob|d\.o\.b|date of birth|born)\b\D{0,12}(?:\d{1,2}(?:st|nd|rd|th)?[ /.-]+(?:\d{1,2}|[a-z]{3,9})[ /.-]+\d{2}|\d{4}-\d{2}-\d{2})/i

/** Text that may be an identifier, by itself or within a longer text, but not as part of another word or number. */
const identifiers =
  /(?<![\p{L}\p{N}.,/-])(?:[A-Z][0-9]{11}[0-9A-Z]|[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?![\p{L}\p{N}/-])/giu

/** True for a pupil number, and for an NHS number whose check digit holds. */
function isOfOneChild(identifier: string): boolean {
  return /[A-Z]/i.test(identifier) || nhsCheckHolds(identifier.replace(/[ -]/g, ''))
}

function nhsCheckHolds(digits: string): boolean {
  if (/^([0-9])\1*$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i)
  // A check digit of 10 does not exist: such a number is never valid.
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}
