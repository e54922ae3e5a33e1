import fc from 'fast-check'

/** Text of any characters. fast-check's own generator takes a second in each process to learn them all. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength })
    .map((codes) => String.fromCodePoint(...codes).toWellFormed())
}
