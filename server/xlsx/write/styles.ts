/** The few styles that cells of our workbooks use. */

/** How many decimals a figure has at most. */
const mostPlaces = 6
type Places = 0 | 1 | 2 | 3 | 4 | 5 | 6
const places = Array.from({ length: mostPlaces + 1 }, (_, count) => count as Places)

/** A number with commas over 999, and one of 0 to 100 with a percent sign behind it. */
const figureFormats = [
  ...places.map((count) => ({ name: `number${count}` as const, id: 170 + count, code: figureFormat(count) })),
  ...places.map((count) => ({
    name: `points${count}` as const,
    id: 180 + count,
    code: `${figureFormat(count)}"%"`,
  })),
]

function figureFormat(count: Places): string {
  return count === 0 ? '#,##0' : `#,##0.${'0'.repeat(count)}`
}

type FigureStyleName = (typeof figureFormats)[number]['name']

const fewStyles = {
  plain: {},
  heading: { font: 'bold' },
  /** At the head of a column of figures. */
  columnHeading: { font: 'bold', fill: 'grey', border: 'bottom', wrap: true },
  /** Sentences. */
  sentences: { wrap: true },
  /** Something is wrong in this row. */
  problem: { font: 'red', fill: 'red', wrap: true },
  /** A code or a name that must not change, or a figure that is not requested. */
  given: { fill: 'grey', border: 'thin' },
  /** To be filled in. */
  asked: { border: 'thin' },
  /** For comparison only. */
  quiet: { font: 'quiet', right: true },
  quietHeading: { font: 'quietBold' },
  day: { format: 164 },
  percent0: { format: 9 },
  percent1: { format: 165 },
  percent2: { format: 10 },
  percent3: { format: 166 },
  percent4: { format: 167 },
} satisfies Record<string, Look>

export type StyleName = keyof typeof fewStyles | FigureStyleName

const styles: ReadonlyMap<StyleName, Look> = new Map<StyleName, Look>([
  ...(Object.entries(fewStyles) as [keyof typeof fewStyles, Look][]),
  ...figureFormats.map(({ name, id }): [StyleName, Look] => [name, { format: id }]),
])

type Look = {
  font?: (typeof fonts)[number]
  fill?: (typeof fills)[number]
  border?: (typeof borders)[number]
  format?: number
  wrap?: boolean
  right?: boolean
}

const fonts = ['plain', 'bold', 'red', 'quiet', 'quietBold'] as const
/** The format reserves the first two. */
const fills = ['none', 'gray125', 'red', 'grey'] as const
const borders = ['none', 'thin', 'bottom'] as const

const fontXml: Record<(typeof fonts)[number], string> = {
  plain: '<sz val="11"/><name val="Calibri"/>',
  bold: '<b/><sz val="11"/><name val="Calibri"/>',
  red: '<sz val="11"/><color rgb="FF7F1D12"/><name val="Calibri"/>',
  quiet: '<sz val="9"/><color rgb="FF505A5F"/><name val="Calibri"/>',
  quietBold: '<b/><sz val="9"/><color rgb="FF505A5F"/><name val="Calibri"/>',
}
const fillXml: Record<(typeof fills)[number], string> = {
  none: '<patternFill patternType="none"/>',
  gray125: '<patternFill patternType="gray125"/>',
  red: solid('FFFBE3DF'),
  grey: solid('FFF3F2F1'),
}
const thin = (side: string) => `<${side} style="thin"><color rgb="FFB1B4B6"/></${side}>`
const borderXml: Record<(typeof borders)[number], string> = {
  none: '<left/><right/><top/><bottom/><diagonal/>',
  thin: `${thin('left')}${thin('right')}${thin('top')}${thin('bottom')}<diagonal/>`,
  bottom: `<left/><right/><top/>${thin('bottom')}<diagonal/>`,
}

function solid(colour: string): string {
  return `<patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill>`
}

/** The number by which cells refer to a style. */
export function styleNumber(name: StyleName): number {
  return names.indexOf(name)
}

const names = [...styles.keys()]

const list = (element: string, items: readonly string[]) =>
  `<${element} count="${items.length}">${items.join('')}</${element}>`

/** The part of a workbook that defines the styles. */
export const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${[
  list('numFmts', [
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>',
    '<numFmt numFmtId="165" formatCode="0.0%"/>',
    '<numFmt numFmtId="166" formatCode="0.000%"/>',
    '<numFmt numFmtId="167" formatCode="0.0000%"/>',
    ...figureFormats.map(
      ({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
    ),
  ]),
  list(
    'fonts',
    fonts.map((name) => `<font>${fontXml[name]}</font>`),
  ),
  list(
    'fills',
    fills.map((name) => `<fill>${fillXml[name]}</fill>`),
  ),
  list(
    'borders',
    borders.map((name) => `<border>${borderXml[name]}</border>`),
  ),
  list('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
  list('cellXfs', [...styles.values()].map(lookXml)),
  list('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
].join('')}</styleSheet>`

function lookXml({ font = 'plain', fill = 'none', border = 'none', format = 0, wrap, right }: Look): string {
  const numbers = `numFmtId="${format}" fontId="${fonts.indexOf(font)}" fillId="${fills.indexOf(fill)}" borderId="${borders.indexOf(border)}"`
  const alignment = `<alignment vertical="top"${wrap ? ' wrapText="1"' : ''}${right ? ' horizontal="right"' : ''}/>`
  return `<xf ${numbers} xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`
}
