import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { detectFormat } from '#server/extracts/detect-format.ts'
import { formats } from '#server/extracts/formats/index.ts'

const home = new URL('../../server/extracts/formats/', import.meta.url)
const folders = readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isDirectory())

test('every folder of formats is in the list, under its own name', () => {
  expect(formats.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort())
})

describe.each(formats)('the format $name', (format) => {
  const folder = new URL(`${format.name}/`, home)
  const example = readFileSync(
    new URL(readdirSync(folder).find((name) => name.startsWith('example.')) ?? '', folder),
  )

  test('reads its example as expected', async () => {
    const findings = []
    for await (const finding of format.read(chunked(example, 7))) findings.push(finding)
    expect(existsSync(new URL('expected.json', folder))).toBe(true)
    expect(findings).toEqual(JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')))
  })

  test('is the one that claims its example', () => {
    expect(detectFormat(example)).toBe(format)
    const firstRow = example.toString().split(/\r?\n/, 1)[0]?.split(',') ?? []
    expect(formats.filter((each) => each.claims(firstRow))).toEqual([format])
  })
})

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
