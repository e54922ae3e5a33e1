/** A council's name, its term for children in care, its colour, and the contact for its readers. */

import { capital } from '../wording/format.ts'
import { contrastWithWhite, darkenedTo, readableContrast, readColour } from './colour.ts'

/** A council's term for children in care, plural and singular. */
export const termsInCare = {
  children_in_care: { many: 'children in care', one: 'child in care' },
  children_looked_after: { many: 'children looked after', one: 'child looked after' },
  looked_after_children: { many: 'looked after children', one: 'looked after child' },
  children_we_care_for: { many: 'children we care for', one: 'child we care for' },
} as const
export type TermInCare = keyof typeof termsInCare

export type CouncilLook = {
  name: string
  shortName: string | null
  /** `#12436D`; null for the service's own black. */
  brandColour: string | null
  termInCare: TermInCare
  contactName: string | null
  contactEmail: string | null
}
export type LookField = keyof CouncilLook

/** Names of the fields as a form sends and a record keeps them. */
export const lookFields: Record<LookField, string> = {
  name: 'name',
  shortName: 'short_name',
  brandColour: 'brand_colour',
  termInCare: 'term_in_care',
  contactName: 'contact_name',
  contactEmail: 'contact_email',
}

export type LookErrors = Partial<Record<LookField, string>>

const LONGEST_NAME = 80
const LONGEST_SHORT_NAME = 24
const LONGEST_EMAIL = 254

/** Checks a look as it was typed. Returns the look, or for each faulty field a message that says what to do. */
export function readCouncilLook(
  typed: Record<LookField, string>,
): { look: CouncilLook } | { errors: LookErrors } {
  const text = (field: LookField) => typed[field].trim().replaceAll(/\s+/g, ' ')
  const colour = text('brandColour') === '' ? null : readColour(text('brandColour'))
  const errors: LookErrors = {
    ...fault('name', nameFault(text('name'), 'Council name', LONGEST_NAME) ?? emptyFault(text('name'))),
    ...fault('shortName', nameFault(text('shortName'), 'Short name', LONGEST_SHORT_NAME)),
    ...fault('brandColour', text('brandColour') === '' ? null : colourFault(colour)),
    ...fault(
      'termInCare',
      isTerm(text('termInCare')) ? null : 'Select what the council says for children in care',
    ),
    ...fault('contactName', contactFault(text('contactName'), text('contactEmail'))),
    ...fault('contactEmail', emailFault(text('contactEmail'))),
  }
  const term = text('termInCare')
  if (Object.keys(errors).length > 0 || !isTerm(term)) return { errors }
  return {
    look: {
      name: text('name'),
      shortName: text('shortName') || null,
      brandColour: colour,
      termInCare: term,
      contactName: text('contactName') || null,
      contactEmail: text('contactEmail') || null,
    },
  }
}

/** "Visits to looked after children" for "Visits to children in care", where that is the council's term. */
export function inTermOf(text: string, term: TermInCare): string {
  if (term === 'children_in_care') return text
  return text.replaceAll(/\bchild(ren)? in care\b/gi, (found: string, many?: string) => {
    const said = many === undefined ? termsInCare[term].one : termsInCare[term].many
    return found.startsWith('C') ? capital(said) : said
  })
}

function isTerm(text: string): text is TermInCare {
  return Object.hasOwn(termsInCare, text)
}

function fault(field: LookField, message: string | null): LookErrors {
  return message === null ? {} : { [field]: message }
}

function emptyFault(name: string): string | null {
  return name === '' ? 'Enter the council’s name' : null
}

function nameFault(text: string, label: string, longest: number): string | null {
  if (/\p{Cc}|\p{Cf}/u.test(text)) return `${label} must be plain text`
  return text.length > longest ? `${label} must be ${longest} characters or fewer` : null
}

function colourFault(colour: string | null): string | null {
  if (colour === null) return 'Brand colour must be # and six digits or letters A to F, like #12436D'
  const contrast = contrastWithWhite(colour)
  if (contrast >= readableContrast) return null
  const ratio = (Math.floor(contrast * 10) / 10).toFixed(1)
  return (
    `Brand colour ${colour} has a contrast of ${ratio} to 1 with white and must have at least ` +
    `${readableContrast} to 1. Use a darker shade: ${darkenedTo(colour, readableContrast)} is ` +
    'the nearest'
  )
}

function contactFault(name: string, email: string): string | null {
  if (name === '' && email !== '') return 'Enter the name of the contact'
  return nameFault(name, 'Contact', LONGEST_NAME)
}

function emailFault(email: string): string | null {
  if (email === '') return null
  return email.length <= LONGEST_EMAIL &&
    /^[^\s@<>"'(),:;\\[\]]+@[^\s@<>"'(),:;\\[\]]+\.[a-z]{2,}$/i.test(email)
    ? null
    : 'Email address must be in the correct format, like name@council.gov.uk'
}
