import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExtractProblem } from '#domain/extracts/problem.ts'
import { openArchive } from '#server/xlsx/read/archive.ts'
import { openWorkbook } from '#server/xlsx/read/open-workbook.ts'
import { isWide } from '../../../support/run-size.ts'
import { readGrid, rowsXml, workbookEntries, workbookOf } from '../../../support/workbook-files.ts'
import { type ZipEntry, zipOf } from '../../../support/zip.ts'

const MB = 1024 * 1024
const honest = workbookEntries({
  sheets: [
    {
      name: 'S',
      rows: rowsXml([
        ['team_code', 'value'],
        ['HP1', 12],
      ]),
    },
  ],
})

/** The workbook with further entries. */
const beside = (...entries: ZipEntry[]) => zipOf([...honest, ...entries])
/** The workbook with one entry changed. */
const changed = (name: string, change: Partial<ZipEntry>) =>
  zipOf(honest.map((entry) => (entry.name === name ? { ...entry, ...change } : entry)))

const SHEET = 'xl/worksheets/sheet1.xml'
const zeros = (megabytes: number) => Buffer.alloc(megabytes * MB)

async function refusalOf(bytes: Buffer): Promise<ExtractProblem> {
  const refused = await openWorkbook(bytes)
  if (!('code' in refused)) throw new Error('The workbook was read')
  return refused
}

type Hostile = [what: string, bytes: () => Buffer, code: string, message: RegExp]

const hostile: Hostile[] = [
  [
    'that unfolds to a gigabyte',
    () => beside(...many(8, (i) => ({ name: `${i}`, content: '', change: { size: 128 * MB } }))),
    'too_large',
    /unfold to 1025 MB; 100 MB is the most/,
  ],
  [
    'packed a thousand times smaller',
    () => beside({ name: 'xl/media/a', content: zeros(20) }),
    'too_large',
    /200 times smaller.*xl\/media\/a/,
  ],
  [
    'whose sheet is larger than it says',
    () => changed(SHEET, { content: zeros(20), change: { size: 2000 } }),
    'too_large',
    /more than it says/,
  ],
  [
    'whose sheet is smaller than it says',
    () => changed(SHEET, { change: { size: 100_000 } }),
    'wrong_type',
    /sheet1.xml does not have the content/,
  ],
  [
    'of 100,000 entries',
    () =>
      zipOf(
        many(100_000, (i) => ({ name: `${i}`, content: '', stored: true })),
        { count: 34_464 },
      ),
    'too_large',
    /34464 files; 1000 is the most/,
  ],
  [
    'whose entries are laid over each other',
    () => beside({ name: 'xl/a', content: '', stored: true, localName: 'xl/styles.xml', offset: 0 }),
    'wrong_type',
    /not as the directory lists it|shares its bytes/,
  ],
  [
    'with the same bytes listed twice under one name',
    () => beside({ ...(honest[0] as ZipEntry), offset: 0 }),
    'wrong_type',
    /same name/,
  ],
  [
    'with two names that differ by case alone',
    () => beside({ name: 'XL/Workbook.xml', content: '' }),
    'wrong_type',
    /same name/,
  ],
  [
    'with a name that leads out of it',
    () => beside({ name: '../../etc/passwd', content: 'x' }),
    'wrong_type',
    /damaged: its directory/,
  ],
  [
    'with a name that is an absolute path',
    () => beside({ name: '/etc/passwd', content: 'x' }),
    'wrong_type',
    /damaged: its directory/,
  ],
  [
    'with an entry that has a password',
    () => changed(SHEET, { change: { flags: 0x801 } }),
    'password_protected',
    /password/,
  ],
  [
    'whose sheet has another checksum',
    () => changed(SHEET, { change: { crc32: 1 } }),
    'wrong_type',
    /sheet1.xml does not have the content/,
  ],
  [
    'whose sheet has another name within',
    () => changed(SHEET, { localName: 'xl/worksheets/sheet2.xml' }),
    'wrong_type',
    /not as the directory lists it/,
  ],
  [
    'packed in a way that workbooks are not',
    () => changed(SHEET, { change: { method: 14 } }),
    'wrong_type',
    /not as the directory lists it/,
  ],
  [
    'with one entry fewer in its count',
    () => zipOf(honest, { count: honest.length - 1 }),
    'wrong_type',
    /does not list all/,
  ],
  [
    'with one entry more in its count',
    () => zipOf(honest, { count: honest.length + 1 }),
    'wrong_type',
    /damaged: its directory/,
  ],
  ['with macros', () => beside({ name: 'xl/vbaProject.bin', content: 'x' }), 'wrong_type', /macros/],
  [
    'that is a binary workbook',
    () => beside({ name: 'xl/workbook.bin', content: 'x' }),
    'wrong_type',
    /xlsb/,
  ],
  [
    'that is a Word document',
    () => beside({ name: 'word/document.xml', content: 'x' }),
    'wrong_type',
    /Word document/,
  ],
  [
    'that is an OpenDocument spreadsheet',
    () =>
      zipOf([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
        { name: 'content.xml', content: 'x' },
      ]),
    'wrong_type',
    /\.ods/,
  ],
  [
    'that is a zip of something else',
    () => zipOf([{ name: 'may.csv', content: 'a,b' }]),
    'wrong_type',
    /a zip file and not a workbook/,
  ],
  ['that is an empty zip', () => zipOf([]), 'wrong_type', /empty zip/],
]

function many(count: number, entry: (i: number) => ZipEntry): ZipEntry[] {
  return Array.from({ length: count }, (_, i) => entry(i))
}

describe('a file is refused before anything of it is read', () => {
  test.each(hostile)('%s', async (_what, bytes, code, message) => {
    const refused = await refusalOf(bytes())
    expect(refused).toMatchObject({ code, row: null })
    expect(refused.message).toMatch(message)
    expect(refused.message).toMatch(/send/)
  })

  test.each([
    ['that is an older workbook', 'Workbook', 'wrong_type', /older Excel workbook \(\.xls\)/],
    ['that has a password', 'EncryptedPackage', 'password_protected', /remove the password/],
    ['that is an older Word document', 'WordDocument', 'wrong_type', /Word document/],
  ])('%s', async (_what, stream, code, message) => {
    const bytes = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(504),
      Buffer.from(stream, 'utf16le'),
    ])
    const refused = await refusalOf(bytes)
    expect(refused.code).toBe(code)
    expect(refused.message).toMatch(message)
  })

  test('that is larger than any taken', async () => {
    expect(await refusalOf(Buffer.concat([zipOf(honest), zeros(25)]))).toMatchObject({ code: 'too_large' })
  })

  test('that is no workbook at all', async () => {
    expect(await refusalOf(Buffer.from('team_code'))).toMatchObject({ code: 'wrong_type' })
  })

  test.runIf(isWide)('inflating no more of a bomb than it says it holds', async () => {
    const bomb = changed(SHEET, { content: zeros(500), change: { size: 5000 } })
    const before = process.memoryUsage().arrayBuffers
    expect(await openArchive(bomb)).toMatchObject({ code: 'too_large' })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * MB)
  })
})

describe('a workbook that was damaged on its way', () => {
  const whole = workbookOf({
    sheets: [
      {
        name: 'May',
        rows: rowsXml([
          ['team_code', 'numerator'],
          ['HP1', 12],
          ['HP2', 7],
        ]),
      },
      {
        name: 'June',
        rows: rowsXml([
          ['team_code', 'numerator'],
          ['HP1', 13],
        ]),
      },
    ],
    strings: '<si><t>HP1</t></si>',
  })

  test('is refused wherever it was cut short', async () => {
    let cuts = 0
    for (let length = 2; length < whole.length; length += 97) {
      cuts++
      expect(await refusalOf(whole.subarray(0, length))).toMatchObject({ code: 'wrong_type' })
    }
    expect(cuts).toBeGreaterThan(10)
  })

  test.runIf(isWide)('is refused or says the same, whichever of its bits were turned', async () => {
    const readings = async (bytes: Buffer) => {
      const archive = await openArchive(bytes)
      if ('code' in archive) return archive.code
      const parts: string[] = []
      for (const part of archive.parts) {
        const pieces: Buffer[] = []
        for await (const piece of part.bytes()) pieces.push(piece)
        parts.push(`${part.name}\n${Buffer.concat(pieces)}`)
      }
      return parts.join('\n')
    }
    const said = await readings(whole)
    const turned = fc.array(fc.nat({ max: whole.length * 8 - 1 }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(turned, async (bits) => {
        const bytes = Buffer.from(whole)
        for (const bit of new Set(bits)) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect([said, 'wrong_type', 'too_large', 'password_protected']).toContain(await readings(bytes))
      }),
      { numRuns: 1500 },
    )
  })

  test('is read again once it is whole', async () => {
    const grid = await openWorkbook(whole)
    if ('code' in grid) throw new Error(grid.message)
    expect((await readGrid(grid)).events).toHaveLength(7)
  })
})
