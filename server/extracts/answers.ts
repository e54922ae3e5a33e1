/** What the API answers about extracts, as `contract` has it: schemas that validate and document. */
import { z } from 'zod'
import { extractStatuses } from '#domain/extract-status.ts'

const found = {
  sheet: z.string().nullable().describe('The sheet of a workbook; null where there is one table.'),
  row: z.number().int().nullable().describe('The row a spreadsheet shows; null is the file as a whole.'),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string().describe('What is wrong, where, and what to do.'),
}

const summary = {
  id: z.number().int().nullable().describe('Null for a dry run.'),
  filename: z.string(),
  sha256: z.string(),
  status: z.enum(extractStatuses),
  receivedAt: z.string(),
  receivedBy: z.string(),
  counts: z.object({
    rows: z.number().int(),
    accepted: z.number().int(),
    problems: z.number().int(),
    warnings: z.number().int(),
  }),
  sameBytesAs: z.number().int().nullable().describe('An earlier extract of the same bytes.'),
  publishedAt: z.string().nullable(),
}

export const summaryAnswer = z.object(summary)

export const reportAnswer = z.object({
  ...summary,
  problems: z
    .array(z.object({ ...found, value: z.string().nullable(), firstRow: z.number().int().nullable() }))
    .describe('The first hundred.'),
  problemsTotal: z.number().int(),
  warnings: z.array(z.object({ ...found, needsReason: z.boolean() })).describe('The first hundred.'),
  alreadyReceived: z.boolean(),
})

const cell = z.object({
  state: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
})
const place = { unit: z.string(), kpi: z.string(), period: z.string() }
const counts = { new: z.number().int(), changed: z.number().int(), unchanged: z.number().int() }

export const changesAnswer = z.object({
  counts: z.object(counts),
  changed: z.array(z.object({ ...place, before: cell, after: cell })).describe('The first thousand.'),
  effects: z.object({
    months: z.array(z.string()).describe('The periods that get new figures.'),
    units: z.number().int(),
    kpis: z.number().int(),
  }),
})

export const receiptAnswer = z.object({
  kind: z.enum(['publish', 'revert']),
  extract: z.number().int(),
  publication: z.number().int(),
  filename: z.string(),
  sha256: z.string(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  reason: z.string().nullable(),
  warningsAccepted: z.number().int(),
  counts: z.object({ rows: z.number().int(), ...counts }),
  figures: z.number().int().describe('How many figures were computed and stored.'),
  restatedSignOffs: z
    .array(
      z.object({
        unit: z.string(),
        period: z.string(),
        version: z.number().int(),
        figures: z.number().int(),
      }),
    )
    .describe('Signed-off months whose scorecard got a new version.'),
  left: z.array(z.object(place)).describe('Cells restated since, which a revert leaves.'),
})
