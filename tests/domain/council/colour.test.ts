import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrastWithWhite, darkenedTo, readableContrast, readColour } from '#domain/council/colour.ts'

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((n) => `#${n.toString(16).padStart(6, '0').toUpperCase()}`)

describe('a colour', () => {
  test('is six hexadecimal digits, with # or without, and nothing else', () => {
    expect(readColour(' #12436d ')).toBe('#12436D')
    expect(readColour('12436D')).toBe('#12436D')
    for (const text of ['', '#123', 'red', '#12436G', '#12436D;}', 'url(#12436D)', '#1243 6D', '#12436D0'])
      expect(readColour(text), text).toBeNull()
  })

  test('has the contrast with white that WCAG 2 gives it', () => {
    expect(contrastWithWhite('#FFFFFF')).toBe(1)
    expect(contrastWithWhite('#000000')).toBe(21)
    expect(contrastWithWhite('#12436D')).toBeCloseTo(10.25, 2)
    expect(contrastWithWhite('#0A0A0A')).toBeCloseTo(19.8, 2)
    // Two greys beside the limit of AA.
    expect(contrastWithWhite('#767676')).toBeGreaterThanOrEqual(readableContrast)
    expect(contrastWithWhite('#777777')).toBeLessThan(readableContrast)
  })

  test('too light is offered the lightest shade that can be read, down to black', () => {
    expect(darkenedTo('#777777', readableContrast)).toBe('#767676')
    expect(darkenedTo('#FFFFFF', 21)).toBe('#000000')
    expect(darkenedTo('#FFFFFF', 1)).toBe('#FFFFFF')
  })

  test('too light is offered the shade of it that can be read, and a dark one stays itself', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const shade = darkenedTo(colour, readableContrast)
        expect(contrastWithWhite(shade)).toBeGreaterThanOrEqual(readableContrast)
        expect(shade === colour).toBe(contrastWithWhite(colour) >= readableContrast)
      }),
    )
  })
})
