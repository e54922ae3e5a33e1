/** How wide a text is in Arial, and where it breaks into lines. A server has no browser to ask; the widths are the font's own. */

/** Characters by their width in thousandths of the size of the font. */
const widths: readonly (readonly [number, string])[] = [
  [191, "'"],
  [222, 'ijl‘’'],
  [260, '|'],
  [278, ' !,./:;I[\\]ft\u00a0'],
  [333, '()-`r“”'],
  [350, '•'],
  [355, '"'],
  [389, '*'],
  [469, '^'],
  [500, 'Jcksvxyz'],
  [556, '#$0123456789?L_abdeghnopqu£–'],
  [584, '+<=>~×'],
  [611, 'FTZ'],
  [667, '&ABEKPSVXY'],
  [722, 'CDHNRUw'],
  [778, 'GOQ'],
  [833, 'Mm'],
  [889, '%'],
  [944, 'W'],
  [1000, '—…'],
  [1015, '@'],
]
const widthOf = new Map(widths.flatMap(([width, letters]) => [...letters].map((l) => [l, width] as const)))
/** An accented letter is about as wide as its plain one, and letters of other scripts are as wide as the font is high. */
const [accented, other] = [667, 1000]
/** Bold letters are wider by up to this much. */
const boldness = 1.09

/** The width of a text in pixels. */
export function textWidth(text: string, size: number, isBold = false): number {
  let width = 0
  for (const letter of text) width += widthOf.get(letter) ?? (letter < '\u0250' ? accented : other)
  return (width / 1000) * size * (isBold ? boldness : 1)
}

/** A text in lines of at most `room` pixels, broken between words; a word that is wider than that is broken within. Nothing is
 * left out. */
export function linesOf(text: string, room: number, size: number, isBold = false): string[] {
  const fits = (words: string) => textWidth(words, size, isBold) <= room
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((whole) => piecesOf(whole, fits))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || fits(longer)) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function piecesOf(word: string, fits: (text: string) => boolean): string[] {
  if (fits(word)) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece !== '' && !fits(piece + letter)) {
      pieces.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...pieces, piece]
}
