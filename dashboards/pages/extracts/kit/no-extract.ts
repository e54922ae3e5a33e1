/** The refusal of an address that names no extract: what to look at instead. */
export const noExtractWords =
  'There is no extract of this number. The page /extracts lists all that were received.'
