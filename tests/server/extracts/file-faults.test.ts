import { describe, expect, test } from 'vitest'
import { readFile } from '../../support/read-file.ts'
import { goldenTidy, goldenWide, textOf, withoutQuotes } from '../../support/row-faults.ts'
import { bySize } from '../../support/run-size.ts'

/** From one byte at which a file is cut to the next; odd, so that characters of two bytes are cut in the middle too. */
const STEP = bySize({ part: 5, wide: 1, whole: 1 })

const tidy = textOf(goldenTidy.header, goldenTidy.rows)
const wide = textOf(goldenWide.header, goldenWide.rows)

/** Whether the last line of a text without a final line end has lost nothing that matters: all its cells are there, and the last
 * is blank, a note or one of our columns that is not kept. */
function endsWithin(text: string, wholeLine: string): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1)
  const lastCell = wholeLine.lastIndexOf(/"$/.test(wholeLine) ? ',"' : ',') + 1
  return wholeLine.startsWith(line) && line.length >= lastCell
}

/** Whether a file with these problems and warnings cannot be published without a person. */
const isHeld = ({ problems, warnings }: Awaited<ReturnType<typeof readFile>>) =>
  problems.length > 0 || warnings.some(({ code }) => code === 'cut_short')

const plain = withoutQuotes(goldenTidy)

/** The line of a text in which the given beginning of that text ends. */
function lineAt(text: string, beginning: string): string {
  const start = beginning.lastIndexOf('\n') + 1
  return text.slice(start, text.indexOf('\r', start))
}

const withoutNote = (row: object) => ({ ...row, note: null })

describe.each([
  ['tidy', tidy],
  ['tidy, quoteless', textOf(plain.header, plain.rows)],
  ['wide', wide],
])('a %s extract cut at any byte', (name, text) => {
  test('is refused or held, unless it is cut where a row ends', async () => {
    const bytes = Buffer.from(text)
    const whole = (await readFile(bytes)).rows
    const counts = { refused: 0, held: 0, shorter: 0 }
    for (let length = 0; length < bytes.length - 1; length += STEP) {
      const cut = bytes.subarray(0, length)
      const found = await readFile(cut)
      if (found.problems.length > 0) counts.refused++
      else if (isHeld(found)) counts.held++
      else {
        counts.shorter++
        const isAtEnd = /[\r\n]$/.test(cut.toString())
        expect(isAtEnd || endsWithin(cut.toString(), lineAt(text, cut.toString())), `cut at ${length}`).toBe(
          true,
        )
        expect(found.rows.map(withoutNote)).toEqual(whole.slice(0, found.rows.length).map(withoutNote))
      }
    }
    console.info(`${name}: cut at ${bytes.length - 1} bytes: ${JSON.stringify(counts)}`)
    const lastCells = text.split('\r\n').reduce((sum, line) => sum + line.length - line.lastIndexOf(','), 0)
    expect(counts.shorter).toBeGreaterThan(0)
    expect(counts.refused + counts.held).toBeGreaterThan(counts.shorter)
    expect(counts.shorter).toBeLessThanOrEqual(2 * text.split('\r\n').length + lastCells)
  })

  test('in UTF-16 is too', async () => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    let tried = 0
    for (let length = 2; length < bytes.length - 2; length += STEP) {
      const cut = bytes.subarray(0, length)
      const said = cut.toString('utf16le').replace(/^\ufeff/, '')
      if (length % 2 === 0 && (/[\r\n]$/.test(said) || endsWithin(said, lineAt(text, said)))) continue
      tried++
      expect(isHeld(await readFile(cut)), `cut at ${length}`).toBe(true)
    }
    expect(tried).toBeGreaterThan(text.length / STEP)
  })
})

describe('two files in one', () => {
  const other = textOf(
    goldenTidy.header.toReversed(),
    goldenTidy.rows.map((row) => row.toReversed()),
  )
  const noEnd = tidy.trimEnd()
  test.each([
    ['the same twice', tidy + tidy],
    ['with a mark between them', `${tidy}\ufeff${tidy}`],
    ['without a line between them', noEnd + tidy],
    ['with a blank line between them', `${tidy}\r\n${tidy}`],
    ['with other columns', tidy + other],
    ['of two formats', tidy + wide],
    ['of two formats, the other first', wide + tidy],
  ])('%s are refused', async (_, content) => {
    expect((await readFile(content)).problems.length).toBeGreaterThan(0)
  })
})

describe('a file of another shape is refused in plain words', () => {
  const rows = 'CIC-N,LC01,2019-04,1,2\r\n'
  const header = 'team_code,kpi_code,period,numerator,denominator\r\n'
  test.each<[string, string | Buffer, string, number | null, RegExp]>([
    ['semicolons', (header + rows).replaceAll(',', ';'), 'not_a_table', null, /separated by semicolons/],
    [
      'semicolons in a table of other columns',
      'Team;Seen;Due\nNorth;1;2\nSouth;3;4\n',
      'not_a_table',
      null,
      /semicolons/,
    ],
    ['tabs', (header + rows).replaceAll(',', '\t'), 'not_a_table', null, /separated by tabs/],
    [
      'a title above',
      `April figures\r\n\r\n${header}${rows}`,
      'not_a_table',
      1,
      /headings are in row 3\. Remove the rows above/,
    ],
    [
      'blank lines above',
      `\r\n\r\n${header}${rows}`,
      'not_a_table',
      1,
      /headings are in row 3\. Remove the blank rows above/,
    ],
    [
      'two rows of headings',
      `${header}Code,Measure,Month,Seen,Due\r\n${rows}`,
      'not_a_table',
      2,
      /second row of headings/,
    ],
    [
      'two tables',
      `${header}${rows}\r\n${header}${rows.replace('04', '03')}`,
      'not_a_table',
      4,
      /headings are repeated/,
    ],
    [
      'a row of totals',
      `${header}${rows}Total,LC01,2019-04,1,2\r\n`,
      'unknown_team',
      3,
      /row of totals: remove it/,
    ],
    [
      'no headings of ours',
      'Team,Seen\nNorth,3\n',
      'not_a_table',
      null,
      /describe it once on the match page/,
    ],
    ['a PDF', '%PDF-1.7\n%\xe2', 'wrong_type', null, /a PDF/],
    ['JSON', ' [{"team_code":"CIC-N"}]', 'wrong_type', null, /JSON/],
    ['a web page', '\ufeff<!doctype html>', 'wrong_type', null, /web page/],
    ['gzip', Buffer.from('1f8b0800', 'hex'), 'wrong_type', null, /compressed/],
    ['7-Zip', Buffer.from('377abcaf271c', 'hex'), 'wrong_type', null, /compressed/],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'wrong_type', null, /picture/],
    ['bytes of nothing known', Buffer.from('00010203', 'hex'), 'wrong_type', null, /not text/],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'wrong_type', null, /older Excel workbook/],
    ['a damaged workbook', Buffer.from('PK\x03\x04 and no more', 'latin1'), 'wrong_type', null, /damaged/],
  ])('%s', async (_, content, code, row, words) => {
    const [first] = (await readFile(content)).problems
    expect(first).toMatchObject({ code, row })
    expect(first?.message).toMatch(words)
  })
})

describe('an older Windows encoding', () => {
  const text =
    'team_code,kpi_code,period,numerator,denominator,note\r\nCIC-N,LC01,2019-04,1,2,Zo\xeb\r\nCIC-C,LC01,2019-04,1,2,"\x93five\x94 at \x80"\r\n'
  const bytes = Buffer.from(text, 'latin1')

  test('is named where it begins, with the cells as they would read', async () => {
    const { rows, problems } = await readFile(bytes)
    expect(rows).toEqual([])
    expect(problems).toMatchObject([{ code: 'bad_encoding', row: 2 }])
    expect(problems[0]?.message).toContain('looks like Windows-1252, in which it says ‘Zoë’, ‘“five” at €’')
  })

  test('is read once a person has confirmed it', async () => {
    const { rows, problems } = await readFile(bytes, { encoding: 'windows-1252' })
    expect(problems).toEqual([])
    expect(rows.map(({ note }) => note)).toEqual(['Zoë', '“five” at €'])
  })

  test('has bytes that are no letters, which are refused', async () => {
    const broken = Buffer.from(text.replace('\xeb', '\x81'), 'latin1')
    expect((await readFile(broken)).problems[0]?.message).toContain('damaged on its way')
    const { problems } = await readFile(broken, { encoding: 'windows-1252' })
    expect(problems).toMatchObject([{ code: 'control_character', row: 2, column: 'note' }])
  })

  test('is not believed of a file with a mark of its own', async () => {
    const marked = Buffer.from(`\ufeff${text}`)
    const { rows } = await readFile(marked, { encoding: 'windows-1252' })
    expect(rows[0]?.note).toBe('Zoë')
  })

  test('deep in a long file is named in its own row', async () => {
    const header = 'team_code,kpi_code,period,numerator,denominator,note\r\n'
    const lines = Array.from(
      { length: 5000 },
      (_, i) => `CIC-N,LC01,${2015 + (i % 4)}-0${1 + (i % 9)},1,2,"a\nb"\r\n`,
    )
    const late = Buffer.concat([
      Buffer.from(header + lines.join('')),
      Buffer.from('CIC-N,LC01,2019-04,1,2,\xa3\r\n', 'latin1'),
    ])
    const encoding = (await readFile(late)).problems.find(({ code }) => code === 'bad_encoding')
    expect(encoding?.row).toBe(5002)
  })
})
