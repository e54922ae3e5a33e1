import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { testDatabase } from '../../../support/database.ts'
import { faultsIn } from '../../../support/exactly-once.ts'
import { csvOf, fileOf, PUBLISH } from '../../../support/extract-files.ts'
import { bySize } from '../../../support/run-size.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  // Makes the months before history, in which no team is missing.
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})

const COLUMNS = ['team_code', 'kpi_code', 'period', 'numerator', 'denominator']
const ROWS = [
  ['CIC-N', 'LC01', '2018-01', '9', '10'],
  ['CIC-C', 'LC01', '2018-01', '8', '10'],
  ['CIC-S', 'LC01', '2018-01', '7', '10'],
  ['CIC-N', 'LC01', '2018-02', '6', '10'],
]

/** The same data as saved by another program. */
type Saving = {
  bom: boolean
  lineEnd: '\r\n' | '\n' | '\r'
  quoted: boolean
  columns: readonly string[]
  rows: readonly string[][]
  blankLines: number
  spaces: boolean
}

const usual: Saving = {
  bom: false,
  lineEnd: '\r\n',
  quoted: false,
  columns: COLUMNS,
  rows: ROWS,
  blankLines: 0,
  spaces: false,
}

function saved({ bom, lineEnd, quoted, columns, rows, blankLines, spaces }: Saving): string {
  const cell = (text: string) => (quoted ? `"${text}"` : spaces ? ` ${text} ` : text)
  const inOrder = rows.map((row) => columns.map((column) => row[COLUMNS.indexOf(column)] ?? ''))
  const lines = [columns as string[], ...inOrder].map((row) => row.map(cell).join(','))
  return `${bom ? '\ufeff' : ''}${lines.join(lineEnd)}${lineEnd.repeat(1 + blankLines)}`
}

const savings: [name: string, saving: Saving][] = [
  ['with other line ends', { ...usual, lineEnd: '\n' }],
  ['with the line ends of an old Mac', { ...usual, lineEnd: '\r' }],
  ['with every cell in quotes', { ...usual, quoted: true }],
  ['with a byte order mark', { ...usual, bom: true }],
  ['with its rows in another order', { ...usual, rows: [...ROWS].reverse() }],
  ['with its columns in another order', { ...usual, columns: [...COLUMNS].reverse() }],
  ['with blank lines at its end', { ...usual, blankLines: 3 }],
  ['with spaces around its cells', { ...usual, spaces: true }],
]

async function versions(): Promise<number> {
  const { count } = await db
    .selectFrom('measurement')
    .select((where) => where.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

const publish = (content: string) => ingestFile(db, fileOf(content, { publish: PUBLISH }))

describe('a file sent again', () => {
  test('with the same bytes is the extract it already is', async () => {
    const first = await publish(saved(usual))
    const again = await publish(saved(usual))
    expect(again).toMatchObject({ id: first.id, alreadyReceived: true, status: 'published' })
    expect(await versions()).toBe(ROWS.length)
  })

  test.each(savings)('%s is published without a new version of any cell', async (_name, saving) => {
    await publish(saved(usual))
    const before = await db.selectFrom('figure').selectAll().execute()
    const report = await publish(saved(saving))
    expect(report).toMatchObject({ status: 'published', alreadyReceived: false })
    expect(
      await db
        .selectFrom('publication')
        .select(['new_count', 'changed_count', 'unchanged_count'])
        .where('extract_id', '=', Number(report.id))
        .execute(),
    ).toEqual([{ new_count: 0, changed_count: 0, unchanged_count: ROWS.length }])
    expect(await versions()).toBe(ROWS.length)
    expect(await db.selectFrom('figure').selectAll().execute()).toEqual(before)
  })

  test('saved in any way, in any order of rows and columns, adds nothing to the ledger', async () => {
    await publish(saved(usual))
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          bom: fc.boolean(),
          lineEnd: fc.constantFrom('\r\n' as const, '\n' as const, '\r' as const),
          quoted: fc.boolean(),
          columns: fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }),
          rows: fc.shuffledSubarray(ROWS, { minLength: ROWS.length }),
          blankLines: fc.nat(3),
          spaces: fc.boolean(),
        }),
        async (saving) => {
          expect(await publish(saved(saving))).toMatchObject({ status: 'published' })
          expect(await versions()).toBe(ROWS.length)
        },
      ),
      { numRuns: bySize({ part: 8, wide: 25, whole: 25 }) },
    )
    expect(await faultsIn(db)).toEqual([])
  })

  test('by eight at the same moment is one extract, published once', async () => {
    for (let round = 0; round < 5; round++) {
      const content = csvOf([`CIC-N,LC01,2017-0${round + 1},${round},10`])
      const reports = await Promise.all(Array.from({ length: 8 }, () => publish(content)))
      expect(new Set(reports.map(({ id }) => id)).size).toBe(1)
      expect(reports.filter(({ alreadyReceived }) => !alreadyReceived)).toHaveLength(1)
      const id = Number(reports[0]?.id)
      const published = await db
        .selectFrom('publication')
        .select('kind')
        .where('extract_id', '=', id)
        .execute()
      expect(published).toEqual([{ kind: 'publish' }])
    }
    expect(await faultsIn(db)).toEqual([])
  })
})
