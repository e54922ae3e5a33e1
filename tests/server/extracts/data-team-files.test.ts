import { describe, expect, test } from 'vitest'
import { dataTeamFiles, sheetXml } from '../../support/data-team-files.ts'
import { csvOf, HEADER } from '../../support/extract-files.ts'
import { readFile } from '../../support/read-file.ts'
import { rowsXml, workbookOf } from '../../support/workbook-files.ts'

const three = ['HP-N1,CP04,2019-05,41,45', 'HP-N2,CP04,2019-05,30,36', 'HP-S1,CP04,2019-05,50,52']
const threeCells = [
  { unit: 'HP-N1', kpi: 'CP04', period: '2019-05', numerator: 41, denominator: 45 },
  { unit: 'HP-N2', kpi: 'CP04', period: '2019-05', numerator: 30, denominator: 36 },
  { unit: 'HP-S1', kpi: 'CP04', period: '2019-05', numerator: 50, denominator: 52 },
]
const columns = HEADER.split(',')

/** The problems and warnings of a file, by code and row. */
async function said(content: string | Buffer) {
  const { rows, problems, warnings } = await readFile(content)
  const short = (found: readonly { code: string; row: number | null; message: string }[]) =>
    found.map(({ code, row, message }) => ({ code, row, message }))
  return { rows, problems: short(problems), warnings: short(warnings) }
}

const accepted = { rows: threeCells, problems: [], warnings: [] }
const oneProblem = (code: string, row: number | null, message: RegExp) => ({
  problems: [{ code, row, message: expect.stringMatching(message) }],
})

describe('a file as a data team sends it', () => {
  test.each<[keyof typeof dataTeamFiles, RegExp]>([
    [
      'semicolons',
      /^The cells are separated by semicolons\. Save the file as \.xlsx and send that, or paste the rows/,
    ],
    ['tabs', /^The cells are separated by tabs\. Save the file as \.xlsx and send that, or paste the rows/],
  ])('with %s is refused once, with what to do', async (name, message) => {
    expect(await said(dataTeamFiles[name])).toMatchObject({
      rows: [],
      ...oneProblem('not_a_table', null, message),
    })
  })

  test('with figures as a spreadsheet shows them has each refused with its remedy', async () => {
    const { problems } = await said(dataTeamFiles.thousands)
    expect(problems).toEqual([
      {
        code: 'bad_number',
        row: 2,
        message: expect.stringContaining('‘1,234’: remove the comma between thousands'),
      },
      { code: 'negative', row: 3, message: expect.stringContaining('‘(12)’: brackets mean less than 0') },
      { code: 'bad_number', row: 4, message: expect.stringContaining('‘1.2E+03’: write it out in full') },
    ])
  })

  test('with a line beneath its table has that one problem', async () => {
    const message = /^Row 5: ‘Report run 03\/06\/2019’ is a line beneath the table \(a footer\).*Remove it/
    expect(await said(dataTeamFiles.footer)).toMatchObject(oneProblem('ragged_row', 5, message))
  })

  test.each([
    'blank columns at the right',
    'nice headings',
    'a cover sheet first',
    'two byte-order marks',
  ] as const)('with %s is accepted', async (name) => {
    expect(await said(dataTeamFiles[name])).toMatchObject(accepted)
  })

  test('with a cover sheet has its rows by the name of their sheet', async () => {
    const { rows } = await readFile(dataTeamFiles['a cover sheet first'])
    expect(rows.map(({ sheet, row }) => [sheet, row])).toEqual([2, 3, 4].map((row) => ['CP visits', row]))
  })

  test('with counts and a column of percentages is told once to remove the column', async () => {
    const message =
      /^Row 2, value: It is ‘91\.1111%’ beside a numerator and a denominator\. Remove the column ‘value’/
    expect(await said(dataTeamFiles['counts and a column of percentages'])).toMatchObject(
      oneProblem('bad_number', 2, message),
    )
  })

  test('with a hidden row is read whole, and the row is named', async () => {
    const { rows, problems, warnings } = await said(dataTeamFiles['a hidden row'])
    expect({ rows, problems }).toMatchObject({ rows: threeCells, problems: [] })
    expect(warnings).toEqual([
      {
        code: 'hidden_rows',
        row: 3,
        message: expect.stringMatching(/read like the rest: row 3\. Check that it belongs/),
      },
    ])
  })

  test('with a second table on a hidden sheet is refused, and the sheet called hidden', async () => {
    const message =
      /^Sheets ‘Sheet1’ and ‘old’, which is hidden, both hold a table of ours.*Delete the hidden sheet/
    expect(await said(dataTeamFiles['a hidden second table'])).toMatchObject(
      oneProblem('not_a_table', null, message),
    )
  })

  test('with merged team cells is told that they are merged, and that the match page fills down', async () => {
    const message = /^Row 3, team_code: The cell is merged .*Unmerge.*match page of this file fill them down/
    expect(await said(dataTeamFiles['merged team cells'])).toMatchObject(
      oneProblem('missing_value', 3, message),
    )
  })

  test('without a last line end is asked about by its last row', async () => {
    const { rows, problems, warnings } = await said(dataTeamFiles['no last line end'])
    expect({ rows, problems }).toMatchObject({ rows: threeCells, problems: [] })
    expect(warnings).toEqual([
      {
        code: 'cut_short',
        row: 4,
        message: expect.stringContaining('HP-S1 CP04: 50 of 52: is that complete?'),
      },
    ])
  })

  test('with a number shown as a date is refused, and both readings said', async () => {
    const message =
      /^Row 2, numerator: .*The cell holds 41 and is shown as the date 10 February 1900\. If 41 is meant/
    expect(await said(dataTeamFiles['a number shown as a date'])).toMatchObject(
      oneProblem('bad_number', 2, message),
    )
  })
})

describe('sheets', () => {
  const rows = rowsXml([columns, ['HP-N1', 'CP04', '2019-05', 41, 45]])
  const wide = rowsXml([
    ['team_code', 'period', 'CP04_n', 'CP04_d'],
    ['HP-N2', '2019-05', 30, 36],
  ])

  test('are read from the one with our headings behind a hidden one', async () => {
    const found = await said(
      workbookOf({
        sheets: [
          { name: 'setup', rows: rowsXml([['x']]), hidden: true },
          { name: 'Data', rows },
        ],
      }),
    )
    expect(found).toMatchObject({ rows: [{ unit: 'HP-N1', sheet: 'Data' }], problems: [], warnings: [] })
  })

  test('that are hidden are read where they alone have our headings, and it is said', async () => {
    const { rows: read, warnings } = await said(
      workbookOf({
        sheets: [
          { name: 'Front', rows: rowsXml([['x']]) },
          { name: 'Data', rows, hidden: true },
        ],
      }),
    )
    expect(read).toHaveLength(1)
    expect(warnings).toMatchObject([
      { code: 'hidden_rows', message: expect.stringContaining('the sheet ‘Data’') },
    ])
  })

  test('with two shapes of ours are refused: one would be left out in silence', async () => {
    for (const order of [
      [rows, wide],
      [wide, rows],
    ]) {
      const sheets = order.map((xml, i) => ({ name: `Sheet${i + 1}`, rows: xml }))
      expect(await said(workbookOf({ sheets }))).toMatchObject({
        rows: [],
        ...oneProblem('not_a_table', null, /tables of two shapes of ours/),
      })
    }
  })

  test('name the one whose headings stand lower down', async () => {
    const lower = rowsXml([['CP visits'], columns, ['HP-N1', 'CP04', '2019-05', 41, 45]])
    const sheets = [
      { name: 'Cover', rows: rowsXml([['x']]) },
      { name: 'Data', rows: lower },
    ]
    const { problems } = await readFile(workbookOf({ sheets }))
    expect(problems).toMatchObject([{ code: 'not_a_table', sheet: 'Data', row: 1 }])
    expect(problems[0]?.message).toContain('row 2 of the sheet ‘Data’')
  })
})

describe('what a workbook hides', () => {
  const hide = (xml: string, rows: readonly number[]) =>
    rows.reduce((all, row) => all.replace(`<row r="${row}">`, `<row r="${row}" hidden="1">`), xml)
  const teams = ['HP-N1', 'HP-N2', 'HP-S1', 'HP-S2', 'HP-C1', 'HP-C2']

  test('is named in runs of rows and by its columns', async () => {
    const xml = hide(
      rowsXml([[...columns, 'note'], ...teams.map((team) => [team, 'CP04', '2019-05', 1, 2, 'late'])]),
      [3, 4, 5, 7],
    )
    const before =
      '<cols><col min="4" max="4" width="0" customWidth="1"/><col min="6" max="9" hidden="1"/></cols>'
    const { rows, warnings } = await said(
      workbookOf({ sheets: [{ name: 'Sheet1', rows: sheetXml(xml, { before }) }] }),
    )
    expect(rows).toHaveLength(6)
    expect(warnings).toEqual([
      {
        code: 'hidden_rows',
        row: 3,
        message:
          'Row 3: Hidden, by hand or by a filter, and read like the rest: rows 3 to 5 and 7 ' +
          'and columns D (numerator) and F (note). Check that they belong to the file',
      },
    ])
  })

  test('of a wide table is said of each of its sheets', async () => {
    const sheet = (month: string, rows: readonly number[]) => ({
      name: month,
      rows: hide(rowsXml([['team_code', 'CP04_n', 'CP04_d'], ...teams.map((team) => [team, 1, 2])]), rows),
    })
    const { rows, warnings } = await readFile(
      workbookOf({ sheets: [sheet('2019-03', [2]), sheet('2019-04', []), sheet('2019-05', [4, 5])] }),
    )
    expect(rows).toHaveLength(18)
    expect(warnings.map(({ code, sheet: name, row }) => [code, name, row])).toEqual([
      ['hidden_rows', '2019-03', 2],
      ['hidden_rows', '2019-05', 4],
    ])
  })

  test('is counted and not listed where it has no end', async () => {
    const months = Array.from({ length: 40 }, (_, i) => [
      'HP-N1',
      'CP04',
      `20${15 + Math.floor(i / 12)}-${String(1 + (i % 12)).padStart(2, '0')}`,
      1,
      2,
    ])
    const xml = hide(
      rowsXml([columns, ...months]),
      Array.from({ length: 20 }, (_, i) => 2 + 2 * i),
    )
    const { warnings } = await readFile(workbookOf({ sheets: [{ name: 'Sheet1', rows: xml }] }))
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.message).toContain('rows 2, 4, 6, 8, 10, 12, 14, 16 and 12 more')
  })
})

describe('rows of another length than the headings', () => {
  const wider = `${HEADER},value,as_at,note`

  test('are accepted where they lack optional columns at their end', async () => {
    const content = csvOf([`${three[0]},,2019-05-31,late`, three[1] ?? '', `${three[2]},`], wider)
    expect(await said(content)).toMatchObject(accepted)
  })

  test('are accepted where every one lacks them', async () => {
    expect(await said(csvOf(three, wider))).toMatchObject(accepted)
  })

  test('are accepted where they lack all figures of before, as our template comes back from a spreadsheet', async () => {
    const content = csvOf(
      [`${three[0]},,,40,44,90.9`, three[1] ?? '', `${three[2]},,`],
      `${HEADER},value,note,previous_numerator,previous_denominator,previous_value`,
    )
    expect(await said(content)).toMatchObject(accepted)
  })

  test.each([
    ['a needed column', csvOf(['MASH,FD03,2019-05,1234'])],
    [
      'some of the figures of before',
      csvOf([`${three[0]},40`], `${HEADER},previous_numerator,previous_denominator`),
    ],
    ['its only figure, which may be lost', csvOf(['MASH,FD03,2019-05,,'], `${HEADER},note`)],
    [
      'a measure of a wide table',
      csvOf(['HP-N1,2019-05,41,45,'], 'team_code,period,CP04_n,CP04_d,CP05_n,CP05_d'),
    ],
    ['the note of a wide table', csvOf(['HP-N1,2019-05,41,45'], 'team_code,period,CP04_n,CP04_d,note')],
  ])('are refused where one lacks %s', async (_, content) => {
    expect((await said(content)).problems).toMatchObject([{ code: 'ragged_row', row: 2 }])
  })

  test('are refused where one is longer by blanks', async () => {
    const content = csvOf([three[0] ?? '', `${three[1]},,`, three[2] ?? ''])
    expect((await said(content)).problems).toMatchObject([{ code: 'ragged_row', row: 3 }])
  })

  test('are accepted where all are longer by blanks: a column without a heading', async () => {
    expect(await said(csvOf(three.map((line) => `${line},,`)))).toMatchObject(accepted)
  })

  test('are refused where a column without a heading holds a cell in one of them', async () => {
    const content = csvOf([`${three[0]},,`, `${three[1]},,`, `${three[2]},,7`], `${HEADER},,`)
    const message = /^Row 4: Column G holds a cell and has no heading/
    expect(await said(content)).toMatchObject(oneProblem('ragged_row', 4, message))
  })

  test('of all lines are uneven where a heading may be missing before free text', async () => {
    const content = csvOf(
      three.map((line) => `${line},,`),
      `${HEADER},note`,
    )
    expect((await said(content)).problems).toMatchObject([{ code: 'ragged_row', row: 1 }])
  })
})

describe('a last line without its end', () => {
  const whole = [HEADER, ...three]
  test.each([
    ['LF', whole.join('\n')],
    ['CR', whole.join('\r')],
    ['CRLF', whole.join('\r\n')],
    ['quotes and LF', `${HEADER},note\n"HP-N1",CP04,2019-05,41,45,""\n${three[1]},""\n${three[2]}`],
  ])('after %s is asked about at whichever figure it is cut', async (_, content) => {
    for (let cut = 0; cut < 2; cut++) {
      const { problems, warnings } = await said(content.slice(0, content.length - cut))
      expect(problems).toEqual(
        cut === 0 ? [] : [expect.objectContaining({ code: 'numerator_exceeds_denominator' })],
      )
      const figures = `HP-S1 CP04: 50 of ${cut === 0 ? 52 : 5}: is that complete?`
      expect(warnings).toEqual([{ code: 'cut_short', row: 4, message: expect.stringContaining(figures) }])
    }
  })

  test('of a single row, of a count and of a value is asked about too', async () => {
    const content = [`${HEADER},value\nHP-S1,CP04,2019-05,50,52,`, `${HEADER}\nMASH,FD03,2019-05,123`]
    expect((await said(`${HEADER}\n${three[2]}`)).warnings).toMatchObject([{ code: 'cut_short', row: 2 }])
    expect((await said(content[0] ?? '')).warnings).toEqual([])
    expect(
      (await said(`${HEADER.replace(',denominator', '')},denominator,value\nHP-S1,CP04,2019-05,,,82.5`))
        .warnings,
    ).toMatchObject([
      { code: 'value_without_denominator' },
      { code: 'cut_short', message: expect.stringContaining('HP-S1 CP04: 82.5: is that complete?') },
    ])
    expect(
      (await said(`team_code,kpi_code,period,denominator,numerator\nMASH,FD03,2019-05,,123`)).warnings,
    ).toMatchObject([
      { code: 'cut_short', message: expect.stringContaining('MASH FD03: 123: is that complete?') },
    ])
  })

  test('is not asked about where the last cell is blank, a note or a column that is not kept', async () => {
    for (const [header, end] of [
      [`${HEADER},value`, ','],
      [`${HEADER},note`, ',late'],
      [`${HEADER},team_name`, ',Help So'],
    ]) {
      expect((await said(`${header}\n${three[2]}${end}`)).warnings).toEqual([])
    }
  })

  test('is asked about where the row also lacks cells', async () => {
    expect((await said(`${HEADER},as_at,note\n${three[2]},`)).warnings).toMatchObject([{ code: 'cut_short' }])
  })

  test('of a wide table is asked about by its last measure', async () => {
    const { warnings } = await said('team_code,period,LC01_n,LC01_d,CP04_n,CP04_d\nHP-S1,2019-05,,,50,52')
    expect(warnings).toMatchObject([
      { code: 'cut_short', message: expect.stringContaining('HP-S1 CP04: 50 of 52: is that complete?') },
    ])
  })
})

describe('separators', () => {
  const clean = csvOf(three)
  test.each([
    ['sep=;', `sep=;\r\n${clean.replaceAll(',', ';')}`, 'semicolons'],
    ['sep=\t', `sep=\t\r\n${clean.replaceAll(',', '\t')}`, 'tabs'],
    ['sep=,', `sep=,\r\n${clean}`, 'commas'],
    ['SEP=|', `SEP=|\r\n${clean.replaceAll(',', '|')}`, 'bars'],
  ])('that the line %s names are known for what they are', async (line, content, name) => {
    const { problems } = await said(content)
    expect(problems).toEqual([
      {
        code: 'not_a_table',
        row: null,
        message:
          `The cells are separated by ${name}, as the line ‘${line}’ above them tells a ` +
          'spreadsheet. Save the file as .xlsx and send that, or paste the rows on the upload ' +
          'page',
      },
    ])
  })
})

describe('text', () => {
  const clean = csvOf(three)
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()

  test.each([
    ['little-endian', Buffer.from(clean, 'utf16le')],
    ['big-endian', swapped(clean)],
    ['tabbed', Buffer.from(clean.replaceAll(',', '\t'), 'utf16le')],
  ])('in UTF-16 without its mark is named: %s', async (_, content) => {
    const message = /UTF-16 text and lacks the mark.*Save it as \.xlsx or as ‘CSV UTF-8’/
    expect(await said(content)).toMatchObject(oneProblem('bad_encoding', null, message))
  })

  test('in UTF-16 without its mark that lists children is not kept', async () => {
    const list = Buffer.from('UPN,Forename\r\nA123456789012,Sam\r\n', 'utf16le')
    expect((await said(list)).problems).toMatchObject([{ code: 'child_level_data' }])
  })

  test('in UTF-16 may have its mark twice', async () => {
    expect(await said(Buffer.from(`\ufeff\ufeff${clean}`, 'utf16le'))).toMatchObject(accepted)
  })

  test('that cannot be decoded is said before its headings are', async () => {
    const content = Buffer.from(`Équipe,Period,Numerator\r\nHP-N1,2019-05,1\r\n`, 'latin1')
    expect((await said(content)).problems).toMatchObject([{ code: 'bad_encoding', row: 1 }])
    const later = Buffer.from(csvOf(['HP-N1,CP04,2019-05,1,2,Zoë'], `${HEADER},colour`), 'latin1')
    expect((await said(later)).problems).toMatchObject([{ code: 'bad_encoding', row: 2 }])
  })

  test.each([
    ['a zero-width space', 'HP-\u200bN1'],
    ['a soft hyphen', 'HP\u00ad-N1'],
    ['a byte order mark', '\ufeffHP-N1'],
    ['a mark of direction', 'HP-N1\u200e'],
    ['a zero-width mark', 'HP-N1\u2060'],
  ])('with %s in a code has one problem that names it', async (name, code) => {
    const { problems } = await said(csvOf([`${code},CP04,2019-05,41,45`]))
    const message = `Row 2, team_code: The cell holds a character that cannot be seen (${name}). Type the cell again: ‘HP-N1’`
    expect(problems).toEqual([{ code: 'control_character', row: 2, message }])
  })

  test('with a character in a heading that cannot be seen has one problem', async () => {
    const { problems } = await said(csvOf(three, HEADER.replace('period', 'per\u00adiod')))
    expect(problems).toEqual([
      {
        code: 'control_character',
        row: 1,
        message:
          'Row 1, period: The heading holds a character that cannot be seen (a soft hyphen). Type it again: ‘period’',
      },
    ])
  })

  test('with no-break spaces around its cells is read, and within a figure is refused', async () => {
    expect(
      await said(csvOf(['\u00a0HP-N1\u00a0,CP04,2019-05,41\u00a0,\u00a045', ...three.slice(1)])),
    ).toMatchObject(accepted)
    const { problems } = await said(csvOf(['MASH,FD03,2019-05,1\u00a0234,']))
    expect(problems).toMatchObject([
      { code: 'bad_number', message: expect.stringContaining('remove the space') },
    ])
  })

  test('with a long dash in a code has one problem that says so', async () => {
    const { problems } = await said(csvOf(['HP–N1,CP04,2019-05,41,45']))
    expect(problems).toEqual([
      {
        code: 'unknown_team',
        row: 2,
        message: expect.stringMatching(/The dash is a long one; the closest code is ‘HP-N1’/),
      },
    ])
  })
})

describe('what a spreadsheet does to months', () => {
  test('is said once for the file', async () => {
    const { problems } = await said(csvOf(three.map((line) => line.replace('2019-05', 'May-19'))))
    expect(problems).toEqual([
      {
        code: 'bad_period',
        row: 2,
        message: expect.stringMatching(
          /‘May-19’ is not a period\..*write 2019-05\. A spreadsheet that opens a CSV.*XLSX template/,
        ),
      },
    ])
  })

  test('never makes one month of 05/01/2019', async () => {
    const { problems } = await said(csvOf([(three[0] ?? '').replace('2019-05', '05/01/2019')]))
    expect(problems).toHaveLength(1)
    expect(problems[0]?.message).toContain('as January 2019 or as May 2019: write 2019-01 or 2019-05')
  })
})

describe('lines that are no rows of the table', () => {
  test.each([
    ['padded by a spreadsheet', 'Report run 03/06/2019,,,,\r\n'],
    ['of two cells', 'Prepared by:,J Smith\r\n'],
    ['of many lines', '\r\nNotes:\r\nFigures are provisional\r\nSource: case system\r\n'],
    ['of a word', 'Confidential\r\n'],
  ])('are one thing to remove: %s', async (_, footer) => {
    const { rows, problems } = await said(csvOf(three) + footer)
    expect(rows).toHaveLength(3)
    expect(problems).toMatchObject([{ code: 'ragged_row', message: expect.stringContaining('(a footer)') }])
  })

  test('are found in a workbook too', async () => {
    const xml = rowsXml([columns, ['HP-N1', 'CP04', '2019-05', 41, 45], [], ['Report run 03/06/2019']])
    const { problems } = await said(workbookOf({ sheets: [{ name: 'Sheet1', rows: xml }] }))
    expect(problems).toMatchObject([
      { code: 'ragged_row', row: 4, message: expect.stringContaining('(a footer)') },
    ])
  })

  test('are not what a row of totals or a lone code is', async () => {
    const { problems } = await said(csvOf([...three, 'Total,,,121,133', 'HP-S2']))
    expect(problems).toMatchObject([
      { code: 'unknown_team', row: 5, message: expect.stringContaining('row of totals') },
      {
        code: 'ragged_row',
        row: 6,
        message: expect.stringContaining('Check for a missing or an extra comma'),
      },
    ])
  })
})

describe('cells left blank for the one above', () => {
  test('in a pivoted table are one problem each, with the code above', async () => {
    const { problems } = await said(csvOf([three[0] ?? '', ',CP05,2019-05,30,36', ',CP06,2019-05,1,2']))
    expect(problems.filter(({ code }) => code === 'missing_value')).toEqual([
      {
        code: 'missing_value',
        row: 3,
        message: expect.stringMatching(
          /stands for the ‘HP-N1’ above it, as in a pivot table.*match page of this file fill it down/,
        ),
      },
      { code: 'missing_value', row: 4, message: expect.stringContaining('‘HP-N1’') },
    ])
  })

  test('because they are merged are said once for each column', async () => {
    const xml = rowsXml([
      columns,
      ['HP-N1', 'CP04', '2019-03', 1, 2],
      [null, 'CP04', '2019-04', 1, 2],
      [null, 'CP04', '2019-05', 1, 2],
      ['HP-N2', 'CP04', '2019-05', 1, 2],
      ['HP-S1', 'CP04', null, 1, 2],
    ])
    const after = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="C5:C6"/></mergeCells>'
    const { problems } = await said(
      workbookOf({ sheets: [{ name: 'Sheet1', rows: sheetXml(xml, { after }) }] }),
    )
    expect(problems.map(({ code, row }) => [code, row])).toEqual([
      ['missing_value', 3],
      ['missing_value', 6],
    ])
  })
})

describe('headings', () => {
  test('of a wide table are known in any letters and with spaces', async () => {
    const found = await said('Team Code,PERIOD,cp04 N,CP04 d\r\nHP-N1,2019-05,41,45\r\n')
    expect(found).toMatchObject({ rows: [threeCells[0]], problems: [], warnings: [] })
  })

  test('are named in faults as the file writes them', async () => {
    const { problems } = await readFile(
      csvOf(['HP-N1,CP04,2019-05,many,45'], 'Team Code,KPI Code,Period,Numerator,Denominator'),
    )
    expect(problems).toMatchObject([{ code: 'bad_number', row: 2, column: 'Numerator' }])
  })

  test('that are ours twice, once in other letters, are refused', async () => {
    const { problems } = await readFile(csvOf([`${three[0]},1`], `${HEADER},Numerator`))
    expect(problems).toMatchObject([{ code: 'duplicate_column', column: 'Numerator' }])
  })
})
