/** What the API of returns accepts and returns. */

import { z } from 'zod'
import { periodFinding, stoppedFinding } from '#domain/extracts/completeness.ts'
import { addDays, grainOf } from '#domain/time/period.ts'
import { dayOfLine, unitParameter } from '#server/http/parameters.ts'
import type { Reads } from '#server/reads/reads.ts'
import type { Absence } from '#server/record/absences.ts'

/** A month or a week. */
export const periodParameter = z
  .string()
  .refine(
    (text) => ['monthly', 'weekly'].includes(grainOf(text) ?? ''),
    'is not a month 2019-04 or a week 2019-W17',
  )
  .describe('A month 2019-04, or an ISO week 2019-W17. A quarter’s figures belong to its last month.')

/** A statement about figures that will not come. */
export const absenceAnswer = z.object({
  return: z.string(),
  period: z.string(),
  unit: z.string(),
  version: z.number().int().describe('Send this back to change it.'),
  absent: z.boolean().describe('False where it was withdrawn.'),
  reason: z.string(),
  by: z.string(),
  role: z.string(),
  recordedAt: z.iso.datetime(),
  dated: dayOfLine,
})

const missingCell = z.object({ unit: z.string(), kpi: z.string() })

const returnAnswer = z.object({
  return: z.string(),
  name: z.string(),
  owner: z.string(),
  dueOn: z.string(),
  state: z
    .enum(['not_due', 'due', 'late', 'part', 'in'])
    .describe('in: nothing is missing that is still to come.'),
  expected: z.number().int(),
  received: z.number().int(),
  firstOn: z.string().nullable().describe('The day on which its first figure came.'),
  lastOn: z.string().nullable(),
  completeOn: z.string().nullable().describe('The day on which nothing of it was missing any more.'),
  daysLate: z.number().int(),
  missing: z.array(missingCell.extend({ came: z.enum(['nothing', 'blank']) })),
  neverComing: z.array(
    missingCell.extend({ why: z.string(), by: z.string().nullable(), on: z.string().nullable() }),
  ),
})

const stoppedAnswer = z.object({
  return: z.string(),
  kpi: z.string(),
  unit: z.string(),
  lastWeek: z.string().describe('The last week that came.'),
  missedWeeks: z.array(z.string()).describe('The weeks since then that are over and missing.'),
  lateSince: z.string().describe('The day after the end of the second of them.'),
  sentence: z.string(),
})

/** What of a month or a week has come. */
export const returnsAnswer = z.object({
  period: z.string(),
  finding: z.string(),
  returns: z.array(returnAnswer),
  stopped: z
    .array(stoppedAnswer)
    .describe('Weekly figures that had been coming and are late on the day, whatever the period.'),
  absences: z.array(absenceAnswer),
})

/** A statement about figures, as it is sent. */
export const absenceBody = z.strictObject({
  unit: unitParameter,
  reason: z.string().max(10_000),
  withdraw: z.boolean().optional().describe('The figures are expected again.'),
  version: z.number().int().min(0).default(0).describe('The version that was read; 0 where there was none.'),
  acceptWarnings: z
    .boolean()
    .optional()
    .describe('Save a text that looks like it holds details of a person all the same.'),
})

/** The statement and the figures that it covers. */
export const recordedAbsenceAnswer = absenceAnswer.extend({
  figures: z
    .array(z.object({ unit: z.string(), kpi: z.string(), period: z.string() }))
    .describe('The figures that it holds for, or would.'),
  dryRun: z.boolean(),
})

/** The answer for a month or a week. */
export function returnsOf(
  period: string,
  { returns, stopped, said }: Awaited<ReturnType<Reads['loadMissingFigures']>>,
): z.input<typeof returnsAnswer> {
  return {
    period,
    finding: periodFinding(returns, stopped, period),
    returns: returns.map(({ code, ownerRole, missing, never, ...standing }) => ({
      ...standing,
      return: code,
      owner: ownerRole,
      missing: [...missing],
      neverComing: [...never],
    })),
    stopped: stopped.map((stop) => ({
      ...{ return: stop.from.code, kpi: stop.kpi.code, unit: stop.unit.code, lastWeek: stop.last },
      missedWeeks: [...stop.missed],
      lateSince: addDays(stop.dueOn, 1),
      sentence: stoppedFinding([stop]),
    })),
    absences: said.map(absenceOf),
  }
}

/** The answer to a statement. */
export function absenceOf({
  returnCode,
  period,
  unit,
  version,
  isAbsent,
  reason,
  by,
  role,
  at,
  dated,
}: Absence) {
  return {
    ...{ return: returnCode, period, unit, version, absent: isAbsent, reason, by, role },
    recordedAt: at.toISOString(),
    dated,
  }
}
