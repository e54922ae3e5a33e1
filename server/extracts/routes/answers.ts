/** What the API answers about extracts, as `contract` has it: schemas that validate and document. */
import { z } from 'zod'
import { extractStatuses } from '#domain/extracts/status.ts'
import { problemAnswer } from '#server/http/parameters.ts'

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
  requestedBy: z.string().nullable().describe('Who asked for it to be published.'),
  requestedAt: z.string().nullable(),
  publishAt: z.string().nullable().describe('When it is to be published; null is at once.'),
  approvedBy: z.string().nullable().describe('The second person, where the council asks for one.'),
  decisionNote: z.string().nullable().describe('Why it was not published as it was asked for.'),
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

const restatedSignOff = z.object({
  unit: z.string(),
  period: z.string(),
  version: z.number().int(),
  figures: z.number().int(),
})
const kept = {
  left: z
    .array(z.object(place))
    .describe('Taking back: cells restated since, which keep what they say. The first thousand.'),
  repeatedLater: z
    .array(z.object({ ...place, extract: z.number().int() }))
    .describe(
      'Taking back: cells that a later extract merely repeated, taken back all the same. The first thousand.',
    ),
  totals: z.object({ left: z.number().int(), repeatedLater: z.number().int() }),
}

const compared = {
  seen: z
    .string()
    .nullable()
    .describe(
      'Names this comparison with what is on record: send it back with the decision to publish. Null where there is nothing to decide.',
    ),
}

export const changesAnswer = z.object({
  ...compared,
  counts: z.object({ ...counts, missing: z.number().int().describe('Teams without data.') }),
  changed: z
    .array(
      z.object({
        ...place,
        before: cell,
        after: cell,
        change: z.number().nullable().describe('The new value less the old one; null where either is none.'),
      }),
    )
    .describe('The first thousand.'),
  effects: z.object({
    months: z.array(z.string()).describe('The periods that get new figures.'),
    units: z.number().int(),
    kpis: z.number().int(),
    onlyCounted: z
      .boolean()
      .describe('True where the extract is too large to be tried out: the lists are empty then.'),
    statuses: z
      .array(
        z.object({
          ...place,
          before: z.string().nullable(),
          after: z.string().nullable(),
          beforePeriod: z.string(),
        }),
      )
      .describe('Statuses that turn, of any unit and month. The first 500.'),
    variations: z
      .array(
        z.object({
          ...place,
          before: z.string(),
          after: z.string(),
          beforePeriod: z.string(),
          alert: z.enum(['opens', 'closes']),
        }),
      )
      .describe('What begins or ceases to be concerning. The first 500.'),
    totals: z.object({ statuses: z.number().int(), variations: z.number().int() }),
    signedOff: z.array(restatedSignOff).describe('Signed-off months whose scorecard gets a new version.'),
    missing: z
      .array(z.object({ unit: z.string(), period: z.string() }))
      .describe('Teams that sent these returns for the period before and are not in the file.'),
  }),
  ...kept,
})

const figuresOrNone = cell.nullable().describe('Null for no figure.')

/** The refusal to publish over figures that have changed since they were compared. */
export const movedAnswer = problemAnswer.extend({
  ...compared,
  changes: changesAnswer.describe('What publishing changes now.'),
  moved: z
    .object({
      total: z.number().int(),
      cells: z
        .array(
          z.object({
            ...place,
            before: figuresOrNone,
            after: figuresOrNone,
            extract: z.number().int().describe('The extract that was published, or taken back.'),
            by: z.string(),
            at: z.string(),
          }),
        )
        .describe('The first two hundred.'),
    })
    .describe('The figures on record that have changed since the comparison named.'),
})

export const receiptAnswer = z.object({
  kind: z.enum(['publish', 'revert']),
  extract: z.number().int(),
  publication: z.number().int(),
  filename: z.string(),
  sha256: z.string(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  approvedBy: z.string().nullable(),
  reason: z.string().nullable(),
  warningsAccepted: z.number().int(),
  counts: z.object({ rows: z.number().int(), ...counts }),
  figures: z.number().int().describe('How many figures were computed and stored.'),
  pending: z
    .number()
    .int()
    .describe('Of how many measures the teams’ verdicts follow within a minute; 0 unless it was very large.'),
  restatedSignOffs: z.array(restatedSignOff).describe('Signed-off months whose scorecard got a new version.'),
  ...kept,
})
