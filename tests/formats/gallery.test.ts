import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { registerOf } from '#server/commands/validate.ts'
import { formats } from '#server/extracts/formats/index.ts'
import { detectFormat } from '#server/extracts/reading/detect-format.ts'
import type { ExtractFormat } from '#server/extracts/tables/extract-format.ts'
import { openGrid } from '#server/extracts/tables/open-grid.ts'
import type { Grid } from '#server/grid.ts'
import { exampleWorkbooks } from '../support/example-workbooks.ts'
import { some } from '../support/some.ts'

const home = new URL('../../server/extracts/formats/', import.meta.url)
const folders = readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isDirectory())
const register = registerOf(null, '2019-06-10')

test('every format is listed under the name of its folder', () => {
  expect(formats.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort())
})

const examples = formats.flatMap((format) => {
  const folder = new URL(`${format.name}/`, home)
  const text = readFileSync(new URL('example.csv', folder))
  const workbook = Object.entries(exampleWorkbooks).find(([name]) => name === format.name)?.[1]
  return [
    { name: `${format.name} as text`, format, bytes: text, expected: new URL('expected.json', folder) },
    {
      name: `${format.name} as a workbook`,
      format,
      bytes: workbook ?? Buffer.alloc(0),
      expected: new URL('expected-xlsx.json', folder),
    },
  ]
})

describe.each(some(examples))('the example of $name', ({ format, bytes, expected }) => {
  test('is read as expected', async () => {
    const findings = await findingsOf(format, await opened(bytes))
    expect(findings).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  })

  test('is claimed by its format and by no other', async () => {
    const grid = await opened(bytes)
    expect(detectFormat(grid)).toBe(format)
    expect(formats.filter((each) => each.claims(grid.preview))).toEqual([format])
  })
})

async function opened(bytes: Buffer): Promise<Grid> {
  const grid = await openGrid(chunked(bytes, 7), { encoding: null })
  if ('code' in grid) throw new Error(grid.message)
  return grid
}

async function findingsOf(format: ExtractFormat, grid: Grid) {
  const findings = []
  for await (const finding of format.read(grid, register)) findings.push(finding)
  return findings
}

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
