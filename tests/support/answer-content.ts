/** What an answer shows of figures, without what only concerns the record, so that two moments or two councils can be compared.
 * */
import { parse } from 'csv-parse/sync'
import type { LightMyRequestResponse } from 'fastify'
import { textOf } from './page-text.ts'
import { recordsOf } from './xlsx.ts'

/** What does not belong to the figures: moments, and a figure's place in the record. */
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

/** The content of JSON, CSV, a workbook or a page. */
export function answerContent(answer: LightMyRequestResponse): unknown {
  const type = String(answer.headers['content-type'])
  if (type.includes('json')) return withoutRecord(answer.json())
  if (type.includes('csv')) return withoutRecord(parse(answer.body, { columns: true }))
  if (type.includes('spreadsheet')) return withoutRecord(recordsOf(answer.rawPayload))
  return shown(answer.body)
}

/** A value at any depth without what only concerns the record. */
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

/** The note that a publication after sign-off restored what was agreed: only the record shows it, and every figure is as it was.
 * */
const againAsSignedOff = /, and since [^,.]* again as signed off/

/** The number of closed lines on a home, because a refused file of ours also has a line. */
const closedLines = /^\d+ more to do */

/** Lines about the record: where a figure came from, and files that wait or were refused. */
const aside =
  /^Where this figure came from|mistaken-|^(Again as signed off|Restated): version|^\d+ figures? changed: |^\d+ \w+ \d{4} at /

/** The words of a page that concern figures. */
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
