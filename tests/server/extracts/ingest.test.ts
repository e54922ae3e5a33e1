import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { loadChanges } from '#server/extracts/publishing/changes.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, HEADER, NOW, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  // Earlier months are history: nothing in them is late, too few or missing.
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})

/** The versions of a cell, oldest first. */
function versions(unit: string, kpi: string, period: string) {
  return db
    .selectFrom('measurement')
    .select(['version', 'state', 'numerator', 'denominator', 'value', 'extract_id', 'row_number'])
    .where('unit_code', '=', unit)
    .where('kpi_code', '=', kpi)
    .where('period', '=', period)
    .orderBy('version')
    .execute()
}

async function count(table: 'measurement' | 'extract' | 'extract_row' | 'extract_chunk'): Promise<number> {
  const { rows } = await db
    .selectFrom(table)
    .select((where) => where.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return rows
}

const publish = (content: string, change = {}) =>
  ingestFile(db, fileOf(content, { publish: PUBLISH, ...change }))
/** The same for a file that changes published figures: a person has looked at it and gives the reason. */
const restate = (content: string) =>
  publish(content, { publish: { ...PUBLISH, acceptWarnings: true, reason: 'late visits' } })

describe('a clean file', () => {
  test('is stored, checked and published, and the figures of every unit above computed', async () => {
    const content = csvOf([
      'CIC-N,LC01,2019-04,120,130',
      'CIC-C,LC01,2019-04,90,100',
      'ASMT-N,AS01,2019-04,0,0',
    ])
    const report = await publish(content)
    expect(report).toMatchObject({
      filename: 'april.csv',
      status: 'published',
      counts: { rows: 3, accepted: 3, problems: 0, warnings: 0 },
      problems: [],
      problemsTotal: 0,
      alreadyReceived: false,
      sameBytesAs: null,
      publishedAt: NOW.toISOString(),
    })
    expect(await versions('CIC-N', 'LC01', '2019-04')).toMatchObject([
      {
        version: 1,
        state: 'reported',
        numerator: 120,
        denominator: 130,
        extract_id: report.id,
        row_number: 2,
      },
    ])
    expect(await versions('ASMT-N', 'AS01', '2019-04')).toMatchObject([{ state: 'no_cases', value: null }])
    const service = await db
      .selectFrom('figure')
      .select(['numerator', 'denominator'])
      .where('unit_code', '=', 'CICS')
      .where('kpi_code', '=', 'LC01')
      .executeTakeFirst()
    expect(service).toEqual({ numerator: 210, denominator: 230 })
  })

  test('changes nothing until it is published', async () => {
    const before = await count('measurement')
    const report = await ingestFile(db, fileOf(csvOf(['CIC-S,LC01,2019-03,5,10'])))
    expect(report.status).toBe('ready')
    expect(await count('measurement')).toBe(before)
    expect(await publishExtract(db, Number(report.id), PUBLISH)).toMatchObject({
      is: 'published',
      receipt: { counts: { rows: 1, new: 1, changed: 0, unchanged: 0 } },
    })
    await expect(publishExtract(db, Number(report.id), PUBLISH)).rejects.toThrow('conflict')
  })

  test('may be in UTF-16, have a byte order mark, or any mix of line ends', async () => {
    const rows = `${HEADER}\nCIC-N,LC01,2018-01,1,2\r\nCIC-C,LC01,2018-01,3,4\rCIC-S,LC01,2018-01,5,6`
    const encodings = [
      Buffer.from(`\ufeff${rows}`, 'utf8'),
      Buffer.from(`\ufeff${rows}`, 'utf16le'),
      Buffer.from(`\ufeff${rows}`, 'utf16le').swap16(),
    ]
    for (const bytes of encodings) {
      const report = await ingestFile(db, fileOf(bytes))
      expect(report).toMatchObject({ status: 'ready', counts: { rows: 3, accepted: 3 } })
    }
  })

  test('of a thousand rows is published whole', async () => {
    const carried = await db
      .selectFrom('kpi')
      .innerJoin('unit', (join) => join.onTrue())
      .where((where) => where('unit.team_type', '=', where.fn.any('kpi.team_types')))
      .where('kpi.kind', '=', 'ratio')
      .where('unit.closed', 'is', null)
      .where('unit.opened', '<', '2016-01-01')
      .select(['kpi.code as kpi', 'unit.code as unit', 'kpi.grains'])
      .execute()
    const rows = ['2017-01', '2017-02', '2017-03', '2017-04', '2017-05', '2017-06'].flatMap((month) =>
      carried
        .filter(({ grains }) => grains.includes('monthly'))
        .map(({ unit, kpi }, i) => `${unit},${kpi},${month},${i % 7},${7 + (i % 5)}`),
    )
    const report = await publish(csvOf(rows.slice(0, 1000)), {
      publish: { ...PUBLISH, acceptWarnings: true },
    })
    expect(report).toMatchObject({ status: 'published', counts: { rows: 1000, problems: 0 } })
  })
})

describe('a file with one bad row', () => {
  test('changes nothing and names row and column', async () => {
    const before = { measurements: await count('measurement'), rows: await count('extract_row') }
    const report = await publish(
      csvOf(['CIC-N,LC01,2019-02,1,2', '', 'CIC-C,LC01,2019-02,9,8', 'CIC-S,LC01,2019-02,1,2']),
    )
    expect(report).toMatchObject({
      status: 'rejected',
      counts: { rows: 3, accepted: 2, problems: 1 },
      problemsTotal: 1,
    })
    expect(report.problems).toEqual([
      {
        row: 4,
        column: 'numerator',
        code: 'numerator_exceeds_denominator',
        value: '9',
        sheet: null,
        firstRow: null,
        message: 'Row 4, numerator: Numerator (9) must be the same as or less than denominator (8)',
      },
    ])
    expect({ measurements: await count('measurement'), rows: await count('extract_row') }).toEqual(before)
    await expect(publishExtract(db, Number(report.id), PUBLISH)).rejects.toThrow('conflict')
  })

  test('gives the first hundred problems and counts them all', async () => {
    const report = await publish(csvOf(Array.from({ length: 250 }, (_, i) => `NOBODY${i},LC01,2019-02,1,2`)))
    expect(report.problems).toHaveLength(100)
    expect(report).toMatchObject({ problemsTotal: 250, counts: { problems: 250 } })
  })
})

const row = 'CIC-N,LC01,2019-01,1,2'
const huge = `CIC-N,LC01,2019-01,1,${'2'.repeat(70_000)}`

describe('a fault of the file', () => {
  test.each<[string, string | Buffer, string, number | null, string | null]>([
    ['an unknown column', csvOf([`${row},x`], `${HEADER},colour`), 'unknown_column', 1, 'colour'],
    [
      'a prototype as a heading',
      csvOf([`${row},x`], `${HEADER},__proto__`),
      'unknown_column',
      1,
      '__proto__',
    ],
    [
      'a missing column',
      csvOf(['CIC-N,LC01,2019-01,1'], 'team_code,kpi_code,period,numerator'),
      'missing_column',
      1,
      'denominator',
    ],
    ['a column twice', csvOf([`${row},3`], `${HEADER},numerator`), 'duplicate_column', 1, 'numerator'],
    ['a cell too few', csvOf([row, 'CIC-C,LC01,2019-01,1']), 'ragged_row', 3, null],
    ['a cell too many', csvOf([row, 'CIC-C,LC01,2019-01,1,2,3']), 'ragged_row', 3, null],
    ['a row twice', csvOf([row, 'CIC-C,LC01,2019-01,1,2', row]), 'duplicate_row', 4, 'team_code'],
    ['a quote that does not close', csvOf([row, 'CIC-C,LC01,2019-01,1,"2', row]), 'bad_quote', 3, null],
    [
      'a quote that does not close in a long file',
      csvOf([row, '"CIC-C,LC01,2019-01,1,2', ...Array(9000).fill(row)]),
      'bad_quote',
      3,
      null,
    ],
    ['a quote inside a bare cell', csvOf([row, 'CIC"C,LC01,2019-01,1,2']), 'bad_quote', 3, null],
    ['text after a closing quote', csvOf([row, '"CIC-C"x,LC01,2019-01,1,2']), 'bad_quote', 3, null],
    [
      'Windows-1252',
      Buffer.from(csvOf([row, 'CIC-C,LC01,2019-01,1,2 \xa3']), 'latin1'),
      'bad_encoding',
      3,
      null,
    ],
    [
      'a cut-off character at the end',
      Buffer.concat([Buffer.from(csvOf([row])), Buffer.from([0xe2, 0x82])]),
      'bad_encoding',
      3,
      null,
    ],
    ['NUL in a cell', csvOf(['CIC-N\0,LC01,2019-01,1,2']), 'control_character', 2, 'team_code'],
    [
      'an escape character in a cell',
      csvOf(['CIC-N,LC01,2019-01,1\u001b,2']),
      'control_character',
      2,
      'numerator',
    ],
    ['a row past 64 KB', csvOf([row, huge]), 'too_large', 3, null],
    [
      'more than 200 columns',
      csvOf([row], [HEADER, ...Array.from({ length: 200 }, (_, i) => `c${i}`)].join(',')),
      'too_large',
      null,
      null,
    ],
    ['no bytes', '', 'empty', null, null],
    ['blank lines alone', '\r\n\r\n', 'empty', null, null],
    ['headings alone', csvOf([]), 'empty', null, null],
    ['no headings', csvOf([], row), 'not_a_table', null, null],
    ['a title above the headings', csvOf([HEADER, row], 'April figures,,,,'), 'not_a_table', 1, null],
    ['semicolons between the cells', csvOf([row], HEADER).replaceAll(',', ';'), 'not_a_table', null, null],
    ['headings in the middle', csvOf([row, HEADER]), 'not_a_table', 3, null],
    ['a workbook', Buffer.from('PK\x03\x04whatever', 'latin1'), 'wrong_type', null, null],
    ['an old workbook', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1'), 'wrong_type', null, null],
    ['a compressed file', Buffer.from('\x1f\x8b\x08', 'latin1'), 'wrong_type', null, null],
    ['a web page', '<!doctype html><p>Sign in', 'wrong_type', null, null],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'wrong_type', null, null],
  ])('%s is refused where it stands', async (_, content, code, atRow, column) => {
    const report = await publish(content as string)
    expect(report.status).toBe('rejected')
    expect(report.problems).toContainEqual(expect.objectContaining({ code, row: atRow, column }))
    expect(report.problems.map((problem) => problem.code)).toEqual([code])
    expect(report.problems[0]?.message.length).toBeGreaterThan(20)
  })

  test('a renamed heading is offered its nearest name, which is not applied', async () => {
    const report = await publish(csvOf([row], 'team_code,kpi_code,period,Numerater,denominator'))
    expect(report.problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^unknown_column: .*The closest is ‘numerator’/),
      expect.stringMatching(/^missing_column: .*‘numerator’/),
    ])
  })

  test('a file past its limit is refused and nothing of it is kept', async () => {
    const before = await count('extract')
    const bytes = (function* () {
      yield Buffer.from(`${HEADER}\n`)
      for (let i = 0; i < 101; i++) yield Buffer.alloc(1024 * 1024, '\n')
    })()
    const report = await ingestFile(db, fileOf('', { bytes, channel: 'api' }))
    expect(report).toMatchObject({ id: null, status: 'rejected', problems: [{ code: 'too_large' }] })
    expect(await count('extract')).toBe(before)
  })
})

describe('a list of children', () => {
  test('is refused by its headings and nothing of it is kept', async () => {
    const before = await count('extract')
    const report = await publish('UPN,Forename,Visited\nA123456789012,Sam,2019-04-01\n')
    expect(report).toMatchObject({ id: null, status: 'rejected', sha256: '' })
    expect(report.problems).toMatchObject([{ code: 'child_level_data', column: 'UPN', value: null }])
    expect(JSON.stringify(report)).not.toMatch(/A123|Sam/)
    expect(await count('extract')).toBe(before)
  })

  test('found in the body has its bytes and values erased, its checksum and the fact kept', async () => {
    const many = Array.from({ length: 4000 }, (_, i) => `NOBODY${i},LC01,2019-02,1,2`)
    const report = await publish(csvOf([...many, '943 476 5919,LC01,2019-02,1,2']))
    expect(report).toMatchObject({ status: 'rejected', counts: { problems: 1 }, problemsTotal: 1 })
    expect(report.problems).toMatchObject([{ code: 'child_level_data', row: 4002, value: null }])
    expect(report.sha256).toMatch(/^[0-9a-f]{64}$/)
    const chunks = await db
      .selectFrom('extract_chunk')
      .select('position')
      .where('extract_id', '=', Number(report.id))
      .execute()
    expect(chunks).toEqual([])
  })
})

describe('the same bytes again', () => {
  const content = csvOf(['CL-1,CL01,2018-06,4,5'])

  test('are the extract that they were, while it waits and while all its values are current', async () => {
    const first = await ingestFile(db, fileOf(content))
    expect(await ingestFile(db, fileOf(content))).toMatchObject({
      id: first.id,
      alreadyReceived: true,
      status: 'ready',
    })
    expect(await publish(content)).toMatchObject({ id: first.id, alreadyReceived: true, status: 'published' })
    expect(await publish(content)).toMatchObject({ id: first.id, alreadyReceived: true, status: 'published' })
    expect(await versions('CL-1', 'CL01', '2018-06')).toHaveLength(1)
  })

  test('are a new extract once a value has been restated, and restate it', async () => {
    const first = await publish(content)
    await restate(csvOf(['CL-1,CL01,2018-06,3,5']))
    const again = await restate(content)
    expect(again).toMatchObject({ alreadyReceived: false, sameBytesAs: first.id, status: 'published' })
    expect((await versions('CL-1', 'CL01', '2018-06')).map(({ numerator }) => numerator)).toEqual([4, 3, 4])
  })

  test('are a new extract where the first was refused', async () => {
    const bad = csvOf(['CL-1,CL01,2018-07,6,5'])
    const first = await publish(bad)
    expect(await publish(bad)).toMatchObject({
      alreadyReceived: false,
      sameBytesAs: first.id,
      status: 'rejected',
    })
  })

  test('sent by eight at once load once', async () => {
    const eight = csvOf(['CL-2,CL01,2018-06,4,5'])
    const reports = await Promise.all(Array.from({ length: 8 }, () => publish(eight)))
    expect(new Set(reports.map(({ id }) => id)).size).toBe(1)
    expect(reports.filter(({ alreadyReceived }) => !alreadyReceived)).toHaveLength(1)
    expect(reports.every(({ status }) => status === 'published')).toBe(true)
    expect(await versions('CL-2', 'CL01', '2018-06')).toHaveLength(1)
  })
})

describe('a restatement', () => {
  test('is a new version; a cell that says the same gets none', async () => {
    await publish(csvOf(['CIC-N,LC01,2018-03,1,10', 'CIC-C,LC01,2018-03,2,10']))
    const second = await ingestFile(
      db,
      fileOf(csvOf(['CIC-N,LC01,2018-03,3,10', 'CIC-C,LC01,2018-03,2.0,10', 'CIC-S,LC01,2018-03,4,10'])),
    )
    const coming = await loadChanges(db, Number(second.id), NOW)
    expect(coming.counts).toEqual({ new: 1, changed: 1, unchanged: 1, missing: 0 })
    expect(coming.changed).toEqual([
      {
        unit: 'CIC-N',
        kpi: 'LC01',
        period: '2018-03',
        before: { state: 'reported', numerator: 1, denominator: 10, value: 10 },
        after: { state: 'reported', numerator: 3, denominator: 10, value: 30 },
        change: 20,
      },
    ])
    const decision = await publishExtract(db, Number(second.id), {
      ...PUBLISH,
      acceptWarnings: true,
      reason: 'late visits',
    })
    expect(decision).toMatchObject({ receipt: { counts: { rows: 3, new: 1, changed: 1, unchanged: 1 } } })
    // Nothing is left to decide, so no comparison is named.
    expect(await loadChanges(db, Number(second.id), NOW)).toEqual({ ...coming, seen: null })
    expect((await versions('CIC-N', 'LC01', '2018-03')).map(({ numerator }) => numerator)).toEqual([1, 3])
    expect(await versions('CIC-C', 'LC01', '2018-03')).toHaveLength(1)
  })

  test('cannot be hidden: the service may not change or remove a version', async () => {
    const { inTransaction } = await import('#server/db/database.ts')
    const change = inTransaction(db, (trx) => trx.updateTable('measurement').set({ numerator: 0 }).execute())
    await expect(change).rejects.toThrow(/permission denied/)
    const removal = inTransaction(db, (trx) => trx.deleteFrom('measurement').execute())
    await expect(removal).rejects.toThrow(/permission denied/)
  })

  test('taken back gives what stood before, or not reported, and leaves cells restated since', async () => {
    await publish(csvOf(['CIC-N,LC01,2018-04,1,10', 'CIC-C,LC01,2018-04,1,10']))
    const second = await restate(
      csvOf(['CIC-N,LC01,2018-04,2,10', 'CIC-C,LC01,2018-04,2,10', 'CIC-S,LC01,2018-04,2,10']),
    )
    await restate(csvOf(['CIC-C,LC01,2018-04,3,10']))
    const receipt = await revertExtract(db, Number(second.id), {
      by: named('Data team'),
      reason: 'wrong file',
    })
    expect(receipt.left).toEqual([{ unit: 'CIC-C', kpi: 'LC01', period: '2018-04' }])
    expect(receipt.counts).toMatchObject({ changed: 2 })
    expect((await versions('CIC-N', 'LC01', '2018-04')).map(({ numerator }) => numerator)).toEqual([1, 2, 1])
    expect((await versions('CIC-C', 'LC01', '2018-04')).map(({ numerator }) => numerator)).toEqual([1, 2, 3])
    expect((await versions('CIC-S', 'LC01', '2018-04')).map(({ state }) => state)).toEqual([
      'reported',
      'not_reported',
    ])
    await expect(revertExtract(db, Number(second.id), { by: named('D'), reason: 'x' })).rejects.toThrow(
      'conflict',
    )
  })

  test('taken back does not bring back what was itself taken back', async () => {
    const first = await publish(csvOf(['CIC-N,LC01,2018-05,1,10']))
    const second = await restate(csvOf(['CIC-N,LC01,2018-05,2,10']))
    const order = { by: named('Data team'), reason: 'wrong file', now: NOW }
    await revertExtract(db, Number(second.id), order)
    await revertExtract(db, Number(first.id), order)
    const states = await versions('CIC-N', 'LC01', '2018-05')
    expect(states.map(({ numerator }) => numerator)).toEqual([1, 2, 1, null])
    expect(states.at(-1)?.state).toBe('not_reported')
  })

  test('published again after being taken back says the same as before', async () => {
    const content = csvOf(['CIC-S,LC01,2018-05,2,10'])
    const first = await publish(content)
    await revertExtract(db, Number(first.id), { by: named('Data team'), reason: 'too early' })
    const again = await publish(content)
    expect(again).toMatchObject({ status: 'published', alreadyReceived: false, sameBytesAs: first.id })
    expect((await versions('CIC-S', 'LC01', '2018-05')).at(-1)).toMatchObject({
      state: 'reported',
      numerator: 2,
    })
  })
})

describe('any figures that are accepted', () => {
  test('come back from the ledger exactly as they were sent', async () => {
    const figure = fc
      .tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 9999 }))
      .map(([whole, decimals]) => `${whole}.${String(decimals).padStart(4, '0')}`)
    const teams = ['CIC-N', 'CIC-C', 'CIC-S']
    const cells = fc.uniqueArray(
      fc.record({
        team: fc.constantFrom(...teams),
        month: fc.integer({ min: 1, max: 12 }),
        n: figure,
        d: figure,
      }),
      {
        minLength: 1,
        maxLength: 30,
        selector: ({ team, month }) => `${team} ${month}`,
      },
    )
    await fc.assert(
      fc.asyncProperty(cells, async (sent) => {
        const ordered = sent.map(({ n, d, ...cell }) =>
          Number(n) <= Number(d) ? { ...cell, n, d } : { ...cell, n: d, d: n },
        )
        const month = (number: number) => `2016-${String(number).padStart(2, '0')}`
        const report = await ingestFile(
          db,
          fileOf(csvOf(ordered.map((c) => `${c.team},LC01,${month(c.month)},${c.n},${c.d}`))),
        )
        expect(report.status).toBe('ready')
        const kept = await db
          .selectFrom('extract_row')
          .selectAll()
          .where('extract_id', '=', Number(report.id))
          .orderBy('row_number')
          .execute()
        expect(kept.map((r) => [r.unit_code, r.period, r.numerator, r.denominator])).toEqual(
          ordered.map((c) => [c.team, month(c.month), Number(c.n), Number(c.d)]),
        )
      }),
      { numRuns: 25 },
    )
  })
})
