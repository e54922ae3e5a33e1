import fc from 'fast-check'

/** Text of any signs. fast-check's own takes a second in each process to know them all. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength })
    .map((codes) => String.fromCodePoint(...codes).toWellFormed())
}
