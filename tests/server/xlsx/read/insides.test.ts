import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openWorkbook } from '#server/xlsx/read/open-workbook.ts'
import { usualLimits } from '#server/xlsx/read/read-in-child.ts'
import { readLayout } from '#server/xlsx/read/reader/package.ts'
import { readSheet } from '#server/xlsx/read/reader/sheet.ts'
import { readStrings } from '#server/xlsx/read/reader/strings.ts'
import { plainNumber, readStyles } from '#server/xlsx/read/reader/styles.ts'
import { WorkbookFault } from '#server/xlsx/read/reader/workbook-fault.ts'
import { bySize, isWide } from '../../../support/run-size.ts'
import {
  readGrid,
  rowsXml,
  type WorkbookParts,
  workbookEntries,
  workbookOf,
} from '../../../support/workbook-files.ts'

/** The problem that ends the reading of a workbook, at its beginning or later. */
async function refusalOf(parts: WorkbookParts, limits = usualLimits) {
  const grid = await openWorkbook(workbookOf(parts), limits)
  if ('code' in grid) return grid
  const { end } = await readGrid(grid)
  if (end === null) throw new Error('The workbook was read')
  return end
}

const sheet = (rows: string): WorkbookParts => ({ sheets: [{ name: 'May', rows }] })
const cell = (xml: string) => sheet(`<row r="5">${xml}</row>`)
const whole = (xml: string) => sheet(`<?xml version="1.0"?>${xml}`)

const relations = (target: string, mode = '') =>
  `<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="${target}"${mode}/></Relationships>`

type Broken = [what: string, parts: WorkbookParts, message: RegExp]

const broken: Broken[] = [
  ['a row that comes after a later one', sheet('<row r="3"/><row r="2"/>'), /row 2 comes after row 3/],
  ['a row that comes twice', sheet('<row r="3"/><row r="3"/>'), /row 3 comes after row 3/],
  ['a row past the last there is', sheet('<row r="1048577"/>'), /numbered ‘1048577’/],
  ['a row within a row', sheet('<row r="1"><row r="2"/></row>'), /numbered ‘2’ after row 1/],
  ['a row whose number is none', sheet('<row r="0x2"><c r="A2"/></row>'), /numbered ‘0x2’/],
  [
    'a cell before an earlier one',
    cell('<c r="B5"/><c r="A5"/>'),
    /in row 5 the cell ‘A5’ is out of its place/,
  ],
  ['a cell of another row', cell('<c r="A6"><v>1</v></c>'), /‘A6’ is out of its place/],
  ['a cell past the last column', cell('<c r="XFE5"><v>1</v></c>'), /‘XFE5’ is out of its place/],
  ['a text that is missing', cell('<c t="s"><v>7</v></c>'), /row 5 refers to a text that is missing/],
  ['a text numbered below nothing', cell('<c t="s"><v>-1</v></c>'), /refers to a text that is missing/],
  ['a number that is none', cell('<c><v>12 apples</v></c>'), /row 5 has a number that is ‘12 apples’/],
  ['a number without end', cell('<c><v>INF</v></c>'), /a number that is ‘INF’/],
  ['a style that is missing', cell('<c s="4"><v>1</v></c>'), /a style that is missing/],
  ['a kind of cell that is unknown', cell('<c t="x"><v>1</v></c>'), /an unknown kind ‘x’/],
  ['a true or false that is neither', cell('<c t="b"><v>2</v></c>'), /a true or false that is ‘2’/],
  [
    'a tag that does not close',
    whole('<worksheet><sheetData><row r="1"></sheetData></worksheet>'),
    /not well-formed/,
  ],
  ['an end that is missing', whole('<worksheet><sheetData><row r="1"/>'), /not well-formed/],
  ['a sheet without cells', whole('<worksheet/>'), /is no sheet/],
  ['a sheet that is something else', whole('<chart/>'), /not a sheet but ‘chart’/],
  ['an empty sheet part', whole(''), /not well-formed/],
  [
    'bytes that are no text',
    { parts: { 'xl/worksheets/sheet1.xml': Buffer.from('<worksheet>\xff', 'latin1') } },
    /bytes that are no text/,
  ],
  ['a document type', whole('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'), /has a document type/],
  [
    'entities that unfold to a billion',
    whole(
      `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
        .split('')
        .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghij'[i]};`.repeat(10)}">`)
        .join(
          '',
        )}]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>`,
    ),
    /has a document type/,
  ],
  ['an entity that nothing defines', cell('<c t="str"><v>&xxe;</v></c>'), /not well-formed/],
  ['no workbook part', { parts: { 'xl/workbook.xml': null } }, /xl\/workbook.xml is missing/],
  ['no relations', { parts: { '_rels/.rels': null } }, /_rels\/.rels is missing/],
  [
    'relations to no workbook',
    { parts: { '_rels/.rels': '<Relationships/>' } },
    /which of its files is the workbook/,
  ],
  [
    'a sheet whose part is missing',
    { parts: { 'xl/worksheets/sheet1.xml': null } },
    /its sheet ‘Sheet1’ is missing/,
  ],
  [
    'a sheet kept elsewhere',
    {
      parts: {
        'xl/_rels/workbook.xml.rels': relations('http://example.test/s.xml', ' TargetMode="External"'),
      },
    },
    /its sheet ‘Sheet1’ is missing/,
  ],
  [
    'a sheet outside the archive',
    { parts: { 'xl/_rels/workbook.xml.rels': relations('../../../../etc/passwd') } },
    /its sheet ‘Sheet1’ is missing/,
  ],
  ['no sheets', { sheets: [] }, /no sheet with cells/],
  [
    'no strings where they are named',
    { parts: { 'xl/sharedStrings.xml': null } },
    /xl\/sharedstrings.xml is missing/,
  ],
]

describe('a workbook is refused as damaged, whatever of it could be read,', () => {
  test.each(broken)('with %s', async (_what, parts, message) => {
    const refused = await refusalOf(parts)
    expect(refused).toMatchObject({ code: 'wrong_type', row: null })
    expect(refused.message).toMatch(/^The workbook is damaged: .*save it again as \.xlsx and send that$/)
    expect(refused.message).toMatch(message)
  })

  test('and the sheet is named where there are several', async () => {
    const rows = rowsXml([['a']])
    const refused = await refusalOf({
      sheets: [
        { name: 'May', rows },
        { name: 'June', rows: '<row r="0"/>' },
      ],
    })
    expect(refused).toMatchObject({ sheet: 'June' })
    expect(refused.message).toMatch(/on sheet ‘June’/)
  })
})

describe('a workbook is refused as too large', () => {
  test('with a cell beyond two hundred columns, its row named', async () => {
    const refused = await refusalOf(cell('<c r="GR5"><v>200</v></c><c r="GS5"><v>201</v></c>'))
    expect(refused).toMatchObject({ code: 'too_large', row: 5 })
    expect(refused.message).toBe(
      'Row 5: A cell stands in column 201; 200 columns are the most. Remove those not needed',
    )
  })

  test('but not for empty cells beyond them', async () => {
    const grid = await openWorkbook(workbookOf(cell('<c r="A5"><v>1</v></c><c r="XFD5" s="0"/>')))
    expect('code' in grid).toBe(false)
  })

  test('with a row longer than 64 KB', async () => {
    const text = `<c t="inlineStr"><is><t>${'é'.repeat(16_000)}</t></is></c>`
    const refused = await refusalOf({
      sheets: [
        { name: 'May', rows: '' },
        { name: 'June', rows: `<row r="9">${text.repeat(3)}</row>` },
      ],
    })
    expect(refused).toMatchObject({ code: 'too_large', sheet: 'June', row: 9 })
    expect(refused.message).toBe('Sheet ‘June’, row 9: The row is longer than 64 KB. Shorten it')
  })

  test('when it needs more memory than its reader has', async () => {
    const strings = Array.from({ length: 400_000 }, (_, i) => `<si><t>text ${i} of many</t></si>`).join('')
    const refused = await refusalOf({ strings }, { ...usualLimits, heap: 16 })
    expect(refused).toMatchObject({ code: 'too_large' })
    expect(refused.message).toMatch(/memory/)
  })

  test('when it takes longer than is waited for', async () => {
    const refused = await refusalOf({}, { ...usualLimits, patience: 1 })
    expect(refused).toMatchObject({ code: 'too_large' })
    expect(refused.message).toMatch(/too long/)
  })
})

describe('whatever stands in its parts', () => {
  const table = [
    ['team_code', 'period', 'numerator'],
    ['HP1', '2019-05', 12.5],
  ]
  const formula =
    '<row r="9"><c r="B9" t="str" s="1"><f>A1&amp;"x"</f><v>y</v></c><c t="s"><v>0</v></c></row>'
  const whole = workbookEntries({
    sheets: [{ name: 'May', rows: rowsXml(table) + formula }],
    strings: '<si><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>c</t></rPh></si>',
    formats: [0, 164],
    codes: { 164: 'dd/mm/yyyy' },
  })
  const parts = new Map(whole.map(({ name, content }) => [name.toLowerCase(), Buffer.from(content)]))
  const readers: Record<string, (bytes: Buffer) => unknown> = {
    'xl/worksheets/sheet1.xml': (bytes) => [
      ...readSheet('sheet', bytes, { strings: ['a'], styles: [plainNumber, plainNumber], from1904: false }),
    ],
    'xl/sharedstrings.xml': (bytes) => readStrings('strings', bytes),
    'xl/styles.xml': (bytes) => readStyles('styles', bytes),
    'xl/workbook.xml': (bytes) => readLayout(new Map([...parts, ['xl/workbook.xml', bytes]])),
    'xl/_rels/workbook.xml.rels': (bytes) =>
      readLayout(new Map([...parts, ['xl/_rels/workbook.xml.rels', bytes]])),
  }

  test.each(Object.keys(readers))('%s is read or refused, and breaks nothing', (name) => {
    const bytes = parts.get(name) ?? Buffer.alloc(0)
    const read = readers[name]
    expect(() => read?.(bytes)).not.toThrow()
    const change = fc.record({
      at: fc.nat({ max: bytes.length }),
      removed: fc.nat({ max: 12 }),
      put: fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom(
          '<',
          '>',
          '"',
          '&',
          '<c/>',
          '<row/>',
          '</row>',
          '<v>',
          '-1',
          '9e999',
          '\u0000',
          '<!--',
        ),
      ),
    })
    const seen = { read: 0, refused: 0 }
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let changed = bytes
        for (const { at, removed, put } of changes) {
          const rest = changed.subarray(at + removed)
          changed = Buffer.concat([changed.subarray(0, at), Buffer.from(put), rest])
        }
        try {
          read?.(changed)
          seen.read++
        } catch (error) {
          seen.refused++
          expect(error).toBeInstanceOf(WorkbookFault)
        }
      }),
      { numRuns: bySize({ part: 300, wide: 1000, whole: 1000 }) },
    )
    expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(10)
  })
})

test.runIf(isWide)(
  'more workbooks than are read at once are all read, those left half way too',
  {
    timeout: 60_000,
  },
  async () => {
    const bytes = workbookOf(
      sheet(
        rowsXml([
          ['team_code', 'kpi_code'],
          ['CIC-N', 'LC01'],
        ]),
      ),
    )
    const readOne = async (_: unknown, i: number) => {
      const grid = await openWorkbook(bytes)
      if ('code' in grid) throw new Error(grid.message)
      if (i % 2 === 0) return (await readGrid(grid)).end
      const events = grid.events()
      await events.next()
      await events.return(null)
      return null
    }
    const ends = await Promise.all(Array.from({ length: 20 }, readOne))
    expect(ends).toEqual(ends.map(() => null))
  },
)
