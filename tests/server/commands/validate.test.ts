import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { validateFile } from '#server/commands/validate.ts'
import { exampleWorkbooks } from '../../support/example-workbooks.ts'
import { csvOf, HEADER, NOW } from '../../support/extract-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'validate-'))

function written(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const usual = { unitsFile: null, now: NOW }

describe('a file validated without a database', () => {
  test('may be a workbook, tidy or wide, and is reported as the API reports it', async () => {
    const tidy = await validateFile(written('tidy.xlsx', exampleWorkbooks.tidy), usual)
    expect(tidy).toMatchObject({
      id: null,
      filename: 'tidy.xlsx',
      sha256: createHash('sha256').update(exampleWorkbooks.tidy).digest('hex'),
      status: 'ready',
      counts: { rows: 2, accepted: 2, problems: 0, warnings: 1 },
      problemsTotal: 0,
      alreadyReceived: false,
    })
    const wide = await validateFile(written('wide.csv', exampleWorkbooks.wide), usual)
    expect(wide.counts).toMatchObject({ rows: 6, accepted: 6, problems: 0 })
  })

  test('with a fraction in place of a percentage is refused, by the target that it knows', async () => {
    const rows = ['HP-N1,CP04,2019-05,,,0.92', 'HP-N2,CP04,2019-05,,,92']
    const found = await validateFile(written('fractions.csv', csvOf(rows, `${HEADER},value`)), usual)
    expect(found).toMatchObject({
      status: 'rejected',
      problems: [{ code: 'looks_like_fraction', row: 2, column: 'value', value: '0.92' }],
      warnings: [{ code: 'value_without_denominator', row: 3 }],
    })
  })

  test('is judged by the rules across measures where it has all the figures they need', async () => {
    const plans = (...rows: string[]) => validateFile(written('plans.csv', csvOf(rows)), usual)
    expect(await plans('HP-S1,CP06,2019-04,4,', 'HP-S1,CP07,2019-04,5,')).toMatchObject({
      status: 'ready',
      counts: { warnings: 1 },
      warnings: [{ code: 'measures_disagree', row: 3, column: 'numerator' }],
    })
    expect((await plans('HP-S1,CP06,2019-04,5,', 'HP-S1,CP07,2019-04,5,')).warnings).toEqual([])
    expect((await plans('HP-S1,CP07,2019-04,5,')).warnings).toEqual([])
    // A file with a problem publishes nothing, so nothing is compared.
    const refused = await plans('HP-S1,CP06,2019-04,4,', 'HP-S1,CP07,2019-04,5,', 'HP-S2,CP07,2019-04,x5,')
    expect(refused).toMatchObject({ status: 'rejected', warnings: [] })
  })

  test('is read in Windows-1252 only where that is said', async () => {
    const bytes = Buffer.from(csvOf(['CIC-N,LC01,2019-04,1,2,Zo\xeb'], `${HEADER},note`), 'latin1')
    const path = written('windows.csv', bytes)
    expect(await validateFile(path, usual)).toMatchObject({
      status: 'rejected',
      problems: [{ code: 'bad_encoding' }],
    })
    expect((await validateFile(path, { ...usual, encoding: 'windows-1252' })).status).toBe('ready')
  })

  test('beside files that are not what they should be is refused with the reason', async () => {
    const path = written('clean.csv', csvOf(['CIC-N,LC01,2019-04,1,2']))
    await expect(validateFile(path, { ...usual, layoutFile: path })).rejects.toMatchObject({
      detail: expect.stringContaining('clean.csv is not a layout'),
    })
    await expect(validateFile(path, { ...usual, unitsFile: path })).rejects.toMatchObject({
      detail: expect.stringContaining('clean.csv is not a list of teams and services'),
    })
  })
})
