/** What an answer says of figures, without what is of the record alone: so that two moments, or two councils, can be compared. */
import { parse } from 'csv-parse/sync'
import type { LightMyRequestResponse } from 'fastify'
import { textOf } from './page.ts'
import { recordsOf } from './xlsx.ts'

/** What is not of the figures: moments, and where a figure is in the record. */
const ofTheRecord = new Set([
  'publishedAt',
  'published',
  'version',
  'versions',
  'extract',
  'row',
  'publicationId',
  'Published',
  'asAt',
])

/** What is said by JSON, CSV, a workbook or a page. */
export function saidBy(answer: LightMyRequestResponse): unknown {
  const type = String(answer.headers['content-type'])
  if (type.includes('json')) return withoutRecord(answer.json())
  if (type.includes('csv')) return withoutRecord(parse(answer.body, { columns: true }))
  if (type.includes('spreadsheet')) return withoutRecord(recordsOf(answer.rawPayload))
  return shown(answer.body)
}

/** A value without what is of the record alone, in all its depth. */
export function withoutRecord(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRecord)
  if (typeof value === 'string') return value.replace(againAsSignedOff, '')
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !ofTheRecord.has(key))
      .map(([key, inner]) => [key, inner instanceof Date ? inner.toISOString() : withoutRecord(inner)]),
  )
}

/** That a publication since sign-off brought back what was agreed: the record says so, and every figure is as it was. */
const againAsSignedOff = /, and since [^,.]* again as signed off/

/** How many lines of a home are closed: a file of ours that was refused has a line too. */
const closedLines = /^\d+ more to do */

/** Lines of the record: where a figure came from, and files that wait or were refused. */
const aside =
  /^Where this figure came from|mistaken-|^(Again as signed off|Restated): version|^\d+ figures? changed: |^\d+ \w+ \d{4} at /

/** The words of a page that are of figures. */
function shown(body: string): string[] {
  const main = /<main.*?<\/main>/s.exec(body)?.[0] ?? ''
  const parts = main
    .replaceAll(/<svg.*?<\/svg>/gs, '')
    .replaceAll(/<section aria-labelledby="changed">.*?<\/section>/gs, '')
  return parts
    .split(/<\/(?:tr|li|p|h\d)>/)
    .map((line) => textOf(line).replace(againAsSignedOff, '').replace(closedLines, ''))
    .filter((line) => line !== '' && !aside.test(line))
}
