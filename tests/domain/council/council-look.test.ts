import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrastWithWhite } from '#domain/council/colour.ts'
import { inTermOf, type LookField, readCouncilLook, termsInCare } from '#domain/council/council-look.ts'

const typed: Record<LookField, string> = {
  name: 'Ridgeshire County Council',
  shortName: 'Ridgeshire',
  brandColour: '#12436d',
  termInCare: 'looked_after_children',
  contactName: 'Performance team',
  contactEmail: 'performance@ridgeshire.gov.uk',
}

const errorsOf = (over: Partial<Record<LookField, string>>) => {
  const read = readCouncilLook({ ...typed, ...over })
  return 'errors' in read ? read.errors : {}
}

describe('a council’s look', () => {
  test('is kept as it was meant: spaces trimmed, the colour in capitals, blanks as nothing', () => {
    expect(readCouncilLook({ ...typed, name: '  Ridgeshire   County Council ', shortName: ' ' })).toEqual({
      look: {
        name: 'Ridgeshire County Council',
        shortName: null,
        brandColour: '#12436D',
        termInCare: 'looked_after_children',
        contactName: 'Performance team',
        contactEmail: 'performance@ridgeshire.gov.uk',
      },
    })
  })

  test('needs a name, of plain text and a length that fits a header', () => {
    expect(errorsOf({ name: ' ' })).toEqual({ name: 'Enter the council’s name' })
    expect(errorsOf({ name: 'x'.repeat(81) }).name).toBe('Council name must be 80 characters or fewer')
    expect(errorsOf({ name: 'x'.repeat(80) })).toEqual({})
    expect(errorsOf({ name: 'Ridge\u0000shire' }).name).toBe('Council name must be plain text')
    expect(errorsOf({ name: 'Ridge\u202Eshire' }).name).toBe('Council name must be plain text')
  })

  test('may leave out its short name, its colour and its contact', () => {
    const blank = { shortName: '', brandColour: ' ', contactName: '', contactEmail: '' }
    expect(readCouncilLook({ ...typed, ...blank })).toMatchObject({
      look: { shortName: null, brandColour: null, contactName: null, contactEmail: null },
    })
    expect(errorsOf({ contactEmail: '' })).toEqual({})
  })

  test('says which name is too long, or an address that nobody has', () => {
    expect(errorsOf({ shortName: 'x'.repeat(25) })).toEqual({
      shortName: 'Short name must be 24 characters or fewer',
    })
    expect(errorsOf({ contactName: 'x'.repeat(81) })).toEqual({
      contactName: 'Contact must be 80 characters or fewer',
    })
    const address = (length: number) => `${'x'.repeat(length - '@b.uk'.length)}@b.uk`
    expect(errorsOf({ contactEmail: address(254) })).toEqual({})
    expect(errorsOf({ contactEmail: address(255) }).contactEmail).toContain('correct format')
  })

  test('is refused a colour that cannot be read on white, with the ratio and a shade that can', () => {
    const { brandColour } = errorsOf({ brandColour: '#FFDD00' })
    expect(brandColour).toContain('contrast of 1.3 to 1 with white and must have at least 4.5 to 1')
    const offered = /(#[0-9A-F]{6}) is the nearest/.exec(brandColour ?? '')?.[1] ?? '#FFFFFF'
    expect(contrastWithWhite(offered)).toBeGreaterThanOrEqual(4.5)
    expect(errorsOf({ brandColour: offered })).toEqual({})
    // A contrast just below the limit is never shown as if it reached the limit.
    expect(errorsOf({ brandColour: '#777777' }).brandColour).toContain('contrast of 4.4 to 1')
    expect(errorsOf({ brandColour: 'red;}body{display:none' }).brandColour).toContain('like #12436D')
  })

  test('has an email address only of somebody with a name', () => {
    expect(errorsOf({ contactName: '' })).toEqual({ contactName: 'Enter the name of the contact' })
    for (const contactEmail of [
      'performance',
      'a@b',
      'a b@c.uk',
      'a@b.uk"onclick=',
      '<a@b.uk>',
      'a@b.uk,c@d.uk',
    ])
      expect(errorsOf({ contactEmail }).contactEmail, contactEmail).toContain('correct format')
  })

  test('has one of the terms known, and no other', () => {
    for (const termInCare of ['', 'inmates', '__proto__', 'constructor'])
      expect(errorsOf({ termInCare }).termInCare, termInCare).toContain('Select')
  })
})

describe('the council’s term for children in care', () => {
  test('stands in the place of the service’s own, one and many, at the start and within', () => {
    const text = 'Children in care seen: one child in care, all children in care under 16, in care 2 years'
    expect(inTermOf(text, 'looked_after_children')).toBe(
      'Looked after children seen: one looked after child, all looked after children under 16, in care 2 years',
    )
    expect(inTermOf(text, 'children_in_care')).toBe(text)
    expect(inTermOf('Children In Care', 'children_in_care')).toBe('Children In Care')
  })

  test('leaves every other text as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...Object.keys(termsInCare)), (text, term) => {
        fc.pre(!/child(ren)? in care/i.test(text))
        expect(inTermOf(text, term as keyof typeof termsInCare)).toBe(text)
      }),
    )
  })
})
